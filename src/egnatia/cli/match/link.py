"""`egnatia match link`: which records of two registers may be about the same."""

import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TextIO

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress, TaskID

from egnatia.cli.ending import Ending
from egnatia.cli.match.register import Register, read_register
from egnatia.cli.match.spool import Spool
from egnatia.cli.match.weights import read_engine
from egnatia.match.engine import Engine
from egnatia.match.engines import ENGINES
from egnatia.match.linking import Numbers, dated_keys, join, name_keys, number_keys, unpack
from egnatia.match.near import SEARCHED, NearReader
from egnatia.model.answer import Quality

#: From the weakest on.
_CLASSES: Final = (Quality.POSSIBLE, Quality.CLOSE, Quality.FULL)
#: After so many pairs, whoever looks on is told how far it is.
_TOLD_EVERY: Final = 10_000
#: The kinds that have numbers by which they are linked.
_NUMBERED: Final = ("document", "organisation", "vehicle")


@click.command("link")
@click.argument("one", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("other", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", type=click.Choice(sorted({*SEARCHED, *_NUMBERED})), default="person", show_default=True)
@click.option(
    "--least",
    type=click.Choice([quality.value for quality in _CLASSES]),
    default="close",
    show_default=True,
    help="Class of a pair.",
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What agreement is worth, as `match train` wrote it.",
)
@click.option("--to", "target", type=click.Path(path_type=Path), help="Write the pairs there, a line of JSON each.")
@click.option("--same-ids", is_flag=True, help="Equal ids are known to be the same: measure by them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
def link_registers(  # noqa: PLR0913 - a command's arguments
    one: Path,
    other: Path,
    *,
    kind: str,
    least: str,
    weights: Path | None,
    target: Path | None,
    same_ids: bool,
    as_json: bool,
) -> None:
    """Compare two registers, each a CSV with a column id and columns named like properties, and say which pairs fit.

    Nothing is merged and nothing leaves this machine; a person decides on every pair.
    """
    begun = time.perf_counter()
    engine = read_engine(weights, kind) if weights else ENGINES[kind]
    found = Counter[str]()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        ours, theirs = read_register(one, kind), read_register(other, kind)
        with _opened(target) as file:
            progress.update(task, description="looking for pairs")
            pairs = candidates(ours, theirs)
            progress.update(task, description="comparing", total=len(pairs))
            for line in _linked(engine, (ours, theirs), _counted(pairs, progress, task), Quality(least)):
                found[line["quality"]] += 1
                found["right"] += line["one"] == line["other"]
                if file:
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
    told: dict[str, float] = {"one": len(ours.ids), "other": len(theirs.ids), "candidates": len(pairs)}
    told |= {quality.value: found[quality] for quality in _CLASSES if found[quality]}
    told |= _measured(ours, theirs, found) if same_ids else {}
    told |= {"seconds": round(time.perf_counter() - begun, 1), "peak_mb": _peak()}
    click.echo(json.dumps(told) if as_json else ", ".join(f"{name} {value}" for name, value in told.items()))


def candidates(ours: Register, theirs: Register) -> Numbers:
    """Return the pairs of rows that are worth comparing, sorted, each once: `linking.unpack` takes them apart."""
    found = [np.empty(0, dtype=np.uint64)]
    with TemporaryDirectory(prefix="egnatia-") as name:
        if ours.kind.name in SEARCHED:
            found += _named(ours, theirs, Path(name))
        if ours.kind.name in _NUMBERED:
            found += _numbered(ours, theirs, Path(name))
    return np.unique(np.concatenate(found))


def _named(ours: Register, theirs: Register, folder: Path) -> list[Numbers]:
    """Return the pairs whose names are near."""
    reader = NearReader(_digest)
    spooled = [_spool(register, reader, folder / side) for register, side in ((ours, "one"), (theirs, "other"))]
    (mine, my_names, undated), (yours, your_names, undated_too) = spooled
    found = [join(*one, *other) for one, other in zip(mine.parts(), yours.parts(), strict=True)]
    for one, other in zip(my_names.parts(), your_names.parts(), strict=True):
        pairs = join(*one, *other)
        rows, other_rows = unpack(pairs)
        found.append(pairs[undated[rows] | undated_too[other_rows]])
    return found


def _numbered(ours: Register, theirs: Register, folder: Path) -> list[Numbers]:
    """Return the pairs that share a number: one register as it is filed, the other as it asks."""
    engine, filed, asked = ENGINES[ours.kind.name], Spool(folder / "filed"), Spool(folder / "asked")
    for row in range(len(ours.ids)):
        filed.add(number_keys(engine.terms(ours.kind, ours.properties(row)), _digest), row)
    for row in range(len(theirs.ids)):
        asked.add(number_keys(engine.probes(ours.kind, theirs.properties(row), exact=False), _digest), row)
    return [join(*one, *other) for one, other in zip(filed.parts(), asked.parts(), strict=True)]


def _spool(register: Register, reader: NearReader, folder: Path) -> tuple[Spool, Spool, NDArray[np.bool_]]:
    """Return the keys of a register with dates of birth, those of names alone, and which rows have no date."""
    folder.mkdir()
    dated, names = Spool(folder / "dated"), Spool(folder / "names")
    undated = np.zeros(len(register.ids), dtype=np.bool_)
    for row in range(len(register.ids)):
        keys = reader.keys(register.kind, register.properties(row))
        if keys:
            dated.add(dated_keys(keys), row)
            names.add(name_keys(keys), row)
            undated[row] = not keys.years
    return dated, names, undated


def _digest(text: str) -> int:
    """Return a number for a text; the keys of a linkage are gone when it ends, and need no secret."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _counted(pairs: Numbers, progress: Progress, task: TaskID) -> Iterator[int]:
    """Give pairs one by one, and tell how many have been given."""
    for begin in range(0, len(pairs), _TOLD_EVERY):
        some: list[int] = pairs[begin : begin + _TOLD_EVERY].tolist()
        yield from some
        progress.update(task, completed=begin + len(some))


def _linked(
    engine: Engine, registers: tuple[Register, Register], pairs: Iterable[int], least: Quality
) -> Iterator[dict[str, Any]]:
    """Compare candidate pairs, and say which fit at least so well."""
    ours, theirs = registers
    enough = _CLASSES[_CLASSES.index(least) :]
    for pair in pairs:
        row, other = pair >> 32, pair & 0xFFFFFFFF
        score = engine.score(ours.kind, ours.properties(row), theirs.properties(other), exact=False)
        if score.quality in enough:
            yield {
                "one": ours.ids[row],
                "other": theirs.ids[other],
                "quality": score.quality,
                "score": round(score.value, 4),
            }


def _measured(ours: Register, theirs: Register, found: Counter[str]) -> dict[str, float]:
    """Return how many of the pairs are right, and how many of the right ones were found, by equal ids."""
    same = len(set(ours.ids) & set(theirs.ids))
    told = sum(found[quality] for quality in _CLASSES)
    return {"precision": round(found["right"] / max(told, 1), 4), "recall": round(found["right"] / max(same, 1), 4)}


@contextmanager
def _opened(target: Path | None) -> Iterator[TextIO | None]:
    """Open the file of the pairs, for its owner only, if there is to be one."""
    if target is None:
        yield None
        return
    try:
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 - of a descriptor
            yield file
    except FileExistsError as error:
        raise Ending(f"{target} exists already") from error
    except OSError as error:
        raise Ending(f"{target} cannot be written: {error.strerror}") from error


def _peak() -> int:
    """Return the most memory that the program had, in megabytes (Linux counts kilobytes, macOS bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)
