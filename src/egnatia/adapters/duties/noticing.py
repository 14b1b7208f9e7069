"""A store that notices what is written: a ledger entry has to be sequenced, a letter has to be sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from egnatia.casework.logbook import Ledger
from egnatia.casework.ports import Clock, Outbox, Store, Transaction
from egnatia.casework.rows import OutboxRow
from egnatia.ledger.entry import Entry

_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Noticed:
    """What one transaction wrote."""

    entry: bool = False
    letter: bool = False


class NoticingStore:
    """Passes everything on to a store and, once it is durable, says what was in it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Watch a store; nobody is told before `on_entry` and `on_letter` are set."""
        self._store = store
        self._clock = clock
        self.on_entry: Callable[[], None] = _nothing
        self.on_letter: Callable[[], None] = _nothing

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot."""
        return self._store.read(work)

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction, and then tell of entries, and of letters that may go at once."""
        noticed = Noticed()
        result = self._store.write(lambda tx: work(self._watched(tx, noticed)))
        if noticed.entry:
            self.on_entry()
        if noticed.letter:
            self.on_letter()
        return result

    def _watched(self, tx: Transaction, noticed: Noticed) -> Transaction:
        ledger, outbox = _Ledger(tx.ledger, noticed), _Outbox(tx.outbox, noticed, self._clock)
        return replace(tx, ledger=cast("Ledger", ledger), outbox=cast("Outbox", outbox))


class _Watched:
    """Passes on all that is not watched."""

    def __init__(self, part: object) -> None:
        self._part = part

    def __getattr__(self, name: str) -> object:
        return getattr(self._part, name)


class _Ledger(_Watched):
    """Notices entries."""

    def __init__(self, ledger: Ledger, noticed: Noticed) -> None:
        super().__init__(ledger)
        self._ledger = ledger
        self._noticed = noticed

    def append(self, entries: Sequence[Entry]) -> None:
        self._noticed.entry = True
        self._ledger.append(entries)


class _Outbox(_Watched):
    """Notices letters that nobody sends at once."""

    def __init__(self, outbox: Outbox, noticed: Noticed, clock: Clock) -> None:
        super().__init__(outbox)
        self._outbox = outbox
        self._noticed = noticed
        self._clock = clock

    def add(self, rows: Sequence[OutboxRow]) -> None:
        now = self._clock.now()
        self._noticed.letter |= any(row.next_try <= now for row in rows)
        self._outbox.add(rows)


def _nothing() -> None:
    """Tell nobody."""
