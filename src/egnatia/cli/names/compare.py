"""`egnatia names compare`: how two names compare, and why."""

import unicodedata

import click

from egnatia.cli.ending import Ending
from egnatia.cli.options import json_option, print_json, print_rows
from egnatia.match.engine import Properties
from egnatia.match.names.align import name_probability
from egnatia.match.names.compare import explain, meet_persons
from egnatia.match.records.engine import RecordEngine
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS, parse_properties
from egnatia.model.values import tidy


@click.command("compare")
@click.argument("one")
@click.argument("other")
@json_option
def compare_names(one: str, other: str, *, as_json: bool) -> None:
    """Score two names and show which part met which.

    The score is the probability that they are one person's, if a quarter of all pairs that are compared are; no other
    part of a record counts.
    """
    asked, found = _person(one), _person(other)
    score = RecordEngine().score(KINDS["person"], asked, found, exact=False)
    meeting = meet_persons(asked, found)
    value = name_probability(meeting.evidence) if meeting else 0.0
    words = list(explain(meeting)) if meeting else []
    if as_json:
        evidence = [{"asked": item.asked, "found": item.found, "score": item.score, "why": item.why} for item in words]
        print_json({"score": value, "quality": score.quality, "engine": score.engine, "evidence": evidence})
        return
    click.echo(f"score {value:.3f}, {score.quality or 'no hit'}, by {score.engine}")
    print_rows(
        ("asked", "found", "score", "why"),
        [(item.asked, item.found, f"{item.score:.2f}", item.why) for item in words],
    )


def _person(name: str) -> Properties:
    try:
        person = parse_properties(KINDS["person"], {"full_name": [tidy(name)]}, "name")
    except ParseError as error:
        raise Ending(str(error)) from error
    if not any(unicodedata.category(sign).startswith("L") for sign in name):
        raise Ending(f"{name!a} has no letters, and names are compared by them")
    return person
