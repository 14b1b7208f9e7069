"""Hits, on either side: one row each."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import ANSWER
from egnatia.casework.rows import AnswerRow
from egnatia.model.answer import Quality
from egnatia.model.identity import QuestionId, RecordId, Reference

_ADD = Prepared(insert(ANSWER))
_GET = Prepared(select(ANSWER).where(ANSWER.c.reference == bindparam("of_reference")))
_OF = Prepared(select(ANSWER).where(ANSWER.c.question == bindparam("of_question")).order_by(ANSWER.c.no))
_SET_STATE = Prepared(
    update(ANSWER).where(ANSWER.c.reference == bindparam("of_reference")).values(state=bindparam("to_state"))
)
_ABOUT = Prepared(select(ANSWER).where(ANSWER.c.record == bindparam("of_record")).order_by(ANSWER.c.no))
_DROP = Prepared(delete(ANSWER).where(ANSWER.c.question == bindparam("of_question")))
_RETRACT = Prepared(delete(ANSWER).where(ANSWER.c.reference == bindparam("of_reference")))
_FORGET = Prepared(update(ANSWER).where(ANSWER.c.record == bindparam("of_record")).values(evidence="[]"))


class SqlAnswers:
    """The table `answer`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, rows: Sequence[AnswerRow]) -> None:
        """Keep hits."""
        _ADD.run_many(self._connection, map(_plain, rows))

    def get(self, reference: Reference) -> AnswerRow | None:
        """Return the hit of that reference."""
        row = _GET.one(self._connection, of_reference=reference)
        return None if row is None else _row(row)

    def of(self, question: QuestionId) -> tuple[AnswerRow, ...]:
        """Return the hits of one question, in the order in which they were given."""
        return tuple(map(_row, _OF.all(self._connection, of_question=question)))

    def about(self, record: RecordId) -> tuple[AnswerRow, ...]:
        """Return the hits on one of our own records."""
        return tuple(map(_row, _ABOUT.all(self._connection, of_record=record)))

    def drop(self, question: QuestionId) -> None:
        """Forget the hits of a question whose answer never reached the asker."""
        _DROP.run(self._connection, of_question=question)
        note_erasure(self._connection)

    def retract(self, reference: Reference) -> None:
        """Forget one hit, of which the asker never heard."""
        _RETRACT.run(self._connection, of_reference=reference)
        note_erasure(self._connection)

    def set_state(self, reference: Reference, state: str) -> None:
        """Move a hit on; the caller has checked that it may (`exchange.states`).

        Raises:
            StoreError: there is no such hit.
        """
        if _SET_STATE.run(self._connection, of_reference=reference, to_state=state) != 1:
            raise StoreError(f"there is no hit {reference}")

    def forget(self, record: RecordId) -> None:
        """Drop what hits hold of an erased record: the evidence."""
        _FORGET.run(self._connection, of_record=record)
        note_erasure(self._connection)


def _plain(row: AnswerRow) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "question": row.question,
        "partner": row.partner,
        "quality": row.quality.value,
        "kind": row.kind,
        "instrument": row.instrument,
        "state": row.state,
        "at": row.at,
        "record": row.record,
        "view": row.view,
        "evidence": to_text([dict(item) for item in row.evidence]),
    }


def _row(row: AnyRow) -> AnswerRow:
    return read_row(
        f"answer {row.reference}",
        lambda: AnswerRow(
            question=row.question,
            reference=row.reference,
            partner=row.partner,
            quality=Quality(row.quality),
            kind=row.kind,
            instrument=row.instrument,
            view=row.view,
            state=row.state,
            at=row.at,
            record=row.record,
            evidence=tuple(MappingProxyType(item) for item in from_text(row.evidence)),
        ),
    )
