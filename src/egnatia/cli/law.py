"""`egnatia law`: which channel is open between two nodes, which policies decide, and what is missing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from egnatia.api.plain import plain_explanation
from egnatia.casework.explain import Between, Giving, Supposition, suppose
from egnatia.cli.connection import Connection, find
from egnatia.cli.ending import Ending
from egnatia.cli.options import account_option, acting, folder_option, json_option, listed, print_json
from egnatia.law.crossings import CROSSING
from egnatia.law.decide import Law, load_law
from egnatia.law.errors import LawError
from egnatia.law.facts import Action, Party, PartySort
from egnatia.law.instruments import ANY_NGO
from egnatia.law.named import named_parties, state
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.peril import Danger
from egnatia.model.question import Subject
from egnatia.model.reading import member
from egnatia.model.values import COUNTRIES, parse_country

_ROLES = click.Choice([str(found) for found in SubjectRole])
_PURPOSES = click.Choice([str(found) for found in Purpose])
_DANGERS = click.Choice([str(found) for found in Danger])
#: What the options are called in a supposition, where that is another word.
_FIELDS = {"role_on_record": "role"}
_F = TypeVar("_F", bound=Callable[..., Any])


def _giving_options(run: _F) -> _F:
    """Add what can be stated of a record that is released or forwarded, and of those who give it."""
    for option in (
        click.option("--role-on-record", type=_ROLES, help="Release, forward: the person's role there, if another."),
        click.option("--contested", is_flag=True, help="Release, forward: the person contests the record."),
        click.option("--handling", help="Release, forward: handling codes of the record: H1,H2."),
        click.option("--approvals", type=click.IntRange(0, 9), default=1, help="Release, forward: people behind it."),
        click.option("--unconfirmed", is_flag=True, help="Release: nobody confirmed the match yet."),
        click.option("--authorised", is_flag=True, help="Release, forward: the giving side's prosecutor allows it."),
        click.option("--forward-to", "recipient", help="Forward: who receives what --from holds and --to issued."),
        click.option("--received-for", type=_PURPOSES, help="Forward: for what its originator gave it, if another."),
        click.option("--consent", is_flag=True, help="Forward: its originator consented."),
    ):
        run = option(run)
    return run


@click.group("law", help="Which channel is open, and what is missing.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the law."""


@command.command("explain")
@folder_option
@account_option
@click.option("--from", "asker", required=True, help="Who asks: a node; if none runs: a country, a body, or ngo.")
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
@click.option("--danger-to-life", is_flag=True, help="By break glass: what gives way is listed.")
@click.option("--danger", type=_DANGERS, default="none", help="What threatens the person where the data would go.")
@click.option("--assurance", is_flag=True, help="The state there bound itself not to carry out the death penalty.")
@_giving_options
@json_option
def explain_law(*, as_json: bool, **typed: Any) -> None:  # noqa: ANN401 - click hands over whatever was typed
    """Explain what the law says to an act between two nodes, a case file and a reason supposed.

    A running node answers with its own law and directory; without one, the law that ships with this program answers.
    """
    node = find(typed.pop("folder"), typed.pop("account"))
    giving = {name: typed[name] for name in ("role_on_record", "contested", "approvals", "recipient", "received_for")}
    supposed = {
        **{name: typed[name] for name in ("asker", "answerer", "kind", "purpose", "offence", "action")},
        "keys": listed(typed["keys"]),
        **{name: typed[name] for name in ("authorisation", "danger_to_life", "danger", "assurance")},
        "exact": not typed["incomplete"],
        "giving": {
            **{_FIELDS.get(name, name): value for name, value in giving.items()},
            "handling": listed(typed["handling"]),
            "confirmed": not typed["unconfirmed"],
            "authorised": typed["authorised"],
            "consent": typed["consent"],
        },
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
    """Let the shipped law answer, with everybody whom it names as those with whom there may be channels."""
    try:
        law = load_law()
        recipient = supposed["giving"]["recipient"]
        between = Between(
            asker=_party(law, supposed["asker"], "--from"),
            answerer=_party(law, supposed["answerer"], "--to"),
            recipient=_party(law, recipient, "--forward-to") if recipient else None,
        )
        request = suppose(law, _supposition(supposed), between, datetime.now(UTC).date())
        return plain_explanation(law.explain(request, named_parties(law.book)))
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
        danger_to_life=supposed["danger_to_life"],
        danger=Danger(supposed["danger"]),
        assurance=supposed["assurance"],
        giving=_giving(supposed["giving"]),
    )


def _giving(said: dict[str, Any]) -> Giving:
    return Giving(
        **{
            **said,
            "role": SubjectRole(said["role"]) if said["role"] else None,
            "handling": frozenset(member(Handling)(code, "--handling") for code in said["handling"]),
            "received_for": Purpose(said["received_for"]) if said["received_for"] else None,
        }
    )


def _party(law: Law, name: str, option: str) -> Party:
    """Return the party that is meant: a body that the law knows, a country, or any NGO."""
    if name == ANY_NGO:
        return Party(node=NodeId(name), sort=PartySort.NGO)
    if name in law.book.memberships.bodies:
        return Party(node=NodeId(name), sort=PartySort.BODY)
    for code, country in COUNTRIES.items():
        if name in (code, country.get("alpha2")):
            return state(CountryCode(code))
    raise Ending(f"{option}: {name} is neither a country's code, nor a body that the law knows, nor {ANY_NGO}")


@command.command("assistance")
@acting
@click.option("--to", "partner", required=True, help="Whom one would ask: a node.")
@click.option("--offence", required=True, help="A code of the list of offences.")
@click.option("--said", multiple=True, help="A field that is filled in: measure=interception; may be repeated.")
@json_option
def assistance(node: Connection, partner: str, offence: str, said: tuple[str, ...], *, as_json: bool) -> None:
    """Say by which instrument legal assistance is asked for, what is missing, the grounds to refuse, and the times."""
    found = node.post("/v1/law/assistance", {"partner": partner.upper(), "offence": offence, "said": _said(said)})
    if as_json:
        print_json(found)
        return
    for one in found:
        _print_advice(one)


def _said(pairs: tuple[str, ...]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        fields.setdefault(name, []).append(value)
    return fields


@command.command("crossing")
@acting
@click.argument("sort", type=click.Choice(sorted(map(str, CROSSING))))
@click.option("--to", "partner", required=True, help="Into which state: its node.")
@click.option("--offence", required=True, help="A code of the list of offences.")
@click.option("--said", multiple=True, help="A field that is filled in: way=cannot_wait; may be repeated.")
@json_option
def crossing(node: Connection, sort: str, partner: str, **said: Any) -> None:  # noqa: ANN401 - as click hands them over
    """Say by which instrument officers may cross a border behind somebody, what is missing before, and what ends it."""
    heading = {"partner": partner.upper(), "sort": sort, "offence": said["offence"], "said": _said(said["said"])}
    found = node.post("/v1/law/crossing", heading)
    if said["as_json"]:
        print_json(found)
        return
    for one in found:
        _print_crossing(one)


def _print_crossing(one: dict[str, Any]) -> None:
    click.echo(f"{one['name']}: {'open' if one['open'] else 'closed between the two, or for this offence'}")
    if not one["open"]:
        return
    rows = (("missing", one["lacking"]), ("terms", one["rules"]["terms"]), ("ends", one["rules"]["ends"]))
    for label, lines in (*rows, ("declared", [one["limits"]] if one["limits"] else [])):
        for words in lines:
            click.echo(f"  {label}: {words}")


def _print_advice(one: dict[str, Any]) -> None:
    if not one["open"]:
        click.echo(f"{one['name']}: closed between the two; instead: {', '.join(one['instead']) or 'nothing'}")
        return
    rules = one["rules"]
    click.echo(f"{one['name']} ({one['article']}): open")
    for words in one["lacking"]:
        click.echo(f"  missing: {words}")
    for due in rules["times"]:
        click.echo(
            f"  {due['what']}: {due['days'] or due['hours']} {'days' if due['days'] else 'hours'} ({due['article']})"
        )
    for ground, article in rules["refusals"].items():
        click.echo(f"  may be refused: {ground.replace('_', ' ')} ({article})")
    click.echo(f"  who helps: {rules['contacts']}")
    for treaty in one["treaties"]:
        for line in treaty_lines(treaty):
            click.echo(f"  {line}")


def treaty_lines(treaty: dict[str, Any]) -> Iterator[str]:
    """Yield what two states agreed beside a convention, with how sure that is."""
    in_force = treaty["in_force"] or "nobody found since when"
    yield f"besides: {treaty['name']} (signed {treaty['signed']}; in force: {in_force}; mark {treaty['mark']})"
    yield from (f"  {added['what']} ({added['article']})" for added in treaty["says"])
