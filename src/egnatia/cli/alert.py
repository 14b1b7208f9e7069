"""`egnatia alert`: who is wanted or missing and what is stolen, told to chosen partners until a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, case_id, json_option, listed, print_json, print_rows, reason_option
from egnatia.model.alert_sorts import ALERTS, NOTICE, AlertSort, Board
from egnatia.model.kinds import KINDS

_SORTS = click.Choice([str(one) for one in AlertSort])
#: What is affirmed, in the order in which it is asked.
_CHECKS = ("neutral", "refugee", "rights", "accurate", "proportionate")


@click.group("alert", help="Alerts: wanted, missing, unidentified, stolen.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on alerts."""


@command.command("list")
@acting
@click.option("--board", type=click.Choice([str(one) for one in Board]), help="Only this one.")
@click.option("--beyond", type=int, help="From where the last page ended.")
@json_option
def list_all(node: Connection, board: str | None, beyond: int | None, *, as_json: bool) -> None:
    """List alerts, own and partners', the newest first; what is shown is logged as read."""
    asked = {name: value for name, value in (("board", board), ("beyond", beyond)) if value is not None}
    found = node.get("/v1/alerts" + (f"?{urlencode(asked)}" if asked else ""))
    if as_json:
        print_json(found)
        return
    rows = [
        (one["id"], one["sort"], one["state"], one["issuer"], one["until"], one["title"], ", ".join(one["danger"]))
        for one in found["rows"]
    ]
    print_rows(("alert", "sort", "state", "issuer", "until", "who or what", "danger"), rows)
    if found["next"] is not None:
        click.echo(f"further ones: --beyond {found['next']}", err=True)


@command.command("show")
@acting
@click.argument("alert")
@json_option
def show_one(node: Connection, alert: str, *, as_json: bool) -> None:
    """Show ALERT in full; of an own one, who was told and what each attested."""
    found = node.get(f"/v1/alerts/{quoted(alert)}")
    if as_json:
        print_json(found)
        return
    line = found["line"]
    click.echo(f"{line['title']}: {line['sort']}, {line['state']}, of {line['issuer']}, until {line['until']}")
    click.echo(found["reason"] or f"record {found['record']}, kept back: {', '.join(found['kept_back']) or 'nothing'}")
    print_rows(("said", "value"), [(name, ", ".join(words)) for name, words in _said(found)])
    if found["holders"]:
        rows = [(one["node"], one["attested"] or _told(one), one["because"]) for one in found["holders"]]
        print_rows(("partner", "state", "because"), rows)
    for act, words in found["words"]:
        click.echo(f"{act}: {words}")


@command.command("acknowledge")
@acting
@click.argument("alert")
def acknowledge(node: Connection, alert: str) -> None:
    """Acknowledge how a partner restricted the use of ALERT (H3), which shows before that to nobody."""
    node.post(f"/v1/alerts/{quoted(alert)}/acknowledgement")
    click.echo("acknowledged; it can be read now")


def _said(found: dict[str, Any]) -> Iterable[tuple[str, list[str]]]:
    yield from found["properties"].items()
    yield from found["told"].items()


def _told(holder: dict[str, Any]) -> str:
    if not holder["held"]:
        return "has not got it"
    return "recalled, has not attested" if holder["recalled"] else "given"


@command.command("forms")
@click.argument("sort", type=_SORTS, required=False)
def show_forms(sort: str | None) -> None:
    """Say what each SORT of alert wants: the record, the least that is known, and what is said beside it."""
    for form in (ALERTS[AlertSort(sort)],) if sort else ALERTS.values():
        click.echo(f"{form.sort}: {form.label}, a {form.kind}, for {form.purpose}, at most {form.years} years")
        for way in form.minimum:
            some = [" or ".join(sorted(one)) for one in way.any]
            click.echo(f"  known: {', '.join([*sorted(way.all), *some])}")
        for name in sorted(form.details):
            must = " (needed)" if any(one == {name} for one in form.needed) else ""
            click.echo(f"  --say {name}=…  {KINDS[NOTICE].properties[name].label}{must}")


@command.command("propose")
@acting
@click.argument("sort", type=_SORTS)
@click.argument("record")
@click.option("--case", "case", required=True, help="File number of the case file.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day.")
@click.option("--because", multiple=True, required=True, metavar="PARTNER=WHY", help="A partner, and why it is told.")
@click.option("--say", multiple=True, metavar="NAME=WORDS", help="What is said beside the record; see `forms`.")
@click.option("--properties", help="What of the record is given; else all that may be, but nothing sensitive.")
def propose_one(node: Connection, sort: str, record: str, case: str, until: datetime, **said: Any) -> None:  # noqa: ANN401 - as click reads each
    """Propose an alert of SORT on an own RECORD; another person publishes it."""
    body = {
        "sort": sort,
        "record": record,
        "case": case_id(node, case),
        "until": until.date().isoformat(),
        "because": dict(_split("--because", pair) for pair in said["because"]),
        "details": dict(_split("--say", pair) for pair in said["say"]),
        "properties": sorted(listed(said["properties"])) if said["properties"] else None,
    }
    made = node.post("/v1/alerts", body)
    click.echo(f"proposed {made['alert']}: another person looks it over and publishes it")


def _split(option: str, pair: str) -> tuple[str, str]:
    name, sign, words = pair.partition("=")
    if not sign:
        raise Ending(f"{option} wants NAME=WORDS, not {pair}")
    return name, words


@command.command("publish")
@acting
@click.argument("alert")
@click.option("--affirm", required=True, help=f"What was looked into, with commas; all of {', '.join(_CHECKS)}.")
@reason_option
def publish_one(node: Connection, alert: str, affirm: str, reason: str) -> None:
    """Publish ALERT, which another person proposed, to all its partners."""
    affirmed = listed(affirm)
    if strange := sorted(set(affirmed) - set(_CHECKS)):
        raise Ending(f"--affirm knows {', '.join(_CHECKS)}, not {', '.join(strange)}")
    body = {"checks": {name: name in affirmed for name in _CHECKS}, "reason": reason}
    node.post(f"/v1/alerts/{quoted(alert)}/publication", body)
    click.echo(f"published {alert}; its partners are told")


@command.command("reject")
@acting
@click.argument("alert")
@reason_option
def reject_one(node: Connection, alert: str, reason: str) -> None:
    """Turn ALERT down, which another person proposed; nobody was told of it."""
    node.post(f"/v1/alerts/{quoted(alert)}/rejection", {"reason": reason})
    click.echo(f"turned down {alert}")


@command.command("end")
@acting
@click.argument("alert")
@reason_option
def end_one(node: Connection, alert: str, reason: str) -> None:
    """Take ALERT back from everybody: found, arrested, given back; each partner erases it and attests."""
    node.post(f"/v1/alerts/{quoted(alert)}/ending", {"reason": reason})
    click.echo(f"ended {alert}; `egnatia alert show` says who has attested")
