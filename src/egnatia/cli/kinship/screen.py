"""`egnatia kinship screen`: who of a whole register one profile may be related to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import click

from egnatia.cli.casefile import read_text, refusing
from egnatia.cli.ending import Ending
from egnatia.cli.kinship.people import people_of, spelled_tables
from egnatia.cli.options import json_option, listed, print_json, print_rows
from egnatia.match.kinship.cases.comparison import read_markers
from egnatia.match.kinship.cases.fields import Json
from egnatia.match.kinship.cases.tables import Tables, locus_key, read_tables
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.panel import Panel, Profile, make_panel
from egnatia.match.kinship.ratio import ratio_of
from egnatia.match.kinship.relationships import relationship_named
from egnatia.match.kinship.screening import Candidate, Screened, best_candidates

#: Asked about unless others are named: first of kin, and half-siblings for all who share as much (κ1 = ½).
USUAL = "parent,siblings,half-siblings"

#: What a reader of the list must know.
NOTE = (
    "A candidate is proposed, not identified: confirm it by the full likelihood, with mutation (egnatia kinship lr), "
    "and by a person."
)

_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One profile, and at which loci it can be compared."""

    id: str
    profile: Profile
    panels: tuple[Panel, ...]  #: One for each population, all of the same loci.
    populations: tuple[str, ...]
    left_out: tuple[str, ...]  #: Loci that a table has no frequencies of.


@click.command("screen")
@click.argument("profile", type=_file)
@click.argument("register", type=_file)
@click.option(
    "--frequencies",
    type=_file,
    required=True,
    multiple=True,
    help="CSV table (locus,allele,freq) of a population; of several, the least ratio decides.",
)
@click.option(
    "--mutation-rate",
    "rate",
    type=click.FloatRange(0, 1, max_open=True),
    default=0.0,
    show_default=True,
    help="Of every locus and both sexes, to any other allele alike.",
)
@click.option("--relationships", default=USUAL, show_default=True, help="With commas between; as `kinship blind`.")
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Candidates for each relationship.")
@json_option
def command(  # noqa: PLR0913 - one argument for each option
    profile: Path,
    register: Path,
    *,
    frequencies: tuple[Path, ...],
    rate: float,
    relationships: str,
    top: int,
    as_json: bool,
) -> None:
    """Compare the profile of the file PROFILE with everybody in the file REGISTER, and list the likeliest relatives.

    Both are tables, CODIS or PRUEMx, or JSON with `profiles`. Loci count as unlinked and at theta 0. Without a rate of
    mutation, a true parent who differs by one is missing among the parents, and is found among the siblings.
    """
    names = _relationships(relationships)
    tables: dict[str, Tables] = {}
    for file in dict.fromkeys(frequencies):
        with refusing(file):
            if file.stem in tables:
                raise CaseError("two tables have one name")
            tables[file.stem] = spelled_tables(read_tables(read_text(file)))
    with refusing(profile):
        asked = ask(people_of(profile), tables, rate)
    people = people_of(register)
    with refusing(profile):
        told = screening_told(asked, people, names, top)
    if as_json:
        print_json(told)
        return
    _show(told)


def _relationships(typed: str) -> list[str]:
    names = list(dict.fromkeys(listed(typed)))
    if not names:
        raise Ending("--relationships: none is named")
    try:
        found = [relationship_named(name).name for name in names]
    except CaseError as error:
        raise Ending(f"--relationships: {error}") from error
    if "unrelated" in found:
        raise Ending("--relationships: 'unrelated' is what each is compared with")
    return names


def ask(people: Mapping[str, Profile], tables: Mapping[str, Tables], rate: float = 0.0) -> Asked:
    """Return the one profile of a file with the loci at which every table lets it be compared.

    Args:
        people: the profile, by its id.
        tables: frequencies by the name of the population.
        rate: how often alleles mutate, to any other one alike.

    Raises:
        CaseError: there are several profiles, or the tables have none of the loci.
        KinshipError: the frequencies are none.
    """
    if len(people) != 1:
        raise CaseError(f"{len(people)} profiles, and one is screened")
    ((name, profile),) = people.items()
    loci = [locus for locus in profile if all(locus_key(locus) in table.frequencies for table in tables.values())]
    if not loci:
        raise CaseError(f"the table has no frequencies of any locus that was read in full of {name}")
    moves: Json = {"model": "equal", "rate": rate} if rate else None
    described: Json = [{"name": locus, "mutation": moves} for locus in loci]
    return Asked(
        id=name,
        profile=profile,
        panels=tuple(make_panel(read_markers(described, called, table)) for called, table in tables.items()),
        populations=tuple(tables),
        left_out=tuple(sorted(set(profile) - set(loci))),
    )


def screening_told(
    asked: Asked, people: Mapping[str, Profile], relationships: Sequence[str], top: int
) -> dict[str, Any]:
    """Return a screening as JSON.

    Args:
        asked: the profile.
        people: the register, by id.
        relationships: what to look for.
        top: candidates for each.

    Raises:
        KinshipError: an allele of the profile is not in the table, or the table has silent alleles.
    """
    found = best_candidates(asked.panels, asked.profile, list(people.values()), relationships, top)
    ids = list(people)
    return {
        "profile": asked.id,
        "people": len(ids),
        "populations": list(asked.populations),
        "mutation": asked.panels[0].mutates,
        "loci": asked.panels[0].names,
        "loci_left_out": list(asked.left_out),
        "relationships": [
            {
                "relationship": item.relationship,
                "compared": item.compared,
                "possible": item.possible,
                "candidates": [
                    {"id": ids[one.place], **_candidate_told(one, item, asked.populations)} for one in item.candidates
                ],
            }
            for item in found
        ],
        "note": NOTE,
    }


def _candidate_told(candidate: Candidate, screened: Screened, populations: Sequence[str]) -> dict[str, Any]:
    """Return a candidate as JSON, by the population that speaks least for the relationship.

    Of unrelated people, a likelihood ratio of x or more turns up in one of x at most, as its mean among them is 1
    (Markov's inequality).
    """
    ratio = ratio_of(candidate.log_ratio)
    return {
        "LR": ratio,
        "population": populations[candidate.population],
        "LR_by_population": {name: ratio_of(log) for name, log in zip(populations, candidate.log_ratios, strict=True)},
        "log10_LR": candidate.log_ratio / log(10),
        "loci": candidate.markers,
        "by_chance_at_most": 0.0 if ratio is None else screened.compared / max(ratio, 1.0),
    }


def _show(told: Mapping[str, Any]) -> None:
    if told["loci_left_out"]:
        click.echo(f"egnatia: the table has no frequencies of {', '.join(told['loci_left_out'])}", err=True)
    mutation = "with" if told["mutation"] else "without"
    click.echo(
        f"{told['profile']} at {len(told['loci'])} loci, likelihood ratios against unrelated, {mutation} mutation"
    )
    if len(told["populations"]) > 1:
        click.echo(f"of {', '.join(told['populations'])}, the population with the least ratio decides")
    rows = []
    for item in told["relationships"]:
        click.echo(f"{item['relationship']}: possible for {item['possible']} of {item['compared']}")
        rows += [
            (
                item["relationship"],
                one["id"],
                "-" if one["LR"] is None else f"{one['LR']:.6g}",
                f"{one['log10_LR']:.4f}",
                one["loci"],
                f"{one['by_chance_at_most']:.3g}",
                one["population"],
            )
            for one in item["candidates"]
        ]
    print_rows(("relationship", "candidate", "LR", "log10 LR", "loci", "by chance at most", "population"), rows)
    click.echo(told["note"])
