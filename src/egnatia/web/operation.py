"""Controlled deliveries at the desk: the list, the board of one, and all that is said in it."""

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import CaseworkError, ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.operations.board import Board, deeds_open, page_boards, show_board
from egnatia.casework.operations.consenting import Agreeing, agree, withdraw
from egnatia.casework.operations.positions import report_position
from egnatia.casework.operations.running import Reporting, report, start
from egnatia.casework.rights import Right
from egnatia.exchange.states import DeliveryState
from egnatia.model.delivery import Movement
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, StatementId
from egnatia.model.operation import Deed, OperationId
from egnatia.model.values import parse_day
from egnatia.web.dispatch import open_cases
from egnatia.web.languages import marked
from egnatia.web.multipart import FileForm
from egnatia.web.shell import Visit, file_screen, go, screen
from egnatia.web.words import stands

#: Sign and word of each state.
STATES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        DeliveryState.PLANNED: ("…", marked("planned: consents are missing")),
        DeliveryState.CLEARED: ("✓", marked("every state consents; it may start")),
        DeliveryState.UNDER_WAY: ("✓", marked("under way")),
        DeliveryState.HALTED: ("!", marked("halted: a consent is missing, the goods go no further")),
        DeliveryState.ENDANGERED: ("!", marked("people in danger: intervene at once")),
        DeliveryState.LOST: ("!", marked("sight of the goods was lost")),
        DeliveryState.ARRIVED: ("✓", marked("arrived")),
        DeliveryState.INTERVENED: ("✓", marked("the goods were seized")),
        DeliveryState.ABANDONED: ("✗", marked("abandoned")),
    }
)
#: What an officer reads of what was said.
DEEDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Deed.PLAN: marked("planned"),
        Deed.AGREE: marked("consented"),
        Deed.START: marked("started"),
        Deed.HAND_OVER: marked("the watch changed hands"),
        Deed.PERSONS: marked("people are in the goods, or in danger by them"),
        Deed.LOSE: marked("lost sight of the goods"),
        Deed.ARRIVE: marked("the goods arrived"),
        Deed.INTERVENE: marked("seized the goods"),
        Deed.ABANDON: marked("gave it up"),
        "withdraw": marked("took a consent back"),
    }
)
_MOVEMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {Movement.ENTRY: marked("entry"), Movement.TRANSIT: marked("transit"), Movement.EXIT: marked("exit")}
)
_SOMEWHERE = frozenset({Deed.PERSONS, Deed.LOSE, Deed.INTERVENE, Deed.HAND_OVER})


def routes() -> list[Route]:
    """Return the screens; those on which one is planned stand in `operationplan.py`."""
    below = "/operations/{operation}"
    return [
        file_screen(f"{below}/papers", record, once="/operations"),
        screen("/operations", show_list),
        screen(below, show_one),
        screen(f"{below}/live", show_live),
        screen(f"{below}/consents", consent, takes_form=True, once="/operations"),
        screen(f"{below}/consents/{{statement}}/withdrawal", take_back, takes_form=True),
        screen(f"{below}/start", begin, takes_form=True, once="/operations"),
        screen(f"{below}/reports", tell, takes_form=True, once="/operations"),
        screen(f"{below}/positions", locate, takes_form=True, once="/operations"),
    ]


def show_list(visit: Visit) -> Response:
    """List controlled deliveries: where each stands, and what is missing."""
    page = page_boards(visit.office, visit.account, visit.number("beyond"))
    can_plan = visit.may(Right.CORRESPOND) and bool(open_cases(visit))
    return visit.show("operations.html", lines=page.rows, more=page.next, state=_state(visit), can_plan=can_plan)


def show_one(visit: Visit) -> Response:
    """Show the board of a controlled delivery; that somebody looked is logged."""
    return _board(visit)


def show_live(visit: Visit) -> Response:
    """Show the part of the board that brings itself up to date."""
    board = show_board(visit.office, visit.account, _id(visit), logged=False)
    return visit.show("operationlive.html", **_values(visit, board))


def consent(visit: Visit) -> Response:
    """Consent for the own state."""
    return _doing(visit, _consent)


def take_back(visit: Visit) -> Response:
    """Take a consent of this node back."""
    return _doing(visit, _take_back)


def begin(visit: Visit) -> Response:
    """Start, as the lead."""
    return _doing(visit, _begin)


def tell(visit: Visit) -> Response:
    """Say what happened to the goods."""
    return _doing(visit, _tell)


def locate(visit: Visit) -> Response:
    """Tell where the goods are, as a tracker wrote it."""
    return _doing(visit, _locate)


def _locate(visit: Visit) -> None:
    report_position(visit.office, visit.account, _id(visit), visit.one("event").encode())


def _begin(visit: Visit) -> None:
    start(visit.office, visit.account, _id(visit), visit.one("reason"))


def _take_back(visit: Visit) -> None:
    withdraw(visit.office, visit.account, _id(visit), StatementId(visit.path["statement"]), visit.one("reason"))


def record(form: FileForm, visit: Visit) -> Response:
    """Record what an authority without node consented to; of its signed document, the digest is kept.

    Args:
        form: as it comes.
        visit: of whoever sent it.
    """
    return _doing(visit, lambda one: _consent(one, _digest(one, form)))


def _digest(visit: Visit, form: FileForm) -> str | None:
    """Return the SHA-256 of the file of a form; None: it has none."""
    digest, size = hashlib.sha256(), 0
    for piece in form.pieces:
        size += len(piece)
        if size > visit.office.quota.largest:
            raise ConflictError(marked("this file is larger than this node takes"))
        digest.update(piece)
    return digest.hexdigest() if size else None


def _consent(visit: Visit, document: str | None = None) -> None:
    agreeing = Agreeing(
        operation=_id(visit),
        plan=StatementId(visit.one("plan")),
        country=CountryCode(visit.one("country")),
        supervision=visit.one("supervision"),
        authority=visit.one("authority"),
        until=parse_day(visit.one("until"), "until"),
        conditions=visit.one("conditions"),
        document=document,
        reason=visit.one("reason"),
    )
    agree(visit.office, visit.account, agreeing)


def _tell(visit: Visit) -> None:
    try:
        deed = Deed(visit.one("deed"))
    except ValueError:
        raise ConflictError("say what happened") from None
    reporting = Reporting(
        operation=_id(visit),
        deed=deed,
        country=CountryCode(visit.one("country")) if deed in _SOMEWHERE and visit.one("country") else None,
        border=visit.number("border"),
        reason=visit.one("reason"),
    )
    report(visit.office, visit.account, reporting)


def _doing(visit: Visit, act: Callable[[Visit], None]) -> Response:
    """Do what a form says, and show the board again; what stands against it is said there, beside what was typed."""
    try:
        act(visit)
    except (NotAllowedError, NotFoundError):
        raise
    except (CaseworkError, ParseError) as error:
        return _board(visit, [("", visit.display.explain(error))])
    return go(f"/operations/{_id(visit)}")


def _board(visit: Visit, problems: list[tuple[str, str]] | None = None) -> Response:
    board = show_board(visit.office, visit.account, _id(visit))
    once = visit.office.randomness.hex128()
    values = _values(visit, board)
    return visit.show("operation.html", 422 if problems else 200, problems=problems or [], once=once, **values)


def _values(visit: Visit, board: Board) -> dict[str, Any]:
    return {
        "board": board,
        "state": _state(visit),
        "deeds": DEEDS,
        "movements": _MOVEMENTS,
        "possible": deeds_open(board) if visit.may(Right.CORRESPOND) else (),
        "own": [one for one in board.consents if one.mine],
        "may_tell": visit.may(Right.CORRESPOND) and not board.over,
        "halted": board.line.state in (DeliveryState.HALTED, DeliveryState.ENDANGERED, DeliveryState.LOST),
        "watched": board.line.state
        in (DeliveryState.UNDER_WAY, DeliveryState.HALTED, DeliveryState.ENDANGERED, DeliveryState.LOST),
    }


def _state(visit: Visit) -> Callable[[str], str]:
    return lambda state: stands(STATES, state, visit.display.say)


def _id(visit: Visit) -> OperationId:
    return OperationId(visit.path["operation"])
