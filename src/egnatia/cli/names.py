"""`egnatia names`: how two names compare, and why."""

import click

from egnatia.cli.ending import Ending
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.engines import engine_for
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS, parse_properties
from egnatia.model.values import tidy


@click.group("names", help="Compare names across scripts.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on names."""


@command.command("compare")
@click.argument("one")
@click.argument("other")
@json_option
def compare_names(one: str, other: str, *, as_json: bool) -> None:
    """Score two names and show which part met which."""
    kind = KINDS["person"]
    engine = engine_for(kind)
    if engine is None:
        raise Ending("no engine compares persons")
    try:
        asked, found = (parse_properties(kind, {"full_name": [tidy(name)]}, "name") for name in (one, other))
    except ParseError as error:
        raise Ending(str(error)) from error
    score = engine.score(kind, asked, found, exact=False)
    if as_json:
        evidence = [
            {"asked": item.asked, "found": item.found, "score": item.score, "why": item.why} for item in score.evidence
        ]
        print_json({"score": score.value, "quality": score.quality, "engine": score.engine, "evidence": evidence})
        return
    click.echo(f"score {score.value:.3f}, {score.quality or 'no hit'}, by {score.engine}")
    print_rows(
        ("asked", "found", "score", "why"),
        [(item.asked, item.found, f"{item.score:.2f}", item.why) for item in score.evidence],
    )
