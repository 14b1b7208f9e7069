"""What partners asked and where a person must look: what is late first; answer by hand, one or several at once."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.byhand import Told, answer_by_hand, look_up
from egnatia.casework.errors import CaseworkError
from egnatia.casework.inbox import Item, Todo, page_inbox
from egnatia.casework.questions import find_question, list_hits
from egnatia.casework.recall import list_recalls
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.states import QuestionState
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import HIT, QUALITY, QUESTION


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
    page = page_inbox(visit.office, visit.account, visit.number("beyond"))
    items = page.rows
    shown = [item for item in items if _fits(visit, item)]
    return visit.show(
        "inbox.html",
        422 if problems else 200,
        problems=[("", words) for words in problems],
        todo=[item for item in shown if item.is_open],
        others=[item for item in shown if not item.is_open],
        more=page.next,
        hidden=len(items) - len(shown),
        late=sum(item.late for item in items),
        partners=sorted({item.row.question.asker for item in items}),
        asked_for=sorted({item.row.question.kind for item in items}),
        todos=list(Todo),
        state=lambda row: visit.display.stands(QUESTION, row.state),
        may_answer=visit.may(Right.ANSWER),
        kept=list_recalls(visit.office, visit.account).hidden if visit.may(Right.REVIEW) else (),
    )


def _fits(visit: Visit, item: Item) -> bool:
    """Tell whether an item is one of those that the person wants to see; an empty filter lets all through."""
    question = item.row.question
    wanted = {"partner": question.asker, "kind": question.kind, "todo": item.todo}
    fits = all(visit.one(name) in ("", value) for name, value in wanted.items())
    return fits and (item.late or not visit.one("late")) and (question.urgent or not visit.one("urgent"))


def _received(visit: Visit) -> QuestionRow:
    return find_question(visit.office, visit.account, QuestionId(visit.path["question"]))
