"""The DNA profiles of one node in memory, read through for every question (`match.dna.proposing`).

It follows the database by the numbers of the rows, as the index of names does, and is nothing but memory: after a
start it is read anew, so that a crash loses nothing and no file holds what was erased. Until it has come as far as the
register, it names nothing, and questions go by the blocking keys in the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Event, Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from egnatia.adapters.index.building import Rows, rows_after
from egnatia.casework.ports import Store
from egnatia.match.dna.coding import Words
from egnatia.match.dna.engine import PROFILE
from egnatia.match.dna.proposing import NOTHING, encode_text, propose, table_of
from egnatia.match.engine import Properties
from egnatia.model.identity import RecordId
from egnatia.model.kinds import Kind

#: The kind of record that is searched so.
KIND: Final = "dna"
#: With fewer profiles the blocking keys find all, as fast: none of them is common (`adapters.sql.records.COMMON`).
LEAST: Final = 5_000
#: So many rows a question waits for; so many seconds for who reads.
_SHORT, _PATIENCE = 500, 0.5
#: Small parts are put together up to so many profiles: of a few big ones, each is read through in one go.
_PART: Final = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some profiles, laid out for reading through."""

    words: Words  #: Shape (words, profiles).
    numbers: NDArray[np.int64]
    digests: NDArray[np.uint64]  #: Of the records' ids.

    def with_(self, other: "_Part") -> "_Part":
        """Return both as one."""
        return _Part(
            words=np.concatenate([self.words, other.words], axis=1),
            numbers=np.concatenate([self.numbers, other.numbers]),
            digests=np.concatenate([self.digests, other.digests]),
        )

    def without(self, digests: NDArray[np.uint64]) -> "_Part":
        """Return what is left when records go."""
        left = ~np.isin(self.digests, digests)
        words = np.ascontiguousarray(self.words[:, left])
        return self if left.all() else _Part(words=words, numbers=self.numbers[left], digests=self.digests[left])


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """How far the table has come, and what is in it; replaced as a whole, so that questions wait for nobody."""

    upto: int
    last: RecordId
    parts: tuple[_Part, ...]

    @property
    def size(self) -> int:
        """How many profiles there are."""
        return sum(len(part.numbers) for part in self.parts)


_EMPTY: Final = _State(upto=0, last=RecordId(""), parts=())


class Scanning:
    """Keeps the profiles of a node in step with its database, and reads through them."""

    def __init__(self, store: Store, least: int = LEAST) -> None:
        """Take the database; profiles are read at the first `follow`."""
        self._store = store
        self._least = least
        self._lock = Lock()
        self._stopped = Event()
        self._state = _EMPTY

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:
        """Return the numbers of rows, those that match at most loci first; None: there are few, or it is behind."""
        if kind.name != KIND or not self._in_step():
            return None
        state = self._state
        if state.size < self._least:
            return None
        found: dict[int, int] = {}
        for text in asked.get(PROFILE, ()):
            wanted = encode_text(text)
            for part in state.parts:
                rows, matching = propose(part.words, wanted)
                found |= dict(zip(part.numbers[rows].tolist(), matching.tolist(), strict=True))
        return tuple(sorted(found, key=lambda no: (-found[no], no))[:limit])

    def follow(self) -> None:
        """Take in what came since; begin anew if the database is not the one that it was.

        Raises:
            StoreError: the database refuses.
        """
        with self._lock:
            if self._is_stale():
                self._state = _EMPTY
            self._catch_up()
        if self._state.size >= self._least:
            propose(table_of([NOTHING]), NOTHING)  # loads the compiled code before the first question

    def forget(self, records: Iterable[str]) -> None:
        """Let erased records, by their ids, vanish at once."""
        gone = np.array([_digest(record) for record in records], dtype=np.uint64)
        with self._lock:
            state = self._state
            parts = tuple(part.without(gone) for part in state.parts)
            self._state = _State(upto=state.upto, last=state.last, parts=parts)

    def stop(self) -> None:
        """Take nothing in any more."""
        self._stopped.set()

    def _in_step(self) -> bool:
        """Tell whether the table has come as far as the register; a few rows are taken in first."""
        state = self._state
        last, known = self._store.read(lambda tx: (tx.numbered.last(), tx.numbered.at(state.upto)))
        if last is None or known != state.last or last[0] - state.upto > _SHORT:
            return False
        if state.upto < last[0] and self._lock.acquire(timeout=_PATIENCE):
            try:
                self._catch_up()
            finally:
                self._lock.release()
        return self._state.upto >= last[0]

    def _is_stale(self) -> bool:
        """Tell whether the last row that was read is another's now: a backup was put back, or an import dropped."""
        state = self._state
        return state.upto > 0 and self._store.read(lambda tx: tx.numbered.at(state.upto)) != state.last

    def _catch_up(self) -> None:
        while not self._stopped.is_set() and (some := rows_after(self._store, self._state.upto, (KIND,))):
            parts = _joined([*self._state.parts, _part_of(some)])
            self._state = _State(upto=some.upto, last=some.last, parts=parts)


def _part_of(rows: Rows) -> _Part:
    found = [(row, encode_text(text)) for row in rows.found for text in row.properties.get(PROFILE, ())]
    return _Part(
        words=table_of([coded for _, coded in found]),
        numbers=np.array([row.no for row, _ in found], dtype=np.int64),
        digests=np.array([_digest(row.id) for row, _ in found], dtype=np.uint64),
    )


def _joined(parts: list[_Part]) -> tuple[_Part, ...]:
    """Put the last parts together while they are small."""
    while len(parts) > 1 and len(parts[-1].numbers) + len(parts[-2].numbers) <= _PART:
        parts[-2:] = [parts[-2].with_(parts[-1])]
    return tuple(part for part in parts if len(part.numbers))


def _digest(record: str) -> int:
    return int.from_bytes(blake2b(record.encode(), digest_size=8).digest(), "little")
