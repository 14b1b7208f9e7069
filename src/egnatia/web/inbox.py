"""What partners asked and where a person must look: what is late first; answer by hand, one or several at once."""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.byhand import Told, answer_by_hand, look_up
from egnatia.casework.dispatch.reading import list_to_do
from egnatia.casework.errors import CaseworkError
from egnatia.casework.inbox import Filter, Todo, page_inbox
from egnatia.casework.questions import find_question, list_hits
from egnatia.casework.recall import list_recalls
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.states import QuestionState
from egnatia.model.dispatch_forms import AREAS
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, QuestionId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.web.dispatch import partner_names, shown_of
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import HIT, QUALITY, QUESTION

#: Messages that the inbox shows itself, of those that wait.
_SHOWN = 20


def routes() -> list[Route]:
    """Return the screens of the answering side."""
    return [
        screen("/inbox", show_inbox),
        screen("/inbox", refuse_several, takes_form=True),
        screen("/inbox/{question}", show_received),
        screen("/inbox/{question}/look-up", look, takes_form=True),
        screen("/inbox/{question}/answer", answer, takes_form=True),
    ]


def show_inbox(visit: Visit) -> Response:
    """List partners' questions, with what is to do about each."""
    return _inbox(visit)


def refuse_several(visit: Visit) -> Response:
    """Refuse several questions that wait, for one reason. To confirm or tell of hits, somebody looks at each."""
    require(visit.account, Right.ANSWER)
    reason, chosen = visit.one("refused"), visit.given.get("question", ())
    if not reason or not chosen:
        return _inbox(visit, [visit.display.say(marked("a refusal names questions, and says why"))])
    problems = []
    for question in chosen:
        try:
            answer_by_hand(visit.office, visit.account, QuestionId(question), Told(refused=reason))
        except (CaseworkError, ParseError) as error:
            problems.append(visit.display.explain(error))
    return _inbox(visit, problems) if problems else go("/inbox")


def show_received(visit: Visit) -> Response:
    """Show one question of a partner with our hits."""
    row = _received(visit)
    hits = list_hits(visit.office, visit.account, row.question.id)
    return visit.show(
        "received.html",
        row=row,
        hits=hits,
        found=None,
        kind=KINDS[row.question.kind],
        state=visit.display.stands(QUESTION, row.state),
        hit_state=lambda hit: visit.display.stands(HIT, hit.state),
        quality=QUALITY,
        may_answer=visit.may(Right.ANSWER) and row.state == QuestionState.WAITING,
    )


def look(visit: Visit) -> Response:
    """Show the own records that fit a question that waits; that they were seen is logged."""
    row = _received(visit)
    found = look_up(visit.office, visit.account, row.question.id).found
    return visit.show(
        "received.html",
        row=row,
        hits=(),
        found=found,
        kind=KINDS[row.question.kind],
        state=visit.display.stands(QUESTION, row.state),
        hit_state=lambda hit: visit.display.stands(HIT, hit.state),
        quality=QUALITY,
        may_answer=True,
    )


def answer(visit: Visit) -> Response:
    """Answer a question that waits."""
    chosen = frozenset(map(RecordId, visit.given.get("record", ())))
    refused = visit.one("refused") if visit.one("do") == "refuse" else ""
    if visit.one("do") == "refuse" and not refused:
        raise ParseError("refused", "a refusal says why")
    told = Told(records=chosen if visit.one("do") == "tell" else frozenset(), refused=refused)
    answer_by_hand(visit.office, visit.account, QuestionId(visit.path["question"]), told)
    return go("/inbox")


def _inbox(visit: Visit, problems: Sequence[str] = ()) -> Response:
    wanted = _wanted(visit)
    inbox = page_inbox(visit.office, visit.account, wanted)
    messages = list_to_do(visit.office, visit.account) if visit.may(Right.CORRESPOND) else ()
    book = visit.office.law.book
    return visit.show(
        "inbox.html",
        422 if problems else 200,
        problems=[("", words) for words in problems],
        inbox=inbox,
        wanted=wanted,
        older=_older(visit, inbox.others.next),
        partners=partner_names(visit),
        asked_for=sorted({kind for instrument in book.instruments.values() for kind in instrument.entries}),
        todos=list(Todo),
        state=lambda row: visit.display.stands(QUESTION, row.state),
        may_answer=visit.may(Right.ANSWER),
        kept=list_recalls(visit.office, visit.account).hidden if visit.may(Right.REVIEW) else (),
        waiting=len(messages),
        messages=[shown_of(visit, row) for row in messages[:_SHOWN]],
        areas=AREAS,
    )


def _wanted(visit: Visit) -> Filter:
    """Read which questions the person wants to see; what is none of the choices is not asked for."""
    return Filter(
        todo=Todo(visit.one("todo")) if visit.one("todo") in set(Todo) else None,
        partner=NodeId(visit.one("partner")) if visit.one("partner") else None,
        kind=visit.one("kind") or None,
        late=bool(visit.one("late")),
        urgent=bool(visit.one("urgent")),
        beyond=visit.number("beyond"),
    )


def _older(visit: Visit, beyond: int | None) -> str:
    """Return the address of the page after this one, with the same filter; empty if there is none."""
    kept = {name: visit.one(name) for name in ("todo", "partner", "kind", "late", "urgent") if visit.one(name)}
    return "" if beyond is None else f"?{urlencode({**kept, 'beyond': beyond})}#others"


def _received(visit: Visit) -> QuestionRow:
    return find_question(visit.office, visit.account, QuestionId(visit.path["question"]))
