"""A store that notices what is written: an entry to sequence, a letter to send, a file to fetch, an erasure to keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar, cast

from egnatia.casework.blobs import Blob, Blobs, BlobState
from egnatia.casework.logbook import Ledger
from egnatia.casework.ports import Clock, Questions, Records, Store, Transaction
from egnatia.casework.postbox import Outbox
from egnatia.casework.rows import OutboxRow
from egnatia.casework.tombstones import Tombstone, of_hidden, of_question, of_record
from egnatia.ledger.entry import Entry
from egnatia.model.identity import QuestionId, RecordId

_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Noticed:
    """What one transaction wrote."""

    entry: bool = False
    letter: bool = False
    file: bool = False
    erased: list[Tombstone] = field(default_factory=list)


class NoticingStore:
    """Passes everything on to a store and, once it is durable, says what was in it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Watch a store; nobody is told before `on_entry`, `on_letter`, `on_file` and `on_erasure` are set."""
        self._store = store
        self._clock = clock
        self.on_entry: Callable[[], None] = _nothing
        self.on_letter: Callable[[], None] = _nothing
        self.on_file: Callable[[], None] = _nothing
        self.on_erasure: Callable[[Sequence[Tombstone]], None] = _nothing

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot."""
        return self._store.read(work)

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction, and then tell of entries, erasures, letters that may go at once."""
        noticed = Noticed()
        result = self._store.write(lambda tx: work(self._watched(tx, noticed)))
        if noticed.entry:
            self.on_entry()
        if noticed.letter:
            self.on_letter()
        if noticed.file:
            self.on_file()
        if noticed.erased:
            self.on_erasure(noticed.erased)
        return result

    def _watched(self, tx: Transaction, noticed: Noticed) -> Transaction:
        noticed.erased.clear()  # a work that is run again, after a lost connection, has erased nothing yet
        return replace(
            tx,
            ledger=cast("Ledger", _Ledger(tx.ledger, noticed)),
            outbox=cast("Outbox", _Outbox(tx.outbox, noticed, self._clock)),
            records=cast("Records", _Records(tx.records, noticed)),
            questions=cast("Questions", _Questions(tx.questions, noticed)),
            blobs=cast("Blobs", _Blobs(tx.blobs, noticed)),
        )


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

    def again(self, row: OutboxRow) -> None:
        self._noticed.letter |= row.next_try <= self._clock.now()
        self._outbox.again(row)


class _Blobs(_Watched):
    """Notices files that are to be fetched."""

    def __init__(self, blobs: Blobs, noticed: Noticed) -> None:
        super().__init__(blobs)
        self._blobs = blobs
        self._noticed = noticed

    def add(self, blobs: Sequence[Blob]) -> None:
        self._noticed.file |= any(blob.state is BlobState.COMING for blob in blobs)
        self._blobs.add(blobs)


class _Records(_Watched):
    """Notices erasures."""

    def __init__(self, records: Records, noticed: Noticed) -> None:
        super().__init__(records)
        self._records = records
        self._noticed = noticed

    def erase(self, record: RecordId, at: datetime) -> bool:
        erased = self._records.erase(record, at)
        if erased:
            self._noticed.erased.append(of_record(record))
        return erased

    def hide(self, record: RecordId, at: datetime) -> bool:
        hidden = self._records.hide(record, at)
        if hidden:
            self._noticed.erased.append(of_hidden(record))
        return hidden


class _Questions(_Watched):
    """Notices that the words of questions are erased."""

    def __init__(self, questions: Questions, noticed: Noticed) -> None:
        super().__init__(questions)
        self._questions = questions
        self._noticed = noticed

    def forget(self, question: QuestionId) -> None:
        self._questions.forget(question)
        self._noticed.erased.append(of_question(question))


def _nothing(*_: object) -> None:
    """Tell nobody."""
