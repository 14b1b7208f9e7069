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
from egnatia.match.kinship.cases.tables import Tables, locus_key, read_tables
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.panel import Panel, Profile, make_panel
from egnatia.match.kinship.ratio import ratio_of
from egnatia.match.kinship.relationships import relationship_named
from egnatia.match.kinship.screening import Candidate, Screened, best_candidates, lay_out

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
    panel: Panel
    left_out: tuple[str, ...]  #: Loci that the table has no frequencies of.


@click.command("screen")
@click.argument("profile", type=_file)
@click.argument("register", type=_file)
@click.option("--frequencies", type=_file, required=True, help="CSV table (locus,allele,freq) of the population.")
@click.option("--relationships", default=USUAL, show_default=True, help="With commas between; as `kinship blind`.")
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Candidates for each relationship.")
@json_option
def command(  # noqa: PLR0913 - one argument for each option
    profile: Path, register: Path, *, frequencies: Path, relationships: str, top: int, as_json: bool
) -> None:
    """Compare the profile of the file PROFILE with everybody in the file REGISTER, and list the likeliest relatives.

    Both are tables, CODIS or PRUEMx, or JSON with `profiles`. Loci count as unlinked, without mutation and at theta 0:
    a true parent who differs by a mutation is missing among the parents, and is found among the siblings.
    """
    names = _relationships(relationships)
    with refusing(frequencies):
        tables = spelled_tables(read_tables(read_text(frequencies)))
    with refusing(profile):
        asked = ask(people_of(profile), tables)
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


def ask(people: Mapping[str, Profile], tables: Tables) -> Asked:
    """Return the one profile of a file with the loci at which a table lets it be compared.

    Raises:
        CaseError: there are several profiles, or the table has none of the loci.
        KinshipError: the frequencies are none.
    """
    if len(people) != 1:
        raise CaseError(f"{len(people)} profiles, and one is screened")
    ((name, profile),) = people.items()
    loci = [locus for locus in profile if locus_key(locus) in tables.frequencies]
    if not loci:
        raise CaseError(f"the table has no frequencies of any locus that was read in full of {name}")
    panel = make_panel(read_markers([{"name": locus} for locus in loci], "table", tables))
    return Asked(id=name, profile=profile, panel=panel, left_out=tuple(sorted(set(profile) - set(loci))))


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
    laid = lay_out(asked.panel, list(people.values()))
    found = best_candidates(asked.panel, asked.profile, laid, relationships, top)
    ids = list(people)
    return {
        "profile": asked.id,
        "people": len(ids),
        "loci": asked.panel.names,
        "loci_left_out": list(asked.left_out),
        "relationships": [
            {
                "relationship": item.relationship,
                "compared": item.compared,
                "possible": item.possible,
                "candidates": [_candidate_told(ids[one.place], one, item) for one in item.candidates],
            }
            for item in found
        ],
        "note": NOTE,
    }


def _candidate_told(name: str, candidate: Candidate, screened: Screened) -> dict[str, Any]:
    """Return a candidate as JSON.

    Of unrelated people, a likelihood ratio of x or more turns up in one of x at most, as its mean among them is 1
    (Markov's inequality).
    """
    ratio = ratio_of(candidate.log_ratio)
    return {
        "id": name,
        "LR": ratio,
        "log10_LR": candidate.log_ratio / log(10),
        "loci": candidate.markers,
        "by_chance_at_most": 0.0 if ratio is None else screened.compared / max(ratio, 1.0),
    }


def _show(told: Mapping[str, Any]) -> None:
    if told["loci_left_out"]:
        click.echo(f"egnatia: the table has no frequencies of {', '.join(told['loci_left_out'])}", err=True)
    click.echo(f"{told['profile']} at {len(told['loci'])} loci, likelihood ratios against unrelated")
    rows = []
    for item in told["relationships"]:
        click.echo(f"{item['relationship']}: possible without mutation for {item['possible']} of {item['compared']}")
        rows += [
            (
                item["relationship"],
                one["id"],
                "-" if one["LR"] is None else f"{one['LR']:.6g}",
                f"{one['log10_LR']:.4f}",
                one["loci"],
                f"{one['by_chance_at_most']:.3g}",
            )
            for one in item["candidates"]
        ]
    print_rows(("relationship", "candidate", "LR", "log10 LR", "loci", "by chance at most"), rows)
    click.echo(told["note"])
