"""`egnatia action-day`: joint action days, with a board on which each event counts once."""

import time
from datetime import datetime
from typing import Any

import click

from egnatia.cli.connection import Connection
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
from egnatia.exchange.actionday import Mistake
from egnatia.model.actionday import Measured, ResultKind, normal_reference
from egnatia.model.delivery import GoodsSort

_DAY = click.DateTime(["%Y-%m-%d"])
_MISTAKE = click.option(
    "--because", "mistake", type=click.Choice(list(map(str, Mistake))), required=True, help="Why it is wrong."
)


@click.group("action-day", help="Joint action days: plan, take part, tell results.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on joint action days."""


@command.command("list")
@acting
@beyond_option
@json_option
def list_all(node: Connection, beyond: int | None, *, as_json: bool) -> None:
    """List joint action days with their figures."""
    found = node.get("/v1/action-days" + ("" if beyond is None else f"?beyond={beyond}"))
    if as_json:
        print_json(found)
        return
    rows = [
        (one["id"], one["state"], one["lead"], f"{one['begins']} to {one['ends']}", one["title"], *_figures(one))
        for one in found["rows"]
    ]
    print_rows(("operation", "state", "lead", "days", "title", *ResultKind), rows)
    tell_more(found)


def _figures(one: dict[str, Any]) -> list[int]:
    return [one["figures"][kind] for kind in ResultKind]


@command.command("show")
@acting
@click.argument("operation")
@click.option("--follow", type=click.IntRange(5, 3600), help="Show it anew every so many seconds, until Ctrl-C.")
@click.option("--beyond", type=click.IntRange(0), default=0, help="From where the last page of events ended.")
@json_option
def show_one(node: Connection, operation: str, follow: int | None, beyond: int, *, as_json: bool) -> None:
    """Show the board of a joint action day: who takes part, and the figures."""
    while True:
        board = node.get(f"/v1/action-days/{operation}?beyond={beyond}")
        if as_json:
            print_json(board)
        else:
            _print_board(board)
        if follow is None:
            return
        time.sleep(follow)


def _print_board(board: dict[str, Any]) -> None:
    line = board["line"]
    click.echo(f"{line['title']}: {line['state']}, led by {line['lead']}, {line['begins']} to {line['ends']}")
    rows = [("all", *_figures(line))]
    rows += [(one["of"], *_figures(one)) for one in (*board["by_priority"], *board["by_country"])]
    print_rows(("", *ResultKind), rows)
    for one in board["seized"]:
        click.echo(f"seized: {one['goods']}, {one['amount']} {one['measured']}")
    click.echo("")
    units = [
        (one["node"], one["unit"] or "has not said that it takes part", one["results"]) for one in board["participants"]
    ]
    print_rows(("node", "unit", "results"), units)
    for one in board["events"]:
        click.echo(_event(one))
    if board["next"] is not None:
        click.echo(f"further ones: --beyond {board['next']}", err=True)
    for pair in board["perhaps_same"]:
        click.echo(
            "perhaps one event: " + " and ".join(f"{told['node']} {told['id']}" for one in pair for told in one["told"])
        )


def _event(one: dict[str, Any]) -> str:
    goods = f" of {one['goods']}" if one["goods"] else ""
    amount = f" ({one['amount']} {one['measured']})" if one["amount"] else ""
    told = ", ".join(f"{said['node']} says {said['count']} ({said['id'][:12]}…)" for said in one["told"])
    disputed = "  DISPUTED: the least counts" if one["disputed"] else ""
    references = f" [{', '.join(one['references'])}]" if one["references"] else ""
    what = f"{one['day']}  {one['country']}  {one['count']} {one['kind']}{goods}{amount}, {one['priority']}{references}"
    return f"{what}: {told}{disputed}"


@command.command("plan")
@acting
@click.argument("title")
@click.option("--case", "case", required=True, help="File number of the case file.")
@click.option("--priorities", required=True, help="Offences that are looked for, the most wanted first, with commas.")
@click.option("--participants", required=True, help="Nodes that are asked to take part, with commas.")
@click.option("--guests", default="", help="Authorities without a node, with commas; the lead tells their results.")
@click.option("--begins", type=_DAY, required=True, help="The first day.")
@click.option("--ends", type=_DAY, required=True, help="The last day.")
@click.option("--coordination", required=True, help="The room, and how it is reached at any hour.")
@click.option("--anew", "operation", help="The action day that is planned anew.")
@reason_option
def plan_one(node: Connection, title: str, case: str, begins: datetime, ends: datetime, **said: Any) -> None:  # noqa: ANN401 - as click reads each
    """Plan a joint action day; every participant is told."""
    body = {
        "title": title,
        "case": case_id(node, case),
        "priorities": [word.strip() for word in said["priorities"].split(",")],
        "participants": sorted(listed(said["participants"].upper())),
        "guests": [word.strip() for word in said["guests"].split(",") if word.strip()],
        "begins": begins.date().isoformat(),
        "ends": ends.date().isoformat(),
        "coordination": said["coordination"],
        "reason": said["reason"],
        **({"operation": said["operation"]} if said["operation"] else {}),
    }
    made = node.post("/v1/action-days", body)
    click.echo(f"planned {made['operation']}, plan {made['plan']}; all members are told")


@command.command("join")
@acting
@click.argument("operation")
@click.option("--unit", required=True, help="Who takes part, and is reached at any hour.")
def join_one(node: Connection, operation: str, unit: str) -> None:
    """Say that this node takes part."""
    made = node.post(f"/v1/action-days/{operation}/parts", {"unit": unit})
    click.echo(f"takes part, id {made['statement']}; all members are told")


@command.command("result")
@acting
@click.argument("operation")
@click.argument("kind", type=click.Choice(list(map(str, ResultKind))))
@click.argument("count", type=click.IntRange(1))
@click.option("--priority", required=True, help="One of the plan.")
@click.option("--country", required=True, help="Where: three letters.")
@click.option("--day", type=_DAY, required=True, help="When.")
@click.option("--reference", help="Whose number, a colon, the number: AL:KU-2019-0906. One reference is one event.")
@click.option("--goods", type=click.Choice(list(map(str, GoodsSort))), help="Of a seizure: what.")
@click.option("--amount", type=click.IntRange(1), help="Of a seizure: how much.")
@click.option("--measured", type=click.Choice(list(map(str, Measured))), help="In what the amount is.")
def result_one(node: Connection, operation: str, day: datetime, **said: Any) -> None:  # noqa: ANN401 - as click reads each
    """Tell a result: COUNT of a KIND; never who."""
    body = {name: value for name, value in said.items() if value is not None}
    body |= {"day": day.date().isoformat(), "country": said["country"].upper()}
    body |= {"reference": normal_reference(said["reference"])} if said["reference"] else {}
    made = node.post(f"/v1/action-days/{operation}/results", body)
    click.echo(f"told, id {made['statement']}; all members are told")


@command.command("same")
@acting
@click.argument("operation")
@click.argument("results", nargs=-1, required=True)
def same_one(node: Connection, operation: str, results: tuple[str, ...]) -> None:
    """Say that RESULTS of two or more nodes are of one event."""
    made = node.post(f"/v1/action-days/{operation}/judgements", {"results": sorted(set(results))})
    click.echo(f"one event, id {made['statement']}; all members are told")


@command.command("take-back")
@acting
@click.argument("operation")
@click.argument("statement")
@_MISTAKE
def take_back_one(node: Connection, operation: str, statement: str, mistake: str) -> None:
    """Take back a result, a judgement or the part of this node."""
    node.post(f"/v1/action-days/{operation}/statements/{statement}/withdrawal", {"mistake": mistake})
    click.echo("taken back; all members are told")


@command.command("close")
@acting
@click.argument("operation")
def close_one(node: Connection, operation: str) -> None:
    """Say, as the lead, that no more results are expected."""
    node.post(f"/v1/action-days/{operation}/closing", {})
    click.echo("closed; all members are told")


@command.command("call-off")
@acting
@click.argument("operation")
@reason_option
def call_off_one(node: Connection, operation: str, reason: str) -> None:
    """Call it off, as the lead, before it begins."""
    node.post(f"/v1/action-days/{operation}/calling-off", {"reason": reason})
    click.echo("called off; all members are told")
