"""`egnatia import`: import a table by a mapping, list and drop imports that are under way."""

from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, tables
from egnatia.casework.importing.trial import MappingError
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.importing.guess import write_guess
from egnatia.cli.importing.run import SHOWN, Job, Outcome, describe, run
from egnatia.cli.options import acting, print_rows

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


class _TableFirst(click.Group):
    """A group in which a file stands where a command would: `import FILE` is `import table FILE`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no command for the file."""
        if args and args[0] not in self.commands:
            args = ["table", *args]
        return super().resolve_command(ctx, args)


@click.group(
    "import",
    cls=_TableFirst,
    help="Import tables by a mapping: CSV, XLSX, JSON lines, FollowTheMoney. `import FILE` is `import table FILE`.",
    no_args_is_help=True,
)
def command() -> None:
    """Be the root of the commands on imports."""


@command.command("table")
@acting
@click.argument("file", type=_FILE)
@click.option("--map", "map_file", type=_FILE, required=True, help="The mapping, in YAML.")
@click.option("--dry-run", is_flag=True, help="Try everything, tell what would be, and leave nothing.")
@click.option("--whole", is_flag=True, help="Import nothing if a row is rejected.")
@click.option("--reject", type=click.Path(path_type=Path, dir_okay=False), help="New file for rejected rows.")
def import_table(node: Connection, file: Path, map_file: Path, reject: Path | None, **chosen: bool) -> None:
    """Import a table; nothing of it counts before all of it is there."""
    try:
        mapping = tables.load_mapping(map_file, datetime.now(UTC).date())
        if reject and reject.exists():
            raise Ending(f"{reject} exists already")
        job = Job(file=file, map_file=map_file, mapping=mapping, reject=reject, **chosen)
        _tell(job, run(node, job))
    except FAULTS as error:
        raise Ending(str(error)) from error
    except MappingError as error:
        raise Ending(f"{map_file}: {error}") from error


@command.command("guess")
@click.argument("file", type=_FILE)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="New file for the mapping; else stdout.")
def guess_one(file: Path, out: Path | None) -> None:
    """Write a first mapping, by what the columns of a table are called and by what stands in them."""
    try:
        written, unknown = write_guess(file)
        if out is None:
            click.echo(written, nl=False)
        else:
            with tables.new_file(out) as target:
                target.write(written)
    except FAULTS as error:
        raise Ending(str(error)) from error
    if unknown:
        click.echo(f"columns of which nothing was made: {', '.join(unknown)}", err=True)


@command.command("list")
@acting
def list_open(node: Connection) -> None:
    """List the imports that are under way, or were given up half-way."""
    rows = [(found["id"], found["source"], found["begun_at"], found["touched_at"]) for found in node.get("/v1/imports")]
    print_rows(("import", "source", "begun", "last rows"), rows)


@command.command("drop")
@acting
@click.argument("import_id", metavar="IMPORT")
def drop_one(node: Connection, import_id: str) -> None:
    """Give up an import that is under way: all that it brought goes."""
    node.delete(f"/v1/imports/{quoted(import_id)}")
    click.echo("dropped")


def _tell(job: Job, outcome: Outcome) -> None:
    would = "would be " if job.dry_run else ""
    click.echo(f"{outcome.rows:,} rows: {outcome.new:,} records {would}new, {outcome.changed:,} {would}changed, "
               f"{outcome.unchanged:,} unchanged; {len(outcome.rejected):,} rows rejected")  # fmt: skip
    for kind, count in sorted(outcome.kinds.items()):
        click.echo(f"  {kind}: {count:,}")
    if outcome.bare:
        click.echo(f"  {outcome.bare:,} rows hold nothing that the mapping names")
    for line in sorted(outcome.rejected)[:SHOWN]:
        click.echo(f"rejected: {describe(outcome.rejected[line])}", err=True)
    if outcome.rejected and job.reject:
        click.echo(f"rejected rows: {job.reject}", err=True)
    if outcome.root:
        click.echo(f"logged under {outcome.root}")
