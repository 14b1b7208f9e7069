"""`egnatia law`: which channel is open between two nodes, which policies decide, and what is missing."""

from datetime import UTC, datetime
from typing import Any

import click

from egnatia.api.plain import plain_explanation
from egnatia.casework.explain import Supposition, suppose
from egnatia.cli.connection import Connection, find
from egnatia.cli.demo.members import BY_NODE
from egnatia.cli.ending import Ending
from egnatia.cli.options import account_option, folder_option, json_option, listed, print_json
from egnatia.law.decide import Law, load_law
from egnatia.law.errors import LawError
from egnatia.law.facts import Action, Party, PartySort
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.question import Subject
from egnatia.model.values import COUNTRIES, parse_country


@click.group("law", help="Which channel is open, and what is missing.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the law."""


@command.command("explain")
@folder_option
@account_option
@click.option("--from", "asker", required=True, help="Who asks: a node, or a country's code.")
@click.option("--to", "answerer", required=True, help="Who is asked.")
@click.option("--kind", type=click.Choice([kind.name for kind in KINDS.values() if kind.askable]), required=True)
@click.option(
    "--purpose",
    type=click.Choice([str(found) for found in Purpose]),
    default="criminal_investigation",
    show_default=True,
)
@click.option("--offence", help="A code of the list of offences.")
@click.option("--keys", help="Properties that would be named, with commas; else enough of them.")
@click.option("--incomplete", is_flag=True, help="The values are incomplete, such as a part of a plate.")
@click.option("--role", type=click.Choice([str(found) for found in SubjectRole]), default="suspect", show_default=True)
@click.option("--minor", is_flag=True, help="The person is, or may be, under 18.")
@click.option("--asylum-from", help="Countries from which the person seeks protection: AFG,SYR.")
@click.option("--authorisation", is_flag=True, help="An authorisation is there.")
@click.option("--action", type=click.Choice([str(found) for found in Action]), default="ask", show_default=True)
@json_option
def explain_law(*, as_json: bool, **typed: Any) -> None:  # noqa: ANN401 - click hands over whatever was typed
    """Explain what the law says to an act between two nodes, a case file and a reason supposed.

    A running node answers with its own law and directory; without one, the law that ships with this program answers.
    """
    node = find(typed.pop("folder"), typed.pop("account"))
    supposed = {
        **{name: typed[name] for name in ("asker", "answerer", "kind", "purpose", "offence", "action")},
        "keys": listed(typed["keys"]),
        "authorisation": typed["authorisation"],
        "exact": not typed["incomplete"],
        "subject": {"role": typed["role"], "minor": typed["minor"], "asylum_from": listed(typed["asylum_from"])},
    }
    explanation = _ask_node(node, supposed) if node else _ask_shipped(supposed)
    if as_json:
        print_json(explanation)
    else:
        click.echo(explanation["text"], nl=False)


def _ask_node(node: Connection, supposed: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    return node.post("/v1/law/explanation", supposed)


def _ask_shipped(supposed: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """Let the shipped law answer, with the members of the demo network as those with whom there may be channels."""
    try:
        law = load_law()
        between = (_party(law, supposed["asker"], "--from"), _party(law, supposed["answerer"], "--to"))
        request = suppose(law, _supposition(supposed), between, datetime.now(UTC).date())
        others = [Party(node=seat.node, country=seat.country, sort=seat.sort) for seat in BY_NODE.values()]
        return plain_explanation(law.explain(request, others))
    except (ParseError, LawError) as error:
        raise Ending(str(error)) from error


def _supposition(supposed: dict[str, Any]) -> Supposition:
    subject = supposed["subject"]
    countries = frozenset(parse_country(code, "--asylum-from") for code in subject["asylum_from"])
    return Supposition(
        asker=supposed["asker"],
        answerer=supposed["answerer"],
        kind=supposed["kind"],
        purpose=Purpose(supposed["purpose"]),
        offence=supposed["offence"],
        keys=frozenset(supposed["keys"]),
        subject=Subject(role=SubjectRole(subject["role"]), minor=subject["minor"], asylum_from=countries),
        authorisation=supposed["authorisation"],
        exact=supposed["exact"],
        action=Action(supposed["action"]),
    )


def _party(law: Law, name: str, option: str) -> Party:
    """Return the party that is meant: a node of the demo network, a body that the law knows, or a country."""
    if seat := BY_NODE.get(NodeId(name)):
        return Party(node=seat.node, country=seat.country, sort=seat.sort)
    if name in law.book.memberships.bodies:
        return Party(node=NodeId(name), sort=PartySort.BODY)
    for code, country in COUNTRIES.items():
        if name in (code, country.get("alpha2")):
            return Party(node=NodeId(name), country=CountryCode(code))
    raise Ending(f"{option}: {name} is neither a country's code nor a body that the law knows")
