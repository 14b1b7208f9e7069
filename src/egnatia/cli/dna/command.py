"""`egnatia dna`: search profiles by the Prüm rules, check and convert them, and measure the search."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from egnatia.cli.dna.given import USUAL, populations_of, profiles_of
from egnatia.cli.dna.measure import CACHES, measure_search
from egnatia.cli.dna.stain import command as mixture
from egnatia.cli.dna.told import Weighing, hit_row, hit_told
from egnatia.cli.ending import Ending
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.dna.dicd import Entry, PruemMessage, write_pruem
from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.loci import RuleSet, rule_set
from egnatia.match.dna.profile import Profile, why_not_exchanged
from egnatia.match.dna.search import make_register, search
from egnatia.match.dna.written import write_profile

_file = click.Path(path_type=Path, exists=True, dir_okay=False)
_rules = click.option("--rules", default="prum-2008", show_default=True, help="Rule set.")


@click.group("dna", help="Search DNA profiles.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on DNA profiles."""


command.add_command(mixture)


def _rule_set(name: str) -> RuleSet:
    try:
        return rule_set(name)
    except DnaError as error:
        raise Ending(str(error)) from error


@command.command("search")
@click.argument("register", type=_file)
@click.argument("asked", type=_file)
@click.option(
    "--frequencies", multiple=True, metavar="FILE[=PEOPLE]",
    help="CSV locus,allele,freq of a population, and how many people were typed for it; repeatable.",
)  # fmt: skip
@click.option("--theta", type=click.FloatRange(0, 0.2), default=0.01, show_default=True, help="Coancestry.")
@_rules
@json_option
def search_profiles(  # noqa: PLR0913 - one argument for each option
    register: Path, asked: Path, *, frequencies: Sequence[str], theta: float, rules: str, as_json: bool
) -> None:
    """Search the profiles of the file ASKED among those of the file REGISTER: tables, CODIS or PRUEMx.

    The least likelihood ratio among the populations decides. With the number of people typed, each has its 95 % bounds,
    and rare alleles count as seen five times.
    """
    chosen = _rule_set(rules)
    weighing = Weighing(populations=populations_of(frequencies), theta=theta)
    try:
        made = make_register(profiles_of(register, chosen), chosen)
        looked_for = profiles_of(asked, chosen)
        empty = [profile.id for profile in looked_for if not profile.loci]
        if empty:
            raise Ending(f"{asked}: {empty[0]}: nothing was typed")
        told = [hit_told(profile, hit, made, weighing) for profile in looked_for for hit in search(made, profile)]
    except DnaError as error:
        raise Ending(str(error)) from error
    if as_json:
        print_json(told)
        return
    print_rows(
        ("asked", "found", "quality", "loci in full", "LR", "chance hits", "population"), list(map(hit_row, told))
    )


@command.command("check")
@click.argument("file", type=_file)
@click.option("--person", is_flag=True, help="The profiles are of known persons, who need most of the standard set.")
@_rules
@json_option
def check(file: Path, *, person: bool, rules: str, as_json: bool) -> None:
    """Check the profiles of FILE, and say of each whether it may be exchanged, and if not why."""
    chosen = _rule_set(rules)
    told = [_checked(profile, chosen, person=person) for profile in profiles_of(file, chosen)]
    if as_json:
        print_json(told)
        return
    rows = [(item["id"], item["loci"], item["full"], item["why_not"] or "yes") for item in told]
    print_rows(("profile", "loci", "in full", "may be exchanged"), rows)


def _checked(profile: Profile, rules: RuleSet, *, person: bool) -> dict[str, Any]:
    return {
        "id": profile.id,
        "loci": len(profile.loci),
        "full": len(profile.full_loci()),
        "why_not": why_not_exchanged(profile, rules, known_person=person),
        "profile": write_profile(profile),
    }


@command.command("convert")
@click.argument("file", type=_file)
@click.option("--type", "sort", type=click.Choice(["P", "S"]), required=True, help="Of persons or of stains.")
@click.option("--from", "source", required=True, help="Country that asks, by two letters.")
@click.option("--to", "target", required=True, help="Country that is asked, by two letters.")
@click.option("--request", required=True, help="Number of the request.")
def convert(file: Path, *, sort: str, source: str, target: str, request: str) -> None:
    """Write the profiles of FILE as a Prüm request (PRUEMx)."""
    rules = _rule_set(USUAL)
    profiles = profiles_of(file, rules)
    unfit = {item.id: why_not_exchanged(item, rules, known_person=sort == "P") for item in profiles}
    for name, why in unfit.items():
        if why:
            raise Ending(f"{file}: {name}: {why}")
    now = datetime.now(UTC)
    fields = {"reqtype": "3", "date": f"{now:%Y-%m-%d}", "type": sort, "result": "U"}
    route = {"source_isocode": source, "destination_isocode": target, "request_id": request}
    message = PruemMessage(
        header={"direct": "R", "generator": "egnatia", "schema_version": "1.0"},
        requesting={**route, "date": f"{now:%Y-%m-%d}", "time": f"{now:%H:%M:%S}"},
        requested={},
        entries=tuple(Entry(profile=item, fields=fields) for item in profiles),
    )
    try:
        click.echo(write_pruem(message, rules), nl=False)
    except DnaError as error:
        raise Ending(f"{file}: {error}") from error


@command.command("bench")
@click.option("--profiles", type=click.IntRange(1000, 50_000_000), default=3_000_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the invented profiles.")
@json_option
def bench(profiles: int, seed: int, *, as_json: bool) -> None:
    """Search invented profiles of 24 loci, and measure that against reading the table from memory."""
    figures = measure_search(profiles, seed)
    if not figures["from_memory"]:
        enough = CACHES * figures["cache_bytes"] / figures["bytes_per_profile"]
        click.echo(
            f"egnatia: the table has {figures['table_bytes'] / 1e6:.3g} MB, and the processor's cache "
            f"{figures['cache_bytes'] / 1e6:.3g} MB: these are figures of the cache, not of memory; "
            f"--profiles {enough:.0f} is enough",
            err=True,
        )
    if as_json:
        print_json(figures)
        return
    print_rows(("figure", "value"), [(name, f"{number:.6g}") for name, number in figures.items()])
