"""Watches at the desk: the questions that stay, what they brought, and how they end or stay longer."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError
from egnatia.casework.rights import Right
from egnatia.casework.watch.ending import Extension, extend_watch, withdraw_watch
from egnatia.casework.watch.learning import learnt_overlaps, list_overlaps
from egnatia.casework.watch.listing import WatchState, find_watch, list_watches
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen

#: What an officer reads of each state.
STATES: Final[Mapping[WatchState, str]] = MappingProxyType(
    {
        WatchState.ASKED: marked("on its way"),
        WatchState.STANDS: marked("stays"),
        WatchState.WITHDRAWN: marked("withdrawn"),
        WatchState.CLOSED: marked("ended with the case file"),
        WatchState.EXPIRED: marked("its time was over"),
        WatchState.REFUSED: marked("not taken by the partner"),
        WatchState.SHELTERED: marked("ended: the person seeks protection"),
    }
)
_OPEN: Final = frozenset({WatchState.ASKED, WatchState.STANDS})


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/watches", show_watches),
        screen("/watches/{question}", show_watch),
        screen("/watches/{question}/extension", extend, takes_form=True),
        screen("/watches/{question}/withdrawal", withdraw, takes_form=True),
    ]


def show_watches(visit: Visit) -> Response:
    """List the watches of one's case files."""
    rows = list_watches(visit.office, visit.account)
    return visit.show(
        "watches.html",
        rows=rows,
        states=STATES,
        still=_OPEN,
        overlaps=list_overlaps(visit.office, visit.account),
        learnt=learnt_overlaps(visit.office, visit.account) if visit.may(Right.ANSWER) else (),
    )


def show_watch(visit: Visit) -> Response:
    """Show one watch, with the forms by which it ends or stays longer."""
    return _watch(visit)


def extend(visit: Visit) -> Response:
    """Let a watch stay longer."""
    days = visit.number("days")
    extension = Extension(days=days or 0, reason=visit.one("reason"))
    return _done(visit, lambda question: extend_watch(visit.office, visit.account, question, extension))


def withdraw(visit: Visit) -> Response:
    """End a watch."""
    reason = visit.one("reason")
    return _done(visit, lambda question: withdraw_watch(visit.office, visit.account, question, reason))


def _done(visit: Visit, act: Callable[[QuestionId], object]) -> Response:
    question = QuestionId(visit.path["question"])
    try:
        act(question)
    except (NotAllowedError, NotFoundError):
        raise
    except ParseError as error:
        return _watch(visit, [(error.path, visit.display.explain(error.problem))])
    except CaseworkError as error:
        return _watch(visit, [("", visit.display.explain(error))])
    return go(f"/watches/{question}")


def _watch(visit: Visit, problems: list[tuple[str, str]] | None = None) -> Response:
    found = find_watch(visit.office, visit.account, QuestionId(visit.path["question"]))
    decides = visit.may(Right.ASK) or visit.may(Right.OPEN_CASE_FILE)
    return visit.show(
        "watch.html",
        422 if problems else 200,
        problems=problems or [],
        found=found,
        states=STATES,
        overlaps=[one for one in list_overlaps(visit.office, visit.account) if one.question == found.question],
        may_decide=decides and found.state in _OPEN,
    )
