"""One import from its file to the node: read, draw, send, count; while the node takes in a chunk, the next is drawn.

A mapping whose links find their ends in other rows is gone through twice: first all things, then what refers to them.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import click

from egnatia.bootstrap import tables
from egnatia.casework.importing.drawing import draw
from egnatia.casework.importing.mapping import ImportMapping
from egnatia.casework.importing.row import Rejected, Row, RowError
from egnatia.casework.importing.trial import TRIED, try_mapping
from egnatia.cli.connection import Connection
from egnatia.cli.ending import Ending
from egnatia.cli.importing.chunk import Chunk, Packer

#: So many rejected rows are shown; the reject file has them all.
SHOWN = 5
#: More than that, and the mapping does not fit the table.
MOST_REJECTED = 100_000
_TOLD_EVERY = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be imported, and how."""

    file: Path
    map_file: Path
    mapping: ImportMapping
    dry_run: bool
    whole: bool  #: Import nothing if a row is rejected.
    reject: Path | None


@dataclass(slots=True)
class Outcome:
    """What became of the rows."""

    rows: int = 0
    bare: int = 0  #: Rows of which the mapping makes nothing.
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    rejected: dict[int, Rejected] = field(default_factory=dict)
    root: str = ""


def run(node: Connection, job: Job) -> Outcome:
    """Import a table.

    Raises:
        FilesError: the file cannot be read or lacks a column.
        MappingError: a column holds nothing that the property could be.
        Ending: the node refuses, or a row was rejected where none may be; nothing was imported.
    """
    columns = tables.table_columns(job.file, job.mapping)
    try_mapping(job.mapping, islice(tables.table_rows(job.file, job.mapping), TRIED))
    origin = {"file": tables.digest_of(job.file), "mapping": tables.digest_of(job.map_file)}
    begun = node.post("/v1/imports", {"source": job.mapping.source})["id"]
    outcome = Outcome()
    try:
        with tables.RejectFile(job.reject, job.mapping, columns) as rejects:
            _Sending(node, begun, job, outcome, rejects.write).send_all()
        _check_whole(job, outcome)
    except BaseException:  # whatever ends it, Ctrl-C too, nothing may be left half-loaded
        with suppress(Ending):
            node.delete(f"/v1/imports/{begun}")
        raise
    if job.dry_run:
        node.delete(f"/v1/imports/{begun}")
    else:
        end = node.post(f"/v1/imports/{begun}/end", {**origin, "rejected": len(outcome.rejected)})
        outcome.root = end["root"]
    return outcome


def _check_whole(job: Job, outcome: Outcome) -> None:
    taken = outcome.new + outcome.changed + outcome.unchanged
    if outcome.rejected and (job.whole or not taken):
        first = describe(outcome.rejected[min(outcome.rejected)])
        raise Ending(f"{len(outcome.rejected):,} rows rejected, nothing imported; {first}")


def describe(rejected: Rejected) -> str:
    """Say in words what was wrong with a row."""
    place = f"line {rejected.line}, {rejected.column}" if rejected.column else f"line {rejected.line}"
    return f"{place}: {rejected.reason}"


class _Sending:
    """The rows of a table on their way to the node."""

    def __init__(
        self, node: Connection, begun: str, job: Job, outcome: Outcome, reject: Callable[[Row, Rejected], None]
    ) -> None:
        self._send = lambda body: node.post(f"/v1/imports/{begun}/rows", body)
        self._job = job
        self._outcome = outcome
        self._reject = reject
        self._packer = Packer(job.mapping)
        self._progress = _Progress()
        self._waiting: tuple[Chunk, Future[Any]] | None = None

    def send_all(self) -> None:
        """Send all rows, once or twice."""
        late = self._job.mapping.late
        early = frozenset(template.name for template in self._job.mapping.templates) - late
        with ThreadPoolExecutor(1) as sender:
            self._pass(sender, early, first=True)
            if late:
                self._pass(sender, late, first=False)
        self._progress.end()

    def _pass(self, sender: ThreadPoolExecutor, names: frozenset[str], *, first: bool) -> None:
        chunk = Chunk()
        for row in self._rows(first=first):
            try:
                drawn = draw(self._job.mapping, row, names)
            except RowError as error:
                self._refuse(row, Rejected(line=row.line, column=error.column, reason=error.reason))
                continue
            if not drawn:
                self._outcome.bare += first and not self._job.mapping.late
                continue
            self._outcome.kinds.update(found.kind for found in drawn)
            chunk.add(row, drawn)
            if chunk.full:
                self._hand_over(sender, chunk)
                chunk = Chunk()
        self._hand_over(sender, chunk)
        self._collect()

    def _rows(self, *, first: bool) -> Iterator[Row]:
        for row in tables.table_rows(self._job.file, self._job.mapping):
            if first:
                self._outcome.rows += 1
                self._progress.tell(self._outcome)
            if row.line not in self._outcome.rejected:
                yield row

    def _hand_over(self, sender: ThreadPoolExecutor, chunk: Chunk) -> None:
        """Send a chunk as soon as the node has taken in the one before."""
        self._collect()
        if chunk.rows:
            self._waiting = chunk, sender.submit(self._send, self._packer.pack(chunk))

    def _collect(self) -> None:
        if self._waiting is None:
            return
        (chunk, coming), self._waiting = self._waiting, None
        result = coming.result()
        self._outcome.new += result["new"]
        self._outcome.changed += result["changed"]
        self._outcome.unchanged += result["unchanged"]
        for found in result["rejected"]:
            self._refuse(chunk.rows[found["line"]], Rejected(**found))

    def _refuse(self, row: Row, rejected: Rejected) -> None:
        self._outcome.rejected[row.line] = rejected
        self._reject(row, rejected)
        if len(self._outcome.rejected) > MOST_REJECTED:
            raise Ending(f"more than {MOST_REJECTED:,} rows rejected, nothing imported; {describe(rejected)}")


class _Progress:
    """Tells on stderr how far it is, where somebody looks on and it takes a while."""

    def __init__(self) -> None:
        self._begun = self._told = time.monotonic()
        self._shown = False

    def tell(self, outcome: Outcome) -> None:
        now = time.monotonic()
        if now - self._told >= _TOLD_EVERY and sys.stderr.isatty():
            self._told, self._shown = now, True
            rate = outcome.rows / (now - self._begun)
            words = f"{outcome.rows:,} rows, {len(outcome.rejected):,} rejected, {rate:,.0f} rows/s"
            click.echo(f"\r{words:<60}", nl=False, err=True)

    def end(self) -> None:
        if self._shown:
            click.echo(f"\r{'':<60}\r", nl=False, err=True)
