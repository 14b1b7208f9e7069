"""Hearing that something new fits a question of ours that stays."""

from dataclasses import replace

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.hear import check_answer, keep_hits
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.watches import Ended
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import QuestionEvent, QuestionState, advance
from egnatia.model.answer import Answer, Result, parse_answer
from egnatia.model.message import Message

#: The question itself is still on its way there and back: what it says comes first.
_TOO_EARLY = "the question has no answer here yet; send this again"


def take_watch_hit(office: Office, message: Message) -> Effect:
    """Take new hits in: the question must be ours to this partner, and still stay.

    Raises:
        Refused: the letter names no hits.
        ParseError: the body is no answer.
    """
    answer = parse_answer(dict(message.body))
    if answer.result is not Result.HIT:
        raise out_of_place("a watch tells of hits only")

    def check(tx: Transaction) -> None:
        check_answer(tx, message.sender, answer)
        watch = tx.watches.get(answer.question)
        if watch is None or watch.ended is not Ended.STANDS:
            raise out_of_place("the question does not stay, or no longer")
        row = tx.questions.get(answer.question)
        if row is not None and row.state == QuestionState.ASKED:
            raise Refused(RefusalCode.EARLY, _TOO_EARLY)

    return Effect(outcome="watch_hit", write=lambda tx: _hear(office, tx, answer), check=check)


def _hear(office: Office, tx: Transaction, answer: Answer) -> None:
    """Keep the hits that are new: where the first answer came late, it told of some of them."""
    row = tx.questions.get(answer.question)
    known = {hit.reference for hit in tx.answers.of(answer.question)}
    new = tuple(hit for hit in answer.hits if hit.reference not in known)
    if row is None or not new:
        return
    tx.questions.set_state(answer.question, advance(QuestionState(row.state), QuestionEvent.WATCH_HIT))
    keep_hits(office, tx, row, replace(answer, hits=new))
