"""What oversight looks at: what falls due, dangers to life to review, what is out of pattern, how much there was."""

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.breakglass import Finding, list_broken, review
from egnatia.casework.counting import REPEATS
from egnatia.casework.exporting import EXPORTS, exports
from egnatia.casework.passkeys import suspected_keys
from egnatia.casework.patterns.remarks import LONGEST, USUAL, answer_remark, known_people, list_remarks
from egnatia.casework.repeats import list_repeats
from egnatia.casework.retain import list_due
from egnatia.casework.rights import Right, require
from egnatia.casework.statistics import Line, count_statistics
from egnatia.model.errors import ParseError
from egnatia.model.identity import StatementId
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, go, screen

#: Days ahead that one may look, and those that one usually does.
_FARTHEST, _USUAL = 3660, 30
#: Rows of a page.
_ROWS = 50
#: Rows that one may pass over; further ones are found by fewer days.
_FARTHEST_ROW = 100_000


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/trail/retention", show_due),
        screen("/trail/danger", show_dangers),
        screen("/trail/danger/{statement}/review", judge_danger, takes_form=True),
        screen("/trail/pattern", show_pattern),
        screen("/trail/pattern/{remark}/answer", answer_one, takes_form=True),
        screen("/trail/statistics", show_statistics),
    ]


def show_due(visit: Visit) -> Response:
    """Show what falls due: ids, kinds and days, nothing of what it says."""
    days = visit.number("days")
    ahead = min(_FARTHEST, _USUAL if days is None else days)
    first = min(visit.number("beyond") or 0, _FARTHEST_ROW)
    due = list_due(visit.office, visit.account, ahead, first, _ROWS + 1)
    return visit.show(
        "due.html",
        due=due[:_ROWS],
        more=first + _ROWS if len(due) > _ROWS else None,
        days=ahead,
        today=visit.office.clock.now().date(),
    )


def show_dangers(visit: Visit) -> Response:
    """Show when conditions gave way to danger to life, and what the reviews say."""
    return visit.show(
        "dangers.html",
        waiting=list_broken(visit.office, visit.account, reviewed=False, beyond=visit.number("waiting")),
        decided=list_broken(visit.office, visit.account, reviewed=True, beyond=visit.number("decided")),
        may_review=visit.may(Right.OVERSEE),
        names=names_of(visit.office.store.read(lambda tx: tx.accounts.list())),
    )


def judge_danger(visit: Visit) -> Response:
    """Say whether it was right that conditions gave way."""
    try:
        finding = Finding(visit.one("finding"))
    except ValueError:
        raise ParseError("finding", "choose one") from None
    review(visit.office, visit.account, StatementId(visit.path["statement"]), finding, visit.one("reason"))
    return go("/trail/danger")


def show_pattern(visit: Visit) -> Response:
    """Show what is out of pattern or was changed by hand, exports, and questions that were altered until one fits."""
    repeats = list_repeats(visit.office, visit.account)
    days = min(visit.number("days") or USUAL, LONGEST)
    return visit.show(
        "pattern.html",
        remarks=list_remarks(visit.office, visit.account, days),
        days=days,
        may_answer=visit.may(Right.OVERSEE),
        rows=_ROWS,
        exports=exports(visit.office, visit.account),
        suspected=suspected_keys(visit.office, visit.account),
        seen=repeats.seen,
        older=repeats.older,
        tried=repeats.tried,
        of_exports=EXPORTS,
        of_repeats=REPEATS,
        names=names_of(visit.office.store.read(known_people)),
    )


def answer_one(visit: Visit) -> Response:
    """Take what oversight found about a remark."""
    answer_remark(visit.office, visit.account, visit.path["remark"], visit.one("reason"))
    return go("/trail/pattern")


def show_statistics(visit: Visit) -> Response:
    """Show how much was done in the months that are named; to count takes a second where much was done."""
    require(visit.account, Right.AUDIT)
    today = visit.office.clock.now().date()
    first = visit.one("first") or f"{today:%Y-%m}"
    last = visit.one("last") or first
    problems, lines = list[tuple[str, str]](), tuple[Line, ...]()
    try:
        if visit.one("first"):
            lines = count_statistics(visit.office, visit.account, first, last, exact=bool(visit.one("exact")))
    except ParseError as error:
        problems = [(error.path, f"{error.path}: {error.problem}")]
    return visit.show(
        "statistics.html",
        422 if problems else 200,
        problems=problems,
        lines=lines,
        first=first,
        last=last,
        asked=bool(visit.one("first")),
    )
