"""Forgetting what was asked: a question's words are data about a person too, and end as records do (LED Art. 5, 16).

At the partner they go with the last record that they hit. On either side they go when a person decides so, and in time:
then questions and hits go whole, and only the log's entries are left (ADR 0085).
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from egnatia.casework.chunks import chunked
from egnatia.casework.erase import Because, log_erasure
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, QuestionRow
from egnatia.casework.statements import Said, make_statement
from egnatia.casework.watches import Ended
from egnatia.exchange.states import QuestionState
from egnatia.ledger.entry import MOST_SUBJECTS
from egnatia.model.identity import QuestionId
from egnatia.model.reading import text
from egnatia.model.statement import StatementAct

#: How long what a node asked is kept: three years, after which a review is due (Regulation (EU) 2016/794 Art. 31).
OWN: Final = timedelta(days=3 * 365)
#: How long a partner's question that hit is kept: while a complaint about the answer may come.
PARTNERS: Final = timedelta(days=365)
_BATCH: Final = 200
#: Nobody has said yet what becomes of them.
_UNDER_WAY: Final = frozenset({QuestionState.ASKED, QuestionState.WAITING})


def forget_question(office: Office, actor: Account, question: QuestionId, reason: str) -> None:
    """Erase the words of one question, asked here or by a partner; where it stands and its hits stay.

    A hit on a partner's question is not released after this: nobody knows any more what was asked, and why.

    Raises:
        NotAllowedError: the person may not erase.
        NotFoundError: there is no such question.
        ConflictError: nobody has answered it yet, or its words are gone already.
        ParseError: there is no reason.
    """
    require(actor, Right.ERASE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> None:
        row = tx.questions.get(question)
        if row is None:
            raise NotFoundError(f"no question {question}")
        if row.state in _UNDER_WAY:
            raise ConflictError("the question is under way: its words go when it is answered or has expired")
        if row.forgotten:
            raise ConflictError("its words were erased already")
        watch = tx.watches.get(question)
        if watch and not watch.received and watch.ended is Ended.STANDS:
            raise ConflictError("it stays as a watch: withdraw that first")
        tx.watches.drop(question)  # a partner's: what nobody may read is not held against records either
        said = Said(act=StatementAct.ERASE, about=frozenset({question}), reason=reason)
        statement = make_statement(office, actor, said)
        tx.statements.add(statement)
        tx.questions.forget(question)
        log_erasure(office, tx, (question, statement.id), actor.id, Because.DECISION)

    office.store.write(work)


def forget_questions(office: Office, limit: int) -> int:
    """Drop questions whose time is over, with their hits; returns how many. What is left is for the next run.

    Args:
        office: of this node.
        limit: after how many the run ends.
    """
    now = office.clock.now()
    found = office.store.read(
        lambda tx: [
            *tx.questions.aged(received=False, before=now - OWN, limit=limit),
            *tx.questions.aged(received=True, before=now - PARTNERS, limit=limit),
        ]
    )
    for some in chunked(found[:limit], _BATCH):
        office.store.write(lambda tx, rows=some: _drop(office, tx, rows))  # type: ignore[misc]
    return len(found[:limit])


def _drop(office: Office, tx: Transaction, rows: Iterable[QuestionRow]) -> None:
    gone = [row.question.id for row in rows]
    for question in gone:
        tx.answers.drop(question)
        tx.questions.drop(question)
    for some in chunked(gone, MOST_SUBJECTS):
        log_erasure(office, tx, some, office.me, Because.RETENTION)
