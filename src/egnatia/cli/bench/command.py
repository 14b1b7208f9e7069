"""`egnatia bench`: figures that anybody can take on the own machine."""

import json
import tempfile
from pathlib import Path

import click

from egnatia.bootstrap import NodeError
from egnatia.cli.bench.exchange import Load, measure
from egnatia.cli.bench.register import measure_register, read_register
from egnatia.cli.bench.scene import MOST_PARTNERS
from egnatia.cli.ending import Ending


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
