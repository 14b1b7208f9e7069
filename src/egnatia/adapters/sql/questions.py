"""Questions that this node asked, and those of partners that hit or wait for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile, zip_longest
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    false,
    func,
    insert,
    not_,
    select,
    update,
)

from egnatia.adapters.sql.columns import AnyRow, RowNumber
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.tables import ANSWER, IS_WAITING, QUESTION
from egnatia.casework.page import Page, Sought
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.states import HitState, QuestionState
from egnatia.model.authorisation import Invocation, parse_invocation
from egnatia.model.caveat import Purpose
from egnatia.model.identity import QuestionId
from egnatia.model.instant import parse_instant
from egnatia.model.question import Question, parse_subject, plain_question

_ADD = Prepared(insert(QUESTION))
_GET = Prepared(select(QUESTION).where(QUESTION.c.id == bindparam("of_id")))
_SET_STATE = Prepared(update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(state=bindparam("to_state")))
_SET_REASONS = Prepared(update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(reasons=bindparam("words")))
_WAITING = Prepared(select(QUESTION).where(IS_WAITING).order_by(QUESTION.c.no))
_DROP = Prepared(delete(QUESTION).where(QUESTION.c.id == bindparam("of_id")))
_SAY = Prepared(update(QUESTION).where(QUESTION.c.id == bindparam("of_id")).values(body=bindparam("words")))
_UNPROVE = Prepared(update(ANSWER).where(ANSWER.c.question == bindparam("of_question")).values(evidence="[]"))
_OLDEST = Prepared(
    select(QUESTION)
    .where(QUESTION.c.received == bindparam("of_received"))
    .order_by(QUESTION.c.no)
    .limit(bindparam("most"))
)
_PURPOSES = tuple(f"purpose_{index}" for index in range(len(Purpose)))


def _page(*, waiting: bool) -> Select[Any]:
    """Build the search for a page: those that wait, the oldest first, or the others, the newest first."""
    column = QUESTION.c
    number = bindparam("beyond", type_=RowNumber)
    return (
        select(QUESTION)
        .where(
            IS_WAITING if waiting else column.state != "waiting",
            column.received == bindparam("of_received"),
            column.purpose.in_([bindparam(name) for name in _PURPOSES]),
            column.partner == func.coalesce(cast(bindparam("of_partner"), Text), column.partner),
            column.kind == func.coalesce(cast(bindparam("of_kind"), Text), column.kind),
            column.no > number if waiting else column.no < number,
        )
        .order_by(column.no if waiting else column.no.desc())
        .limit(bindparam("most"))
    )


_PAGE = {waiting: Prepared(_page(waiting=waiting)) for waiting in (True, False)}
_PAGE_OF_CASES = {
    waiting: PreparedList(lambda files, waiting=waiting: _page(waiting=waiting).where(QUESTION.c.case_file.in_(files)))  # type: ignore[misc]
    for waiting in (True, False)
}


def _unsettled(elsewhere: Sequence[BindParameter[Any]]) -> Select[Any]:
    """Build the search for questions with hits that wait; in SQL a null in the list says neither yes nor no."""
    column, hit = QUESTION.c, ANSWER.c
    theirs = (hit.state + " " + hit.instrument + " " + hit.kind).in_(elsewhere)
    hits = select(hit.question).where(
        hit.state.in_([bindparam("open"), bindparam("confirmed")]), not_(func.coalesce(theirs, false()))
    )
    return (
        select(QUESTION)
        .where(
            column.received == bindparam("of_received"),
            column.state == bindparam("hits"),
            column.purpose.in_([bindparam(name) for name in _PURPOSES]),
            column.id.in_(hits),
        )
        .order_by(column.no)
    )


_UNSETTLED = PreparedList(_unsettled)
#: Beyond which the first row lies.
_BEFORE_ALL = {True: 0, False: 2**62}


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
        """Drop a question that has no hits here; only the ledger knows of it then."""
        _DROP.run(self._connection, of_id=question)
        note_erasure(self._connection)

    def forget(self, question: QuestionId) -> None:
        """Erase what a question says, and what the evidence of its hits repeats of that; where it stands stays."""
        row = self.get(question)
        if row is None:
            return
        said = replace(row.question, properties={}, necessity="")
        _SAY.run(self._connection, of_id=question, words=to_text(plain_question(said)))
        _UNPROVE.run(self._connection, of_question=question)
        note_erasure(self._connection)

    def aged(self, *, received: bool, before: datetime, limit: int) -> tuple[QuestionRow, ...]:
        """Return the oldest questions, here asked or received, that were asked before a time.

        They were put on record in the order in which they came, so that the oldest are looked at and no others.
        """
        rows = map(_row, _OLDEST.all(self._connection, of_received=received, most=limit))
        return tuple(takewhile(lambda row: row.question.asked_at < before, rows))

    def page(self, sought: Sought) -> Page[QuestionRow]:
        """Return a page of the questions that are sought."""
        found = list(self._search(sought))
        rows = found[: sought.limit]
        return Page(rows=tuple(map(_row, rows)), next=rows[-1].no if len(found) > sought.limit else None)

    def unsettled(
        self, purposes: frozenset[Purpose], elsewhere: frozenset[tuple[str, str, str]]
    ) -> tuple[QuestionRow, ...]:
        """Return all questions of partners with a hit that is neither rejected, released nor withheld, oldest first.

        Left out are hits of which the partner's people must do something, by state, instrument and kind.
        """
        given = {
            "of_received": True,
            "hits": QuestionState.HIT.value,
            "open": HitState.OPEN.value,
            "confirmed": HitState.CONFIRMED.value,
            **dict(zip_longest(_PURPOSES, sorted(purposes))),
        }
        return tuple(map(_row, _UNSETTLED.all(self._connection, sorted(map(" ".join, elsewhere)), **given)))

    def _search(self, sought: Sought) -> Iterator[AnyRow]:
        """Return the rows of a page, and one more if there is a next one."""
        given = {
            "of_received": sought.received,
            "of_partner": sought.partner,
            "of_kind": sought.kind,
            "beyond": _BEFORE_ALL[sought.waiting] if sought.beyond is None else sought.beyond,
            "most": sought.limit + 1,
            # In SQL a null equals nothing: what fills up finds nothing.
            **dict(zip_longest(_PURPOSES, sorted(sought.purposes))),
        }
        if sought.case_files is None:
            return _PAGE[sought.waiting].all(self._connection, **given)
        return _PAGE_OF_CASES[sought.waiting].all(self._connection, sorted(sought.case_files), **given)


def _plain(row: QuestionRow) -> dict[str, Any]:
    return {
        "id": row.question.id,
        "received": row.received,
        "by": row.by,
        "enquiry": row.enquiry,
        "state": row.state,
        "reasons": to_text(row.reasons),
        "body": to_text(plain_question(row.question)),
        "partner": row.question.asker if row.received else row.question.partner,
        "kind": row.question.kind,
        "purpose": row.question.purpose,
        "case_file": row.question.case_file,
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
