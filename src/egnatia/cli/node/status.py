"""`egnatia node status`."""

from collections.abc import Iterator
from typing import Any

import click

from egnatia.cli.connection import Connection
from egnatia.cli.ledger.witnesses import warnings
from egnatia.cli.options import acting, json_option, print_json, print_rows


@click.command("status")
@acting
@json_option
def command(node: Connection, *, as_json: bool) -> None:
    """Say how the running node is, and who its partners are."""
    state, partners = node.get("/v1/status"), node.get("/v1/partners")
    if as_json:
        print_json({"status": state, "partners": partners})
        return
    directory, ledger = state["directory"], state["ledger"]
    click.echo(f"{state['node']}  version {state['version']}")
    click.echo(f"directory  version {directory['version']} of {directory['issued_at']}, {directory['freshness']}")
    click.echo(f"ledger     {ledger['size']} entries, {ledger['unsequenced']} not yet sequenced, root {ledger['root']}")
    witnesses = state["witnesses"]
    click.echo(f"witnesses  {witnesses['up_to_date']} of {witnesses['partners']} partners cosigned all of it")
    click.echo(f"law        {state['law']}")
    click.echo(f"records    {', '.join(f'{kind} {count}' for kind, count in state['records'].items()) or 'none'}")
    rows = [(item["node"], item["sort"], item["waiting"], item["name"]) for item in partners]
    for line in _warnings(directory):
        click.echo(line, err=True)
    for line in _reviews(state["reviews"]):
        click.echo(line, err=True)
    if state["tampered"]:
        click.echo(f"! {state['tampered']} rows were changed by hand (egnatia ledger remarks)", err=True)
    for line in warnings(witnesses["contradicted"]):
        click.echo(line, err=True)
    print_rows(("partner", "sort", "letters waiting", "name"), rows)


_AGES = {
    "stale": "! the directory is older than a day: get a newer one from a governor (egnatia node renew FOLDER FILE)",
    "expired": "! the directory is older than 30 days: no question is asked or answered until it is renewed",
}


def _reviews(reviews: dict[str, int]) -> Iterator[str]:
    """Say how many uses of break glass wait for their review (egnatia break-glass list --due)."""
    if reviews["due"]:
        late = f", {reviews['overdue']} OVERDUE" if reviews["overdue"] else ""
        yield f"! break glass: {reviews['due']} to be reviewed within 24 hours{late} (egnatia break-glass list --due)"


def _warnings(directory: dict[str, Any]) -> Iterator[str]:
    """Say what is wrong with the directory: its age, and partners who go by another."""
    if directory["freshness"] in _AGES:
        yield _AGES[directory["freshness"]]
    for partner, dispute in directory["disputes"].items():
        yield (f"! {partner} holds a competing directory: its {dispute['what']} is {dispute['found']}; this node keeps "
               f"{dispute['known']}. Ask the governors which one they signed")  # fmt: skip
