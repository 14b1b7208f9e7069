"""`egnatia operation`: controlled deliveries of goods, with the consent of every state on their way."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import yaml

from egnatia.cli.connection import Connection
from egnatia.cli.ending import Ending
from egnatia.cli.options import (
    acting,
    beyond_option,
    case_id,
    json_option,
    listed,
    print_json,
    print_rows,
    reason_option,
    tell_more,
)
from egnatia.model.delivery import Movement

_DEEDS = click.Choice(["hand_over", "persons", "lose", "arrive", "intervene", "abandon"])
_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
#: Bytes of a plan or a position as a file.
_LONGEST = 64 * 1024


class _Plain(yaml.BaseLoader):
    """Reads texts, lists and mappings as they stand: a part that is named and repeated could grow without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Read one part.

        Raises:
            YAMLError: it stands for another part.
        """
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("a part that stands for another")
        return super().compose_node(parent, index)


@click.group("operation", help="Controlled deliveries: plan, consent, start, follow.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on operations."""


@command.command("list")
@acting
@beyond_option
@json_option
def list_all(node: Connection, beyond: int | None, *, as_json: bool) -> None:
    """List controlled deliveries: where each stands, and which consents are missing."""
    found = node.get("/v1/operations" + ("" if beyond is None else f"?beyond={beyond}"))
    if as_json:
        print_json(found)
        return
    rows = [
        (one["id"], one["state"], one["lead"], " > ".join(one["route"]), one["title"], "; ".join(one["missing"]) or "-")
        for one in found["rows"]
    ]
    print_rows(("operation", "state", "lead", "route", "title", "missing"), rows)
    tell_more(found)


@command.command("show")
@acting
@click.argument("operation")
@json_option
def show_one(node: Connection, operation: str, *, as_json: bool) -> None:
    """Show a controlled delivery: its states, borders and positions, and what was said."""
    board = node.get(f"/v1/operations/{operation}")
    if as_json:
        print_json(board)
        return
    line = board["line"]
    click.echo(f"{line['title']}: {line['state']}, led by {line['lead']}, plan {board['revision']} ({board['plan']})")
    print_rows(("state", "by", "to", "consent"), [_consent_row(one) for one in board["consents"]])
    click.echo("")
    print_rows(("border", "where", "day", "handed over"), [_border_row(one) for one in board["borders"]])
    for seen in board["positions"]:
        told = seen["position"]
        click.echo(f"at {told['point']} ({told['at']}, by {seen['node']}, until {told['until']})")
    for said in board["happenings"]:
        where = f" {said['country']}" if said["country"] else ""
        click.echo(f"{said['at']}  {said['node']}  {said['what']}{where}: {said['words']}")


def _consent_row(one: dict[str, Any]) -> tuple[str, ...]:
    given = ", ".join(f"{agreed['authority']} until {agreed['until']} ({name[:12]}…)" for name, agreed in one["given"])
    missing = f"MISSING {one['missing']}" if one["missing"] else ""
    return (
        one["country"],
        one["node"] or "on paper",
        ", ".join(one["wanted"]),
        "; ".join(filter(None, (given, missing))),
    )


def _border_row(one: dict[str, Any]) -> tuple[object, ...]:
    sides = ", ".join(f"{country} {'yes' if told else 'not yet'}" for country, told in one["sides"])
    return one["number"], one["place"], one["day"], sides


@command.command("plan")
@acting
@click.argument("file", type=_FILE)
@click.option("--case", "case", required=True, help="File number of the case file.")
@click.option("--authorisation", help="By which a prosecutor or court allows it.")
@click.option("--anew", "operation", help="The operation that is planned anew: all consents are needed anew.")
@reason_option
def plan_one(node: Connection, file: Path, case: str, **said: str | None) -> None:
    """Plan a controlled delivery by a FILE (YAML or JSON): goods, stops, hand_overs, days, decision."""
    body = {**_read_plan(file), "case": case_id(node, case), **{key: value for key, value in said.items() if value}}
    made = node.post("/v1/operations", body)
    click.echo(f"planned {made['operation']}, plan {made['plan']}; all members are told")


def _read_plan(file: Path) -> dict[str, Any]:
    """Read a plan; what it means, the node says."""
    if file.stat().st_size > _LONGEST:
        raise Ending(f"{file}: longer than {_LONGEST} bytes")
    try:
        found = yaml.load(file.read_text("utf-8"), Loader=_Plain)  # noqa: S506 - it makes texts and lists only
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise Ending(f"{file}: neither YAML nor JSON") from error
    if not isinstance(found, dict):
        raise Ending(f"{file}: not a plan")
    return {str(key): value for key, value in found.items()}


@command.command("consent")
@acting
@click.argument("operation")
@click.argument("country")
@click.option("--plan", "plan", required=True, help="The plan that was read, as `show` names it.")
@click.option("--supervision", required=True, help="The unit that guarantees to keep watch.")
@click.option("--authority", required=True, help="Who consents, with the number of the decision.")
@click.option("--until", type=_DAY, required=True, help="The last day.")
@click.option("--movements", help=f"{', '.join(Movement)}; else all that the plan wants.")
@click.option("--conditions", default="", help="On what terms.")
@click.option(
    "--document", type=_FILE, help="File of the signed document, of an authority without node; its SHA-256 is kept."
)
@reason_option
def consent_one(node: Connection, operation: str, until: datetime, **said: Any) -> None:  # noqa: ANN401 - as click reads each
    """Consent for the own state, or record what an authority without node consented to on paper."""
    document = said["document"]
    body = {
        **said,
        "until": until.date().isoformat(),
        "movements": sorted(listed(said["movements"])),
        "document": hashlib.sha256(document.read_bytes()).hexdigest() if document else None,
    }
    made = node.post(f"/v1/operations/{operation}/consents", body)
    click.echo(f"consented, id {made['statement']}; all members are told")


@command.command("withdraw")
@acting
@click.argument("operation")
@click.argument("consent")
@reason_option
def withdraw_one(node: Connection, operation: str, consent: str, reason: str) -> None:
    """Take a consent back: the goods go no further."""
    node.post(f"/v1/operations/{operation}/consents/{consent}/withdrawal", {"reason": reason})
    click.echo("taken back; all members are told")


@command.command("start")
@acting
@click.argument("operation")
@reason_option
def start_one(node: Connection, operation: str, reason: str) -> None:
    """Start, as the lead; a consent that is missing blocks it and is named."""
    node.post(f"/v1/operations/{operation}/start", {"reason": reason})
    click.echo("started; all members are told")


@command.command("report")
@acting
@click.argument("operation")
@click.argument("deed", type=_DEEDS)
@click.option("--country", help="In which state it happened; of a hand-over, the side that says so.")
@click.option("--border", type=int, help="Of a hand-over: which, as `show` numbers them.")
@reason_option
def report_one(node: Connection, operation: str, **said: object) -> None:
    """Say what happened to the goods; `intervene`: they were seized, `persons`: people are in it."""
    node.post(f"/v1/operations/{operation}/reports", said)
    click.echo("said; all members are told")


@command.command("position")
@acting
@click.argument("operation")
@click.argument("file", type=click.File("rb"))
def position_one(node: Connection, operation: str, file: Any) -> None:  # noqa: ANN401 - as click hands it over
    """Tell where the goods are, by a FILE (or - for standard input): Cursor on Target (XML) or GeoJSON."""
    try:
        event = file.read(_LONGEST).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Ending("the position is no text") from error
    told = node.post(f"/v1/operations/{operation}/positions", {"event": event})
    click.echo(f"at {told['point']} until {told['until']}; all members are told")
