"""Erasing again what had been erased before: a backup that was put back brings nothing back to life."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NewType

from egnatia.casework.chunks import chunked
from egnatia.casework.erase import Because, copies_of, log_erasure, wipe
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.model.identity import QuestionId, RecordId, parse_question_id, parse_record_id

#: What the list names: a record, a question whose words were erased, or a recalled record that a legal hold keeps.
Tombstone = NewType("Tombstone", str)

_BATCH = 200
#: Hexadecimal digits of a question's id, and of no other.
_QUESTION = 32
#: How a record is marked that is kept and not read.
_HIDDEN = "hidden "


def of_record(record: RecordId) -> Tombstone:
    """Return how the list names a record that was erased."""
    return Tombstone(record)


def of_question(question: QuestionId) -> Tombstone:
    """Return how the list names a question whose words were erased."""
    return Tombstone(question)


def of_hidden(record: RecordId) -> Tombstone:
    """Return how the list names a record that was recalled and that a legal hold keeps."""
    return Tombstone(f"{_HIDDEN}{record}")


def parse_tombstone(value: object, path: str) -> Tombstone:
    """Read what a line of the list names.

    Raises:
        ParseError: it is no id.
    """
    if isinstance(value, str) and value.startswith(_HIDDEN):
        return of_hidden(parse_record_id(value.removeprefix(_HIDDEN), path))
    if isinstance(value, str) and len(value) == _QUESTION:
        return of_question(parse_question_id(value, path))
    return of_record(parse_record_id(value, path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What was found when the register was held against the list of tombstones."""

    again: int  #: How many records were erased again.
    unlisted: frozenset[Tombstone]  #: Tombstones of the register that the list lacks.


def replay(office: Office, listed: AbstractSet[Tombstone]) -> Replayed:
    """Erase whatever is on record and stands in the list of what was erased before.

    No legal hold stops this: the record was erased lawfully, after the hold that the backup knows of was lifted.

    Args:
        office: of this node.
        listed: all that it ever erased.
    """
    erased = frozenset(map(of_record, office.store.read(lambda tx: tx.records.erased())))
    again = 0
    for some in chunked(sorted(listed - erased), _BATCH):
        again += office.store.write(lambda tx, ids=some: _erase_again(office, tx, ids))  # type: ignore[misc]
    return Replayed(again=again, unlisted=erased - listed)


def _erase_again(office: Office, tx: Transaction, listed: Sequence[Tombstone]) -> int:
    alive = dict[RecordId, None]()
    for record in (RecordId(one) for one in listed if len(one) > _QUESTION and not one.startswith(_HIDDEN)):
        stored = tx.records.get(record)
        if stored and stored.record:
            alive.update(dict.fromkeys(copies_of(tx, record)))
    wipe(office, tx, list(alive))
    asked = [question for one in listed if (question := _spoken(tx, one))]
    for question in asked:
        tx.questions.forget(question)
    for one in listed:
        if one.startswith(_HIDDEN):
            tx.records.hide(RecordId(one.removeprefix(_HIDDEN)), office.clock.now())
    log_erasure(office, tx, (*alive, *asked), office.me, Because.RESTORED)
    return len(alive)


def _spoken(tx: Transaction, listed: Tombstone) -> QuestionId | None:
    """Return a listed question that has its words again."""
    row = tx.questions.get(QuestionId(listed)) if len(listed) == _QUESTION else None
    return None if row is None or row.forgotten else row.question.id
