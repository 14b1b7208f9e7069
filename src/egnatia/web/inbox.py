"""What partners asked and where a person must look: compare, confirm or reject, release, answer by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from egnatia.bootstrap import Node
from egnatia.casework.byhand import Told, answer_by_hand, look_up
from egnatia.casework.compare import Comparison, compare
from egnatia.casework.confirm import confirm
from egnatia.casework.questions import find_question, list_hits, list_questions
from egnatia.casework.release import Giving, release
from egnatia.casework.rights import Right
from egnatia.casework.rows import QuestionRow
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import QuestionState
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId, RecordId, Reference
from egnatia.model.kinds import KINDS
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import HIT, QUALITY, QUESTION, stands


def routes(node: Node) -> list[Route]:
    """Return the screens of the answering side."""
    return [
        screen(node, "/inbox", show_inbox),
        screen(node, "/inbox/{question}", show_received),
        screen(node, "/inbox/{question}/look-up", look, takes_form=True),
        screen(node, "/inbox/{question}/answer", answer, takes_form=True),
        screen(node, "/hits/{reference}", show_hit),
        screen(node, "/hits/{reference}/verdict", judge, takes_form=True),
        screen(node, "/hits/{reference}/release", give, takes_form=True),
    ]


def show_inbox(visit: Visit) -> Response:
    """List partners' questions: those that wait for a person first, the oldest of them on top."""
    rows = list_questions(visit.office, visit.account, received=True)
    waiting = [row for row in reversed(rows) if row.state == QuestionState.WAITING]
    others = [row for row in rows if row.state != QuestionState.WAITING]
    return visit.show("inbox.html", waiting=waiting, others=others, state=lambda row: stands(QUESTION, row.state))


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
        state=stands(QUESTION, row.state),
        hit_state=lambda hit: stands(HIT, hit.state),
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
        state=stands(QUESTION, row.state),
        hit_state=lambda hit: stands(HIT, hit.state),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One property of the question beside the same of the record."""

    label: str
    asked: Sequence[str]
    found: Sequence[str]
    why: Sequence[str]


def show_hit(visit: Visit) -> Response:
    """Show question and own record side by side, property by property, and why they met; that it was seen is logged."""
    seen = compare(visit.office, visit.account, Reference(visit.path["reference"]))
    return visit.show(
        "hit.html",
        seen=seen,
        lines=list(_lines(seen)),
        kind=KINDS[seen.hit.kind],
        state=stands(HIT, seen.hit.state),
        quality=QUALITY,
        may_confirm=visit.may(Right.CONFIRM),
        may_release=visit.may(Right.RELEASE),
    )


def judge(visit: Visit) -> Response:
    """Confirm or reject a hit."""
    reference = Reference(visit.path["reference"])
    try:
        verdict = Verdict(visit.one("verdict"))
    except ValueError:
        raise ParseError("verdict", "neither confirm nor reject") from None
    confirm(visit.office, visit.account, reference, verdict, visit.one("reason"))
    return go(f"/hits/{reference}")


def give(visit: Visit) -> Response:
    """Release the record behind a confirmed hit, or approve that it is released."""
    reference = Reference(visit.path["reference"])
    given = release(visit.office, visit.account, Giving(reference=reference, reason=visit.one("reason")))
    return go(f"/hits/{reference}") if given.record else visit.show("approved.html", given=given)


def _lines(seen: Comparison) -> Iterator[Line]:
    kind = KINDS[seen.hit.kind]
    asked = seen.asked.question.properties
    found: Mapping[str, tuple[str, ...]] = seen.record.properties if seen.record else {}
    why: dict[str, list[str]] = {}
    for item in seen.hit.evidence:
        why.setdefault(item["property"], []).append(f"{item['asked']} · {item['found']}: {item['why']}")
    for name, definition in kind.properties.items():
        if name in asked or name in found:
            yield Line(
                label=definition.label, asked=asked.get(name, ()), found=found.get(name, ()), why=why.get(name, ())
            )


def _received(visit: Visit) -> QuestionRow:
    return find_question(visit.office, visit.account, QuestionId(visit.path["question"]))
