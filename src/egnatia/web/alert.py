"""Alerts at the desk: the boards, one alert, and what is decided on it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.acknowledge import acknowledge_alert
from egnatia.casework.alert.board import show_alert, show_board
from egnatia.casework.alert.ending import end_alert
from egnatia.casework.alert.finding import AlertState
from egnatia.casework.alert.vetting import Checks, publish, reject
from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.law.offences import OFFENCES
from egnatia.model.alert_sorts import ALERTS, NOTICE, Board
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId
from egnatia.model.kinds import KINDS
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import stands

#: What an officer reads of each board.
BOARDS: Final[Mapping[Board, str]] = MappingProxyType(
    {
        Board.FUGITIVES: marked("Fugitives"),
        Board.MISSING: marked("Missing and unidentified"),
        Board.THINGS: marked("Stolen things"),
    }
)
#: Sign and word of each state.
STATES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        AlertState.PROPOSED: ("…", marked("proposed: another person looks it over")),
        AlertState.REJECTED: ("✗", marked("turned down")),
        AlertState.STANDS: ("✓", marked("stands")),
        AlertState.ENDED: ("✗", marked("taken back from everybody")),
        AlertState.EXPIRED: ("✗", marked("its time was over")),
    }
)
#: What whoever publishes affirms.
CHECKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "neutral": marked("Nothing in it is political, military, religious or racial."),
        "refugee": marked("Nobody is sought from whom he or she was given refuge."),
        "rights": marked("It is in keeping with human rights."),
        "accurate": marked("I compared it with the file."),
        "proportionate": marked("Nothing less would do, and these partners need it."),
    }
)
#: What an officer reads of what was said at home.
_ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {"vet": marked("published"), "reject": marked("turned down"), "recall": marked("ended")}
)


def routes() -> list[Route]:
    """Return the screens; the form on which one is proposed stands in `alertform.py`."""
    below = "/alerts/{alert}"
    return [
        screen("/alerts", show_list),
        screen(below, show_one),
        screen(f"{below}/acknowledgement", acknowledge, takes_form=True),
        screen(f"{below}/publication", publish_one, takes_form=True, once="/alerts"),
        screen(f"{below}/rejection", reject_one, takes_form=True),
        screen(f"{below}/ending", end_one, takes_form=True),
    ]


def acknowledge(visit: Visit) -> Response:
    """Acknowledge how a partner restricted the use of what its alert gives, and show it."""
    alert = LineageId(visit.path["alert"])
    acknowledge_alert(visit.office, visit.account, alert)
    return go(f"/alerts/{alert}")


def show_list(visit: Visit) -> Response:
    """Show a board, the fugitives' first; what is shown is logged as read."""
    wanted = visit.one("board")
    board = Board(wanted) if wanted in set(Board) else Board.FUGITIVES
    page = show_board(visit.office, visit.account, board, visit.number("beyond"))
    return visit.show(
        "alerts.html",
        lines=page.rows,
        more=page.next,
        board=board,
        boards=BOARDS,
        forms=ALERTS,
        offences=OFFENCES,
        state=_state(visit),
    )


def show_one(visit: Visit) -> Response:
    """Show one alert in full."""
    return _sheet(visit)


def publish_one(visit: Visit) -> Response:
    """Publish it, having looked into each check."""
    checks = Checks(**{one.name: visit.one(one.name) == "yes" for one in fields(Checks)})
    return _doing(visit, lambda alert: publish(visit.office, visit.account, alert, checks, visit.one("reason")))


def reject_one(visit: Visit) -> Response:
    """Turn it down."""
    return _doing(visit, lambda alert: reject(visit.office, visit.account, alert, visit.one("reason")))


def end_one(visit: Visit) -> Response:
    """Take it back from everybody."""
    return _doing(visit, lambda alert: end_alert(visit.office, visit.account, alert, visit.one("reason")))


def _doing(visit: Visit, act: Callable[[LineageId], object]) -> Response:
    """Do what a form says, and show the alert again; what stands against it is said there."""
    try:
        act(_id(visit))
    except (NotAllowedError, NotFoundError):
        raise
    except NotLawfulError as error:
        return _sheet(visit, [("", visit.display.explain(words)) for words in error.missing])
    except (CaseworkError, ParseError) as error:
        return _sheet(visit, [("", visit.display.explain(error))])
    return go(f"/alerts/{_id(visit)}")


def _sheet(visit: Visit, problems: list[tuple[str, str]] | None = None) -> Response:
    sheet = show_alert(visit.office, visit.account, _id(visit))
    form = ALERTS[sheet.line.sort]
    return visit.show(
        "alert.html",
        422 if problems else 200,
        problems=problems or [],
        sheet=sheet,
        form=form,
        kind=KINDS[form.kind],
        notice=KINDS[NOTICE],
        checks=CHECKS,
        acts=_ACTS,
        offences=OFFENCES,
        state=_state(visit),
        once=visit.office.randomness.hex128(),
    )


def _state(visit: Visit) -> Callable[[str], str]:
    return lambda state: stands(STATES, state, visit.display.say)


def _id(visit: Visit) -> LineageId:
    return LineageId(visit.path["alert"])
