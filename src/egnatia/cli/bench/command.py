"""`egnatia bench`: figures that anybody can take on the own machine."""

import json
import tempfile
from pathlib import Path

import click

from egnatia.bootstrap import NodeError
from egnatia.cli.bench.attachment import measure_attachment
from egnatia.cli.bench.exchange import Load, measure
from egnatia.cli.bench.incoming import Stream, measure_incoming
from egnatia.cli.bench.messages import measure_messages
from egnatia.cli.bench.register import measure_register, read_register
from egnatia.cli.bench.scene import MOST_PARTNERS
from egnatia.cli.bench.subjects import AT_ONCE
from egnatia.cli.ending import Ending
from egnatia.settings import DATABASE


@click.group("bench", help="Measure the exchange between nodes.", no_args_is_help=True)
def command() -> None:
    """Be the root of the benches."""


@command.command("exchange")
@click.option("--partners", type=click.IntRange(1, MOST_PARTNERS), default=12, show_default=True)
@click.option("--delay-ms", type=click.IntRange(0, 1000), default=25, show_default=True, help="Each way.")
@click.option("--in-flight", type=click.IntRange(1, 64), default=1, show_default=True, help="Enquiries at once.")
@click.option(
    "--processes", type=click.IntRange(1, 16), default=3, show_default=True, help="One asks, the others answer."
)
@click.option("--enquiries", type=click.IntRange(10, 100_000), default=100, show_default=True, help="Of each kind.")
@click.option(
    "--records", type=click.IntRange(10, 100_000), default=1000, show_default=True, help="Of each kind, per partner."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each kind.")
def exchange(*, as_json: bool, **options: int) -> None:
    """Ask partners about identifiers and names, and measure until the last answer is in and kept.

    Every node has its own SQLite database, and every commit waits for the disk.
    """
    load = Load(**options)
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as folder:
        try:
            for figures in measure(Path(folder), load):
                click.echo(json.dumps(figures) if as_json else _words(figures))
        except NodeError as error:
            raise Ending(str(error)) from error


@command.command("incoming")
@click.option("--kind", type=click.Choice(tuple(AT_ONCE)), default="vehicle", show_default=True, help="Asked about.")
@click.option("--partners", type=click.IntRange(1, MOST_PARTNERS), default=6, show_default=True, help="Who ask.")
@click.option("--rate", type=click.IntRange(1, 10_000), default=300, show_default=True, help="Questions a second.")
@click.option("--seconds", type=click.IntRange(1, 3600), default=20, show_default=True)
@click.option("--records", type=click.IntRange(10, 100_000), default=20_000, show_default=True, help="In the register.")
@click.option("--database-url", "database", default=DATABASE, help="An empty PostgreSQL database; else SQLite.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
def incoming(*, as_json: bool, kind: str, database: str, **options: int) -> None:
    """Send questions that are answered with data at once to one node on schedule, and measure until each is back.

    The node runs in a process of its own; every answer is in its log, on the disk, before it goes.
    """
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as folder:
        try:
            figures = measure_incoming(Path(folder), Stream(kind=kind, database=database, **options))
        except NodeError as error:
            raise Ending(str(error)) from error
    click.echo(json.dumps(figures) if as_json else _words(figures))


@command.command("messages")
@click.option("--messages", type=click.IntRange(10, 1_000_000), default=2000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
def messages(*, as_json: bool, **options: int) -> None:
    """Write messages at one node, and measure until another has them all and its signed receipts are kept.

    The partner runs in a process of its own; both databases wait for the disk with every commit.
    """
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as folder:
        try:
            figures = measure_messages(Path(folder), **options)
        except NodeError as error:
            raise Ending(str(error)) from error
    click.echo(json.dumps(figures) if as_json else _words(figures))


@command.command("attachment")
@click.option("--megabytes", type=click.IntRange(1, 2147), default=512, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
def attachment(*, as_json: bool, megabytes: int) -> None:
    """Attach a file to a message, and measure until another node has it whole, on disk and checked.

    The partner runs in a process of its own; the file lies sealed at both, in the folder for temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as folder:
        try:
            figures = measure_attachment(Path(folder), megabytes)
        except NodeError as error:
            raise Ending(str(error)) from error
    click.echo(json.dumps(figures) if as_json else _words(figures))


@command.command("register")
@click.argument("names", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--questions", type=click.IntRange(0), default=1000, show_default=True, help="At most; 0 for all.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draw of the questions.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def register(names: Path, questions: int, seed: int, *, as_json: bool) -> None:
    """Put the persons of a CSV (id, lang, name) on record at three nodes and ask for them in other languages."""
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as folder:
        try:
            figures = measure_register(Path(folder), read_register(names, questions, seed))
        except NodeError as error:
            raise Ending(str(error)) from error
    click.echo(json.dumps(figures) if as_json else _words(figures))


def _words(figures: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in figures.items())
