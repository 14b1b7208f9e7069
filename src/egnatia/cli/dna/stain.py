"""`egnatia dna mixture`: who on record may have contributed to a mixed stain. At home only: no partner is asked."""

from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Any

import click

from egnatia.cli.dna.given import USUAL, populations_of, profiles_of, text_of
from egnatia.cli.ending import Ending
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.mixture import MOST_CONTRIBUTORS, Candidate, Model, least_contributors, read_stain, search_stain
from egnatia.match.dna.written import lines_of

_file = click.Path(path_type=Path, exists=True, dir_okay=False)
_chance = click.FloatRange(0, 1, max_open=True)


@click.command("mixture")
@click.argument("stain", type=_file)
@click.argument("register", type=_file)
@click.option("--contributors", type=click.IntRange(1, MOST_CONTRIBUTORS), required=True, help="How many people.")
@click.option(
    "--frequencies", multiple=True, required=True, metavar="FILE[=PEOPLE]", help="Of a population; repeatable."
)
@click.option(
    "--dropout", type=_chance, default=0.05, show_default=True, help="Chance that a copy of an allele is lost."
)
@click.option(
    "--dropin", type=_chance, default=0.01, show_default=True, help="Chance that an allele of nobody turns up."
)
@click.option(
    "--missing", type=click.IntRange(0), default=1, show_default=True, help="Loci at which alleles may be missing."
)
@json_option
def command(
    stain: Path, register: Path, *, contributors: int, frequencies: Sequence[str], as_json: bool, **chosen: Any  # noqa: ANN401 - what click makes of options
) -> None:  # fmt: skip
    """Rank the people of the file REGISTER who may have contributed to the mixed stain of the file STAIN.

    STAIN has one locus a line, then all alleles that were read. The likelihood ratio compares this person and unknown
    people with unknown people alone; the least favourable population decides. Mixtures are never exchanged.
    """
    rules = rule_set(USUAL)
    populations = populations_of(frequencies)
    try:
        read = read_stain(lines_of(text_of(stain)), rules)
        model = Model(contributors=contributors, dropout=chosen["dropout"], dropin=chosen["dropin"])
        found = search_stain(read, profiles_of(register, rules), populations, model, chosen["missing"])
    except DnaError as error:
        raise Ending(f"{stain}: {error}") from error
    least = least_contributors(read)
    if least > contributors:
        click.echo(f"egnatia: the stain needs {least} contributors unless alleles dropped in", err=True)
    told = [_told(item) for item in found]
    if as_json:
        print_json({"contributors": contributors, "least_contributors": least, "candidates": told})
        return
    rows = [
        (item["id"], f"{item['log10_LR']:.3f}", item["loci"], ",".join(item["missing"]) or "-", item["population"])
        for item in told
    ]
    print_rows(("candidate", "log10 LR", "loci", "missing at", "population"), rows)


def _told(item: Candidate) -> dict[str, Any]:
    return {
        "id": item.profile.id,
        "log10_LR": item.log_ratio / log(10),
        "population": item.population,
        "loci": item.loci,
        "missing": list(item.missing),
    }
