"""Questions that this node asked, and those of partners that hit or wait for a person."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.tables import QUESTION
from egnatia.casework.rows import QuestionRow
from egnatia.model.caveat import Purpose
from egnatia.model.identity import QuestionId
from egnatia.model.instant import parse_instant
from egnatia.model.question import Question, parse_subject, plain_question

_ADD = insert(QUESTION)
_GET = select(QUESTION).where(QUESTION.c.id == bindparam("of_id"))
_SET_STATE = update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(state=bindparam("to_state"))
_SET_REASONS = update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(reasons=bindparam("words"))
_LIST = (
    select(QUESTION)
    .where(QUESTION.c.received == bindparam("of_received"))
    .order_by(QUESTION.c.no.desc())
    .limit(bindparam("most"))
)


class SqlQuestions:
    """The table `question`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, rows: Sequence[QuestionRow]) -> None:
        """Keep questions."""
        if rows:
            self._connection.execute(_ADD, [_plain(row) for row in rows])

    def get(self, question: QuestionId) -> QuestionRow | None:
        """Return one question."""
        row = self._connection.execute(_GET, {"of_id": question}).one_or_none()
        return None if row is None else _row(row)

    def set_state(self, question: QuestionId, state: str, reasons: tuple[str, ...] = ()) -> None:
        """Move a question on; the caller has checked that it may (`exchange.states`). Reasons stay unless given anew.

        Raises:
            StoreError: there is no such question.
        """
        if self._connection.execute(_SET_STATE, {"of_id": question, "to_state": state}).rowcount != 1:
            raise StoreError(f"there is no question {question}")
        if reasons:
            self._connection.execute(_SET_REASONS, {"of_id": question, "words": to_text(reasons)})

    def list(self, *, received: bool, limit: int) -> tuple[QuestionRow, ...]:
        """Return the newest questions, those received from partners or those asked here."""
        return tuple(map(_row, self._connection.execute(_LIST, {"of_received": received, "most": limit})))


def _plain(row: QuestionRow) -> dict[str, Any]:
    return {
        "id": row.question.id,
        "received": row.received,
        "by": row.by,
        "enquiry": row.enquiry,
        "state": row.state,
        "reasons": to_text(row.reasons),
        "body": to_text(plain_question(row.question)),
    }


def _row(row: AnyRow) -> QuestionRow:
    return read_row(
        f"question {row.id}",
        lambda: QuestionRow(
            question=_question(from_text(row.body)),
            received=row.received,
            by=row.by,
            enquiry=row.enquiry,
            state=row.state,
            reasons=tuple(from_text(row.reasons)),
        ),
    )


def _question(plain: dict[str, Any]) -> Question:
    """Build a question without asking today's schema, which may no longer let it be asked."""
    return Question(
        **{
            **plain,
            "properties": MappingProxyType({name: tuple(values) for name, values in plain["properties"].items()}),
            "purpose": Purpose(plain["purpose"]),
            "offence": plain.get("offence"),
            "subject": parse_subject(plain["subject"], "subject"),
            "asked_at": parse_instant(plain["asked_at"], "asked_at"),
            "expires_at": parse_instant(plain["expires_at"], "expires_at"),
        }
    )
