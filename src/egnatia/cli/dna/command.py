"""`egnatia dna`: search profiles by the Prüm rules, and measure the search."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from egnatia.cli.dna.measure import measure_search
from egnatia.cli.ending import Ending
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.dna.chance import expected_chance_hits, least_favourable
from egnatia.match.dna.comparison import Hit
from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.populations import Population, read_population
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.search import Register, make_register, search
from egnatia.match.dna.tables import read_profiles

_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("dna", help="Search DNA profiles.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on DNA profiles."""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Ending(f"{file}: this is no text in UTF-8") from error


@command.command("search")
@click.argument("register", type=_file)
@click.argument("asked", type=_file)
@click.option("--frequencies", type=_file, multiple=True, help="CSV locus,allele,freq of a population; repeatable.")
@click.option("--theta", type=click.FloatRange(0, 0.2), default=0.01, show_default=True, help="Coancestry.")
@click.option("--rules", default="prum-2008", show_default=True, help="Rule set.")
@json_option
def search_profiles(  # noqa: PLR0913 - one argument for each option
    register: Path, asked: Path, *, frequencies: Sequence[Path], theta: float, rules: str, as_json: bool
) -> None:
    """Search the profiles of the table ASKED among those of the table REGISTER."""
    try:
        chosen = rule_set(rules)
        made = make_register(list(read_profiles(_text(register), chosen)), chosen)
        populations = [read_population(_text(file), file.stem, str(file.name)) for file in frequencies]
        told = [
            _hit_told(profile, hit, made, populations, theta)
            for profile in read_profiles(_text(asked), chosen)
            for hit in search(made, profile)
        ]
    except DnaError as error:
        raise Ending(str(error)) from error
    if as_json:
        print_json(told)
        return
    heads = ("asked", "found", "quality", "loci in full", "LR", "chance hits", "population")
    print_rows(heads, [_row(item) for item in told])


def _hit_told(
    asked: Profile, hit: Hit, register: Register, populations: Sequence[Population], theta: float
) -> dict[str, Any]:
    """Return a hit as JSON; an expert confirms it before anything is released."""
    told: dict[str, Any] = {
        "asked": asked.id,
        "found": hit.profile.id,
        "quality": int(hit.quality),
        "matching": list(hit.matching),
        "loci": {name: how.value for name, how in hit.loci},
        "rules": register.rules.name,
    }
    if populations:
        worst, everywhere = least_favourable(asked, hit.matching, populations, theta)
        population = next(item for item in populations if item.name == worst.population)
        told |= {
            "theta": theta,
            "LR": worst.likelihood_ratio,
            "population": worst.population,
            "match_probability": {item.population: item.match_probability.value for item in everywhere},
            "expected_chance_hits": expected_chance_hits(asked, hit.matching, population, len(register.profiles)),
        }
    return told


def _row(item: dict[str, Any]) -> tuple[str, ...]:
    worth = (
        (f"{item['LR']:.3g}", f"{item['expected_chance_hits']:.3g}", item["population"]) if "LR" in item else ("-",) * 3
    )
    return (item["asked"], item["found"], str(item["quality"]), str(len(item["matching"])), *worth)


@command.command("bench")
@click.option("--profiles", type=click.IntRange(1000, 50_000_000), default=1_000_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the invented profiles.")
@json_option
def bench(profiles: int, seed: int, *, as_json: bool) -> None:
    """Search invented profiles of 24 loci, and measure that against reading the table from memory."""
    figures = measure_search(profiles, seed)
    if as_json:
        print_json(figures)
        return
    print_rows(("figure", "value"), [(name, f"{number:.6g}") for name, number in figures.items()])
