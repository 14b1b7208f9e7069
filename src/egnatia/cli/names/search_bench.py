"""`egnatia names search-bench`: how surely and how fast somebody is found in a large register."""

import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from egnatia.bootstrap import RegisterIndex, SearchIndexError, create_index
from egnatia.casework.nearby import NumberedRow
from egnatia.cli.ending import Ending
from egnatia.cli.names.search.asking import KIND, Entry, Question, ask, properties
from egnatia.cli.names.search.scene import Scene, invented, of_table
from egnatia.model.identity import RecordId

#: Asked before the clock runs, so that tables and the compiled kernel are loaded, and files are in memory.
_FIRST: Final = 20


@click.command("search-bench")
@click.argument("people", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--persons", type=click.IntRange(1, 20_000_000), default=100_000, show_default=True, help="Made up.")
@click.option("--questions", type=click.IntRange(1, 100_000), default=500, show_default=True, help="Of each sort.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
def bench_search(people: Path | None, persons: int, questions: int, seed: int, *, as_json: bool) -> None:
    """Build a search index of persons, and ask for some of them otherwise than they are registered.

    The persons are made up, in twenty languages and six scripts, or those of a CSV (id, name, perhaps lang and birth;
    several names of one id). `typo`: one letter of the name is wrong. `script`: the name as another script has it.
    `born`: with the date of birth; else the name is all that is asked. Recall: who is meant is among the first twenty.
    """
    scene = of_table(people, questions, seed) if people else invented(persons, questions, seed)
    with TemporaryDirectory(prefix="egnatia-") as folder:
        try:
            told = _measure(scene, Path(folder))
        except SearchIndexError as error:
            raise Ending(str(error)) from error
    click.echo(json.dumps(told) if as_json else ", ".join(f"{name} {value}" for name, value in told.items()))


def _measure(scene: Scene, folder: Path) -> dict[str, float]:
    index = create_index(folder)
    begun = time.perf_counter()
    _fill(index, scene.entries)
    built = time.perf_counter() - begun
    ask(index, scene.entries.__getitem__, scene.typo[:_FIRST])
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "persons": len(scene.entries),
        "questions": len(scene.typo) + len(scene.script),
        **_ask(index, scene),
        "build_seconds": round(built, 1),
        "index_mb": round(size / 1e6, 1),
    }


def _ask(index: RegisterIndex, scene: Scene) -> dict[str, float]:
    """Ask by name alone, which is timed, and again with the date of birth."""
    told, seconds = dict[str, float](), list[float]()
    for sort, questions in (("typo", scene.typo), ("script", scene.script)):
        alone = ask(index, scene.entries.__getitem__, [_undated(question) for question in questions])
        dated = ask(index, scene.entries.__getitem__, questions)
        told[f"recall_{sort}_at_20"] = round(alone.recall, 4)
        told[f"recall_{sort}_born_at_20"] = round(dated.recall, 4)
        seconds += alone.seconds
    ranked = sorted(seconds)
    told["p50_ms"] = round(1000 * statistics.median(ranked), 2)
    told["p95_ms"] = round(1000 * ranked[int(0.95 * (len(ranked) - 1))], 2)
    return told


def _undated(question: Question) -> Question:
    return replace(question, asked=replace(question.asked, born=""))


def _fill(index: RegisterIndex, entries: Sequence[Entry]) -> None:
    with index.writing(many=True) as writing:
        writing.add(_rows(entries))
        writing.commit(index.mark_of(len(entries), "last"))


def _rows(entries: Sequence[Entry]) -> Iterator[NumberedRow]:
    for no, entry in enumerate(entries):
        yield NumberedRow(no=no, id=RecordId(f"{no:064x}"), kind=KIND, properties=properties(entry))
