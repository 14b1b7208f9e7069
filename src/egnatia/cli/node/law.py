"""`egnatia node law`: check the node's own law without starting it."""

from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, load_own_law
from egnatia.cli.ending import Ending
from egnatia.cli.options import existing_folder


@click.command("law")
@existing_folder
def command(folder: Path) -> None:
    """Read the node's own law in FOLDER/law as a start would, and say what it changes."""
    try:
        law = load_own_law(folder / "law")
    except FAULTS as error:
        raise Ending(str(error)) from error
    if law is None:
        click.echo("no own law: the shared law holds as it is")
        return
    own = [forbid for group in law.book.forbids.values() for forbid in group if forbid.owner]
    for forbid in own:
        click.echo(f"{forbid.owner}: {forbid.id}: {forbid.words}")
    for what, clauses in (("withdrawn", law.book.withdrawn), ("more than one year", law.book.thresholds)):
        for clause in (clause for found in clauses.values() for clause in found):
            about = " ".join((clause.about, *sorted(clause.kinds)))
            click.echo(f"{what}: {about}, {clause.since} to {clause.until}: {clause.because}")
    for clause in (clause for found in law.book.untold.values() for clause in found):
        kinds = ", ".join(sorted(clause.kinds)) or "all kinds"
        click.echo(f"untold: {clause.about}, {kinds}, {clause.since} to {clause.until}: {clause.because}")
    for danger in law.book.dangers:
        clause, offences = danger.clause, ", ".join(sorted(danger.offences)) or "all offences"
        click.echo(f"{danger.danger}: {clause.about}, {offences}, {clause.since} to {clause.until}: {clause.because}")
    click.echo(f"sound; version {law.version}")
