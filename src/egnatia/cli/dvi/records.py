"""`egnatia dvi records`: who the dead are, by what a node has on record."""

from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.connection import Connection
from egnatia.cli.dvi.told import conclusion_rows
from egnatia.cli.options import acting, case_id, json_option, print_json, print_rows


@click.command("records")
@acting
@click.argument("case")
@click.option("--country", help="Where the dead were found and the missing last seen: three letters.")
@click.option("--begins", help="The first day on which they were; like 2026-01-31.")
@click.option("--ends", help="The last day.")
@json_option
def command(node: Connection, case: str, *, as_json: bool, **window: str | None) -> None:
    """Compare remains with families on record, for a case file (CASE) for the missing or for identifying remains.

    Thresholds, prior and mutation rate are the node's. Samples of relatives count only with consent on record.
    """
    asked = urlencode({name: value for name, value in window.items() if value})
    found = node.get(f"/v1/case-files/{case_id(node, case)}/identification?{asked}")
    if as_json:
        print_json(found)
        return
    show_identification(found)


def show_identification(found: dict[str, Any]) -> None:
    """Show what the records say: conclusions by population, and what was not used on stderr."""
    click.echo(f"{len(found['bodies'])} bodies with profiles, {len(found['missing'])} missing people with samples")
    if found["unsolved"]:
        click.echo(f"not compared: {found['unsolved']}")
    for population, told in found["populations"].items():
        _show(population, told, found["standard"])
    for name, why in found["left_out"]:
        click.echo(f"not used: {name}: {why}", err=True)
    if found["kept_back"]:
        click.echo(f"{found['kept_back']} records may not be read for this purpose", err=True)


def _show(population: str, told: dict[str, Any], standard: dict[str, Any]) -> None:
    click.echo(f"\n{population}: prior {told['prior']}; threshold {told['threshold']}; {standard['decided']}")
    heads = ("family", "missing", "victim", "LR", "GLR", "posterior", "conclusion", "comment")
    print_rows(heads, conclusion_rows(told))
