"""`egnatia message`: messages from desk to desk."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli import attachment
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import NOT_LAWFUL, Ending
from egnatia.cli.onpaper import MESSAGE, close, not_delivered, posted, told
from egnatia.cli.options import acting, case_id, json_option, listed, print_json, print_rows, reason_option
from egnatia.model.authority import Way
from egnatia.model.caveat import Information, Source, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch_forms import AREAS, SORTS, Sort


@click.group("message", help="Write, send, read and answer messages from desk to desk.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on messages."""


command.add_command(attachment.command)
command.add_command(posted)
command.add_command(not_delivered)
command.add_command(close)


def _writing(function: Any) -> Any:  # noqa: ANN401 - click decorates whatever it is given
    """Give a command the options by which a message is written."""
    options = (
        click.option("--area", default="", help=f"Crime area: {', '.join(AREAS)}."),
        click.option("--title", required=True, help="Subject."),
        click.option("--text", default="", help="What it says, beside its fields."),
        click.option("--reason", default="", help="Why this partner is written to."),
        click.option("--urgency", default="", help="Why it cannot wait; empty: it can."),
        click.option(
            "--fact", "facts", multiple=True, help="A field of its sort or area: name=value; may be repeated."
        ),
        click.option("--thing", "things", multiple=True, help="What it describes: kind:property=value;property=value."),
        click.option("--role", type=click.Choice([str(found) for found in SubjectRole]), default="nobody"),
        click.option("--minor", is_flag=True, help="The person may be under 18."),
        click.option("--source", type=click.Choice([str(found) for found in Source]), default="X"),
        click.option("--information", type=click.Choice([str(found) for found in Information]), default="4"),
        click.option("--handling", help="H0 to H3, with commas."),
        click.option("--restriction", default="", help="The words of H3."),
        click.option("--instrument", default="", help="Only this one; else the one with the least missing."),
        click.option("--authorisation", default="", help="Id of an authorisation in the case file."),
        click.option("--attach", "files", multiple=True, type=attachment.FILE, help="A file; may be repeated."),
        click.option("--send", "send_now", is_flag=True, help="Send it at once, if nothing is missing."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@command.command("write")
@acting
@click.option("--to", "partner", required=True, help="The partner's node; without one, paper: and its country.")
@click.option("--authority", default="", help="Of a partner without a node: name and address.")
@click.option("--sort", type=click.Choice([str(found) for found in Sort]), default=str(Sort.REQUEST), show_default=True)
@click.option("--case", "reference", required=True, help="File number of the case file.")
@click.option("--from-desk", "sender_desk", type=click.Choice([str(found) for found in Desk]), help="Else your own.")
@click.option("--desk", type=click.Choice([str(found) for found in Desk]), default=str(Desk.CONTACT_POINT))
@_writing
def write(node: Connection, partner: str, reference: str, **typed: Any) -> None:  # noqa: ANN401 - click's values
    """Keep a draft that begins a thread; with --send, send it."""
    sender_desk = typed.pop("sender_desk") or ""
    place = {"partner": partner, "case": case_id(node, reference), "sender_desk": sender_desk}
    if ready := _keep(node, {**place, "sort": typed.pop("sort"), "desk": typed.pop("desk")}, typed):
        _send(node, ready)


@command.command("came")
@acting
@click.option("--from", "partner", default="", help="paper: and the country of the authority that wrote it.")
@click.option("--authority", default="", help="Name and address.")
@click.option("--reply-to", "replies_to", default="", help="The message of ours that it answers.")
@click.option("--case", "reference", help="File number, of what begins a thread.")
@click.option("--on", "came", required=True, help="The day on which it came: YYYY-MM-DD.")
@click.option("--by", "way", type=click.Choice([str(found) for found in Way]), required=True)
@click.option("--sort", type=click.Choice([str(found) for found in Sort]), default=str(Sort.REPLY), show_default=True)
@_writing
def came(node: Connection, reference: str | None, **typed: Any) -> None:  # noqa: ANN401 - click's values
    """Keep a draft of what came on paper; with --send and its scanned original, enter it."""
    named = ("partner", "authority", "replies_to", "came", "way", "sort")
    place = {name: typed.pop(name) for name in named}
    if ready := _keep(node, {**place, "case": case_id(node, reference) if reference else ""}, typed):
        _enter(node, ready)


@command.command("enter")
@acting
@MESSAGE
def enter(node: Connection, message: str) -> None:
    """Enter what came on paper, once its scanned original is attached."""
    _enter(node, message)


@command.command("reply")
@acting
@MESSAGE
@click.option("--sort", type=click.Choice([str(found) for found in Sort]), default=str(Sort.REPLY), show_default=True)
@_writing
def reply(node: Connection, message: str, **typed: Any) -> None:  # noqa: ANN401 - click's values
    """Keep a draft that replies to a message; with --send, send it."""
    if ready := _keep(node, {"replies_to": message, "sort": typed.pop("sort")}, typed):
        _send(node, ready)


@command.command("type-in")
@acting
@click.argument("form", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def type_in(node: Connection, form: Path) -> None:
    """Keep a draft that is typed in from a form on paper."""
    try:
        text = form.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Ending(f"{form}: not a text in UTF-8") from error
    told(node.post("/v1/messages/forms", {"text": text}))


@command.command("fields")
@click.argument("sort", type=click.Choice([str(found) for found in Sort]))
@click.argument("area", type=click.Choice(list(AREAS)))
def fields(sort: str, area: str) -> None:
    """List the fields of a sort of message and a crime area, and what tells its things apart."""
    form, field = SORTS[Sort(sort)], AREAS[area]
    rows = [
        (name, found.label, "needed" if name in form.needed else "", ", ".join(sorted(found.codes)) or found.type)
        for name, found in {**form.fields, **field.fields}.items()
    ]
    print_rows(("field", "label", "", "value"), rows)
    ways = [(kind, " or ".join("+".join(sorted(one)) for one in sets)) for kind, sets in field.wanted.items()]
    click.echo("")
    print_rows(("thing", "told apart by"), ways)


@command.command("check")
@acting
@MESSAGE
@json_option
def check(node: Connection, message: str, *, as_json: bool) -> None:
    """Say under which instrument a draft may go, what is missing, and who will see it."""
    found = node.get(f"/v1/messages/{quoted(message)}/outlook")
    if as_json:
        print_json(found)
        return
    for way in found["ways"]:
        click.echo(f"{way['name']} ({way['article']}): {'open' if not way['missing'] else 'not as it stands'}")
    for words in found["missing"]:
        click.echo(f"missing: {words}")
    for one in found["seen_by"]:
        click.echo(f"seen by {one['person'] or one['agency']} ({one['node']}), {one['desk']}: {one['why']}")
    if found["due_at"]:
        click.echo(f"a reply is due until {found['due_at']}")
    if found["missing"] and not found["needs_second"]:
        raise Ending("it cannot be sent as it stands", NOT_LAWFUL)


@command.command("send")
@acting
@MESSAGE
def send_one(node: Connection, message: str) -> None:
    """Send a draft, or approve as the second person that it is sent."""
    _send(node, message)


@command.command("take-back")
@acting
@MESSAGE
def take_back(node: Connection, message: str) -> None:
    """Take a message back that waits for a second person, to change it."""
    told(node.post(f"/v1/messages/{quoted(message)}/taking-back"))


@command.command("discard")
@acting
@MESSAGE
def discard(node: Connection, message: str) -> None:
    """Throw a draft away."""
    node.delete(f"/v1/messages/{quoted(message)}")
    click.echo(f"{message} thrown away")


@command.command("list")
@acting
@click.option("--received/--written", default=None, help="Of partners, or written here; else both.")
@click.option("--due", is_flag=True, help="Those that wait for a reply, the one that is due first before the others.")
@click.option("--beyond", type=int, help="From where the last page ended.")
@json_option
def list_all(node: Connection, *, received: bool | None, due: bool, beyond: int | None, as_json: bool) -> None:
    """List messages, the newest first."""
    asked = {"received": received, "beyond": beyond}
    query = "&".join(f"{name}={str(value).lower()}" for name, value in asked.items() if value is not None)
    page = {"rows": node.get("/v1/messages/due"), "next": None} if due else node.get(f"/v1/messages?{query}")
    if as_json:
        print_json(page)
        return
    rows = [
        (
            row["message"],
            f"{'from' if row['received'] else 'to'} {row['partner'] or '?'}",
            row["sort"],
            row["area"],
            row["desk"],
            row["state"] + (" LATE" if row["late"] else ""),
            row["due_at"] or "",
        )
        for row in page["rows"]
    ]
    print_rows(("message", "partner", "sort", "area", "desk", "state", "due"), rows)
    if page["next"] is not None:
        click.echo(f"further ones: --beyond {page['next']}", err=True)


@command.command("clocks")
@acting
@click.option("--from", "first", required=True, help="First month: YYYY-MM.")
@click.option("--until", "last", required=True, help="Last month: YYYY-MM.")
@json_option
def clocks(node: Connection, first: str, last: str, *, as_json: bool) -> None:
    """Count how the times for answers were kept, by partner and instrument."""
    found = node.get(f"/v1/messages/clocks?{urlencode({'first': first, 'last': last})}")
    if as_json:
        print_json(found)
        return
    counted = ("in_time", "late", "running", "overdue")
    rows = [
        (
            row["partner"],
            "we" if row["ours"] else row["partner"],
            row["instrument"] or "-",
            *(row[name] for name in counted),
        )
        for row in found
    ]
    print_rows(("partner", "to answer", "instrument", "in time", "late", "running", "overdue"), rows)


@command.command("read")
@acting
@MESSAGE
@json_option
def read(node: Connection, message: str, *, as_json: bool) -> None:
    """Read the thread of a message; that it was read is logged, and told to who wrote it."""
    found = node.get(f"/v1/messages/{quoted(message)}")
    if as_json:
        print_json(found)
        return
    for shown in found:
        _print(shown)


@command.command("acknowledge")
@acting
@MESSAGE
def acknowledge(node: Connection, message: str) -> None:
    """Acknowledge how the partner restricted the use of a message (H3), which shows before that to nobody."""
    node.post(f"/v1/messages/{quoted(message)}/acknowledgement")
    click.echo("acknowledged; it can be read now")


@command.command("print")
@acting
@MESSAGE
def print_one(node: Connection, message: str) -> None:
    """Print a message as a form for paper; it counts as read."""
    click.echo(node.get(f"/v1/messages/{quoted(message)}/form")["text"], nl=False)


@command.command("done")
@acting
@MESSAGE
def done(node: Connection, message: str) -> None:
    """Say that what a partner's message asked for is done."""
    told(node.post(f"/v1/messages/{quoted(message)}/completion"))


@command.command("reroute")
@acting
@MESSAGE
@click.option("--desk", type=click.Choice([str(found) for found in Desk]), required=True)
@reason_option
def reroute(node: Connection, message: str, desk: str, reason: str) -> None:
    """Pass a partner's message on to the desk that it is for."""
    told(node.post(f"/v1/messages/{quoted(message)}/rerouting", {"desk": desk, "reason": reason}))


@command.command("hand-back")
@acting
@MESSAGE
@click.option("--reason", required=True, help="Why, and for whom it may be; the partner reads it.")
def hand_back(node: Connection, message: str, reason: str) -> None:
    """Hand a partner's message back that is for another agency; the partner may write it to that one."""
    told(node.post(f"/v1/messages/{quoted(message)}/return", {"reason": reason}))


def _keep(node: Connection, place: dict[str, Any], typed: dict[str, Any]) -> str:
    """Keep a draft with its files; returns its id if it is to go at once."""
    send_now, files = typed.pop("send_now"), typed.pop("files")
    body = {
        **place,
        **typed,
        "handling": listed(typed["handling"]),
        "facts": _facts(typed["facts"]),
        "things": [_thing(found) for found in typed["things"]],
    }
    kept = node.post("/v1/messages", body)
    for file in files:
        _attach(node, kept["message"], file)
    if send_now:
        return str(kept["message"])
    told(kept)
    return ""


def _attach(node: Connection, message: str, file: Path) -> None:
    try:
        attachment.give(node, message, file)
    except Ending as ending:
        raise Ending(f"{ending}; the draft {message} is kept without this file", ending.code) from ending


def _enter(node: Connection, message: str) -> None:
    told(node.post(f"/v1/messages/{quoted(message)}/entering"))


def _send(node: Connection, message: str) -> None:
    sent = node.post(f"/v1/messages/{quoted(message)}/sending")
    if sent["by_hand"]:
        click.echo(
            f"{message} may go under {sent['instrument']}, on paper: print it, send it, and say `message posted`"
        )
    elif sent["sent"]:
        click.echo(f"{message} sent under {sent['instrument']}")
    else:
        click.echo(f"{message} waits for a second person: {'; '.join(sent['missing'])}")


def _facts(typed: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in typed:
        name, sign, value = pair.partition("=")
        if not sign:
            raise Ending(f"not name=value: {pair}")
        found.setdefault(name.strip(), []).append(value.strip())
    return found


def _thing(typed: str) -> dict[str, Any]:
    kind, sign, rest = typed.partition(":")
    if not sign:
        raise Ending(f"not kind:property=value: {typed}")
    return {"kind": kind.strip(), "properties": _facts(tuple(part for part in rest.split(";") if part.strip()))}


def _print(shown: dict[str, Any]) -> None:
    line, says = shown["line"], shown["says"]
    way = f"{line['partner']} →" if line["received"] else f"→ {line['partner']}"
    click.echo(f"{way} {line['at']} {line['sort']} {line['area']} {line['state']} {line['message']}")
    if says is None:
        click.echo("  erased")
        return
    click.echo(f"  {says['title']}")
    for text in (says["text"], *(f"{name}: {', '.join(values)}" for name, values in says["facts"].items())):
        for part in text.splitlines():
            click.echo(f"  {part}")
    for thing in says["things"]:
        told = "; ".join(f"{name} {', '.join(values)}" for name, values in thing["properties"].items())
        click.echo(f"  {thing['kind']}: {told}")
    for file in shown["attachments"]:
        click.echo(f"  attachment {file['id']} {file['name']}, {file['size']} bytes, {file['state']}")
    for deed in shown["deeds"]:
        why = f" ({deed['reason']})" if deed["reason"] else ""
        click.echo(f"  {deed['at']} {deed['step']}, {deed['way'] or deed['desk']}{why}")
    click.echo("")
