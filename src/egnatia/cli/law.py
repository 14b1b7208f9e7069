"""`egnatia law`: which channel is open between two nodes, which policies decide, and what is missing."""

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, listed, print_json
from egnatia.law.facts import Action
from egnatia.model.caveat import Purpose, SubjectRole


@click.group("law", help="Which channel is open, and what is missing.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the law."""


@command.command("explain")
@acting
@click.option("--from", "asker", required=True, help="Node that asks.")
@click.option("--to", "answerer", required=True, help="Node that is asked.")
@click.option("--kind", required=True)
@click.option("--purpose", type=click.Choice([str(found) for found in Purpose]), default="criminal_investigation")
@click.option("--offence")
@click.option("--keys", help="Properties that would be named, with commas; else enough of them.")
@click.option("--role", type=click.Choice([str(found) for found in SubjectRole]), default="suspect")
@click.option("--minor", is_flag=True)
@click.option("--asylum-from", help="Countries from which the person seeks protection.")
@click.option("--authorisation", is_flag=True, help="A judicial decision is there.")
@click.option("--action", type=click.Choice([str(found) for found in Action]), default="ask")
@json_option
def explain_law(node: Connection, *, as_json: bool, **supposed: str | bool | None) -> None:
    """Explain what the law says to an act between two nodes, a case file and a reason supposed."""
    subject = {
        "role": supposed.pop("role"),
        "minor": supposed.pop("minor"),
        "asylum_from": listed(str(supposed.pop("asylum_from") or "")),
    }
    keys = listed(str(supposed.pop("keys") or ""))
    explanation = node.post("/v1/law/explanation", {**supposed, "keys": keys, "subject": subject})
    if as_json:
        print_json(explanation)
    else:
        click.echo(explanation["text"], nl=False)
