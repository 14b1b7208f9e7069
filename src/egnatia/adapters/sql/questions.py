"""Questions that this node asked, and those of partners that hit or wait for a person."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import IS_WAITING, QUESTION
from egnatia.casework.rows import QuestionRow
from egnatia.model.authorisation import Invocation, parse_invocation
from egnatia.model.caveat import Purpose
from egnatia.model.identity import QuestionId
from egnatia.model.instant import parse_instant
from egnatia.model.question import Question, parse_subject, plain_question

_ADD = Prepared(insert(QUESTION))
_GET = Prepared(select(QUESTION).where(QUESTION.c.id == bindparam("of_id")))
_SET_STATE = Prepared(update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(state=bindparam("to_state")))
_SET_REASONS = Prepared(update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(reasons=bindparam("words")))
_LIST = Prepared(
    select(QUESTION)
    .where(QUESTION.c.received == bindparam("of_received"))
    .order_by(QUESTION.c.no.desc())
    .limit(bindparam("most"))
)
_WAITING = Prepared(select(QUESTION).where(IS_WAITING).order_by(QUESTION.c.no))
_DROP = Prepared(delete(QUESTION).where(QUESTION.c.id == bindparam("of_id")))


class SqlQuestions:
    """The table `question`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, rows: Sequence[QuestionRow]) -> None:
        """Keep questions."""
        _ADD.run_many(self._connection, map(_plain, rows))

    def get(self, question: QuestionId) -> QuestionRow | None:
        """Return one question."""
        row = _GET.one(self._connection, of_id=question)
        return None if row is None else _row(row)

    def set_state(self, question: QuestionId, state: str, reasons: tuple[str, ...] = ()) -> None:
        """Move a question on; the caller has checked that it may (`exchange.states`). Reasons stay unless given anew.

        Raises:
            StoreError: there is no such question.
        """
        if _SET_STATE.run(self._connection, of_id=question, to_state=state) != 1:
            raise StoreError(f"there is no question {question}")
        if reasons:
            _SET_REASONS.run(self._connection, of_id=question, words=to_text(reasons))

    def waiting(self) -> tuple[QuestionRow, ...]:
        """Return the questions that wait for a person, here or at a partner, in the order in which they came."""
        return tuple(map(_row, _WAITING.all(self._connection)))

    def drop(self, question: QuestionId) -> None:
        """Forget a question that has no hits here; only the ledger knows of it then."""
        _DROP.run(self._connection, of_id=question)
        note_erasure(self._connection)

    def list(self, *, received: bool, limit: int) -> tuple[QuestionRow, ...]:
        """Return the newest questions, those received from partners or those asked here."""
        return tuple(map(_row, _LIST.all(self._connection, of_received=received, most=limit)))


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
            "authorisation": _invocation(plain.get("authorisation")),
            "subject": parse_subject(plain["subject"], "subject"),
            "asked_at": parse_instant(plain["asked_at"], "asked_at"),
            "expires_at": parse_instant(plain["expires_at"], "expires_at"),
        }
    )


def _invocation(plain: object) -> Invocation | None:
    """Read the authorisation; rows that an older version wrote hold words in its place, which authorise nothing."""
    return parse_invocation(plain, "authorisation") if isinstance(plain, dict) else None
