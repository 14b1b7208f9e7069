"""The index of one node, which follows its database by the numbers of the rows.

The database is the truth. The index may be thrown away at any time: it is built again, and gives the same answers.
Until it has come as far as the register, it names nothing, and questions go by the blocking keys in the database.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import Final

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.index.building import build, open_current, remove_others, rows_after
from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.index.register import RegisterIndex
from egnatia.adapters.index.writing import Mark
from egnatia.casework.ports import Store
from egnatia.match.engine import Properties
from egnatia.match.near import SEARCHED
from egnatia.model.kinds import Kind

_log = logging.getLogger(__name__)

#: With fewer rows the blocking keys find as much, as fast.
LEAST: Final = 20_000
#: Says since when the files hold what was erased: tantivy marks it as gone, and writes nothing anew.
_ERASED: Final = "erased"
#: So many rows a question waits for; with more to come, it goes by the blocking keys.
_SHORT: Final = 500
#: So many seconds a question waits for who writes.
_PATIENCE: Final = 0.5
#: The files are written anew a day after something was erased, and every week; in seconds.
_PURGED_AFTER: Final = 24 * 3600.0
_RENEWED_AFTER: Final = 7 * _PURGED_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the index lies, and from how many rows on there is one."""

    folder: Path
    least: int = LEAST


class Following:
    """Keeps the index of a node in step with its database, and looks names up in it."""

    def __init__(self, store: Store, place: Place) -> None:
        """Take the database; the index is opened, or built, at the first `follow`."""
        self._store = store
        self._place = place
        self._lock = Lock()
        self._stopped = Event()
        self._index: RegisterIndex | None = None
        self._mark: Mark | None = None

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:
        """Return the numbers of rows, nearest first; None: there is no index, or it is behind."""
        if kind.name not in SEARCHED or not self._in_step():
            return None
        try:
            return None if self._index is None else self._index.nearest(kind, asked, limit)
        except SearchIndexError as error:
            self._give_up(error)
            return None

    def follow(self) -> None:
        """Take in what came since; open the index at first, and build it where there is none that can be trusted.

        Raises:
            StoreError: the database refuses.
        """
        with self._lock:
            try:
                self._follow()
            except (SearchIndexError, FilesError) as error:
                self._give_up(error)

    def stop(self) -> None:
        """Let a build that is under way end, and take nothing in any more."""
        self._stopped.set()

    def forget(self, records: Iterable[str]) -> None:
        """Let erased records, by their ids, vanish at once; if the disk refuses, the whole index goes."""
        with self._lock:
            try:
                self._erase(records)
            except (SearchIndexError, OSError) as error:
                self._give_up(error)
                remove_others(self._place.folder)

    def _in_step(self) -> bool:
        """Tell whether the index has come as far as the register; a few rows are taken in first."""
        index, mark = self._index, self._mark
        if index is None or mark is None:
            return False
        last, known = self._store.read(lambda tx: (tx.numbered.last(), tx.numbered.at(mark.no)))
        if last is None or known is None or index.mark_of(mark.no, known) != mark or last[0] - mark.no > _SHORT:
            return False
        return mark.no == last[0] or self._hurried(last[0])

    def _hurried(self, no: int) -> bool:
        """Take in the rows up to one, if nobody builds the index just now."""
        if not self._lock.acquire(timeout=_PATIENCE):
            return False
        try:
            if self._index and self._mark:
                self._catch_up(self._index, self._mark)
        except SearchIndexError as error:
            self._give_up(error)
        finally:
            self._lock.release()
        return self._mark is not None and self._mark.no >= no

    def _follow(self) -> None:
        last = self._store.read(lambda tx: tx.numbered.last())
        if last is None or last[0] < self._place.least or self._stopped.is_set():
            return
        if self._index is None:
            self._open()
        if self._index is None or self._is_stale(self._index):
            self._build()
        elif self._mark and self._mark.no < last[0]:
            self._catch_up(self._index, self._mark)

    def _open(self) -> None:
        """Open the index that was in use, if there is one; let vanish what was erased meanwhile."""
        try:
            index = open_current(self._place.folder)
        except (OSError, SearchIndexError) as error:
            _log.info("no search index of names: %s", error)
            return
        self._index, self._mark = index, index.mark()
        self._erase(self._store.read(lambda tx: tx.records.erased()))

    def _is_stale(self, index: RegisterIndex) -> bool:
        """Tell whether the files are to be written anew.

        They are no index of this database as it is now: it was put back, or rows were taken back, by an import that was
        dropped, so that their numbers come again. Or they are old, and hold what was erased or superseded since.
        """
        mark = self._mark
        known = self._store.read(lambda tx: tx.numbered.at(mark.no)) if mark else None
        if mark is None or known is None or index.mark_of(mark.no, known) != mark:
            return True
        return _age(index.folder) > _RENEWED_AFTER or _age(index.folder / _ERASED) > _PURGED_AFTER

    def _build(self) -> None:
        self._index = None
        index = build(self._store, self._place.folder, lambda: not self._stopped.is_set())
        self._index, self._mark = index, index.mark()
        _log.info("search index of names: %s records", index.size)

    def _catch_up(self, index: RegisterIndex, mark: Mark) -> None:
        """Take in the rows that came since."""
        while some := rows_after(self._store, mark.no):
            mark = index.mark_of(some.upto, some.last)
            with index.writing() as writing:
                writing.add(some.found)
                writing.commit(mark)
            self._mark = mark

    def _erase(self, records: Iterable[str]) -> None:
        index, mark = self._index, self._mark
        erased = [record for record in records if index and index.holds(record)]
        if index and mark and erased:
            (index.folder / _ERASED).touch(mode=0o600)
            with index.writing() as writing:
                writing.forget(erased)
                writing.commit(mark)

    def _give_up(self, error: Exception) -> None:
        """Go by the database alone until the next round."""
        _log.warning("%s; questions go by the database alone", error)
        self._index = self._mark = None


def _age(path: Path) -> float:
    """Return for how many seconds a file or folder has been there; a missing one has not."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
