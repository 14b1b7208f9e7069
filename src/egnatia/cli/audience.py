"""Who will see what is about to be given, as a table; and the person's word that it may go."""

from collections.abc import Callable
from typing import Any

import click

from egnatia.cli.ending import Ending
from egnatia.cli.options import print_rows

#: For programs, which have read the audience before.
yes_option = click.option("--yes", is_flag=True, help="Do not ask; for programs, which have read who will see it.")


def print_audience(found: dict[str, Any]) -> None:
    """Say what would be given to whom, who sees what of it, and why."""
    click.echo(f"{found['partner']} would get: {', '.join(found['properties'])}")
    if found["kept_back"]:
        click.echo(f"kept back: {', '.join(found['kept_back'])}")
    rows = [(one["node"] or "others", one["person"] or "-", one["sight"], one["because"]) for one in found["viewers"]]
    print_rows(("node", "person", "sees", "because"), rows)


def agree(look: Callable[[], dict[str, Any]], question: str, *, yes: bool) -> None:
    """Show who will see it, and go on only if the person says so.

    Args:
        look: asks the node who will see it; not called for a program, which has read it before.
        question: to which the person says yes.
        yes: it was said already.

    Raises:
        Ending: the person did not say yes, or nobody is there to say it.
    """
    if yes:
        return
    print_audience(look())
    try:
        agreed = click.confirm(question, default=False)
    except click.Abort:
        agreed = False
    if not agreed:
        raise Ending("nothing was given: answer y, or say --yes when you have read who will see it")
