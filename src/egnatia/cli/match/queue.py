"""`egnatia match queue|scan|show|judge|undo`: pairs of records of a node on which a person decides."""

from typing import Final
from urllib.parse import urlencode

import click
from rich.progress import Progress

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, case_id, json_option, print_json, print_rows, reason_option

case_option = click.option("--case", required=True, help="File number of the case file.")
#: A match in ids is long enough to be told apart by so many characters.
_SHORT: Final = 12


@click.command("scan")
@acting
def scan_register(node: Connection) -> None:
    """Compare what is new in the register with all of it, from where that stopped; what is alike waits in the queue."""
    found, told = 0, node.post("/v1/pairs/scan")
    with Progress(transient=True) as progress:
        task = progress.add_task("comparing", total=told["last"], completed=told["upto"])
        while True:
            found += told["found"]
            progress.update(task, total=told["last"], completed=told["upto"])
            before = told["upto"]
            if before >= told["last"]:
                break
            told = node.post("/v1/pairs/scan")
            if told["upto"] == before:  # an open import stands in the way
                break
    click.echo(f"compared up to row {told['upto']} of {told['last']}; {found} pairs found")
    if told["upto"] < told["last"]:
        click.echo("the rest waits until an open import ends", err=True)


@click.command("queue")
@acting
@case_option
@click.option("--after", help="Go on after the page that ended so.")
@json_option
def list_queue(node: Connection, case: str, after: str | None, *, as_json: bool) -> None:
    """List pairs that may be about the same, the likeliest first, and judgements that do not go together; ids only."""
    query = urlencode({"after": after} if after else {})
    found = node.get(f"/v1/case-files/{quoted(case_id(node, case))}/pairs?{query}")
    if as_json:
        print_json(found)
        return
    rows = [("case file", *_told(pair)) for pair in found["read"]]
    rows += [("register", *_told(pair)) for pair in found["waiting"]]
    print_rows(("of", "kind", "alike", "one", "other"), rows)
    if found["read_before"]:
        click.echo("of what was read in the case file, only the newest 1,000 readings are compared", err=True)
    for one in found["conflicts"]:
        chain = [thing[:_SHORT] for thing in one["chain"]]
        click.echo(f"conflict: {' = '.join(chain)}, but {chain[0]} is not {chain[-1]} (statement {one['statement']})")
    if found["behind"] > 0:
        click.echo(f"{found['behind']} records not compared yet: egnatia match scan", err=True)
    if found["next"]:
        click.echo(f"more: --after '{found['next']}'", err=True)


@click.command("show")
@acting
@click.argument("one")
@click.argument("other")
@case_option
@json_option
def show_pair(node: Connection, one: str, other: str, case: str, *, as_json: bool) -> None:
    """Read two records side by side, and why they are alike; both readings are logged."""
    seen = node.get(f"/v1/case-files/{quoted(case_id(node, case))}/pairs/{quoted(one)}/{quoted(other)}")
    if as_json:
        print_json(seen)
        return
    click.echo(f"alike: {seen['score']['quality'] or 'not enough'}")
    mine, yours = seen["one"]["properties"], seen["other"]["properties"]
    names = list({**mine, **yours})
    rows = [(name, ", ".join(mine.get(name, ())), ", ".join(yours.get(name, ()))) for name in names]
    print_rows(("property", "one", "other"), rows)
    why = [(item["property"], item["asked"], item["found"], item["why"]) for item in seen["score"]["evidence"]]
    print_rows(("property", "one", "other", "why"), why)
    for made in seen["judged"]:
        click.echo(f"judged {made['act']} by {made['issuer']}, {made['at']}: {made['reason']}")


@click.command("judge")
@acting
@click.argument("one")
@click.argument("other")
@click.option("--same/--different", "same", required=True, default=None, help="Whether they are about the same.")
@case_option
@reason_option
def judge_pair(node: Connection, one: str, other: str, case: str, **said: object) -> None:
    """State that two records are about the same, or that they are not; nothing is merged."""
    body = {"other": other, "case": case_id(node, case), **said}
    click.echo(f"statement {node.post(f'/v1/records/{quoted(one)}/judgements', body)['statement']}")


@click.command("undo")
@acting
@click.argument("record")
@click.argument("statement")
@case_option
@reason_option
def undo_judgement(node: Connection, record: str, statement: str, case: str, reason: str) -> None:
    """Take a judgement about a record back; that it was made stays on record."""
    body = {"case": case_id(node, case), "reason": reason}
    made = node.post(f"/v1/records/{quoted(record)}/judgements/{quoted(statement)}/undoing", body)
    click.echo(f"statement {made['statement']}")


def _told(pair: dict[str, str]) -> tuple[str, str, str, str]:
    return pair["kind"], pair["quality"], pair["one"], pair["other"]
