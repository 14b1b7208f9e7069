"""Joint action days at the desk: the list, planning, and the live board on which each event counts once."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import CaseworkError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.operations.actionday.board import ActionBoard, page_action_boards, show_action_board
from egnatia.casework.operations.actionday.planning import ActionPlanning, plan_action
from egnatia.casework.operations.actionday.reporting import (
    Saying,
    call_off,
    close,
    say_same,
    take_back,
    take_part,
    tell_result,
)
from egnatia.casework.rights import Right, require
from egnatia.exchange.actionday import Mistake
from egnatia.exchange.states import ActionState
from egnatia.model.actionday import Measured, Result, ResultKind, normal_reference, parse_result
from egnatia.model.delivery import GoodsSort
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, NodeId, StatementId
from egnatia.model.operation import OperationId
from egnatia.model.reading import member
from egnatia.model.values import parse_day
from egnatia.web.casefiles import sorted_offences
from egnatia.web.dispatch import open_cases, partner_names
from egnatia.web.display import countries_in
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen
from egnatia.web.words import stands

#: Sign and word of each state.
ACTION_STATES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        ActionState.PLANNED: ("…", marked("planned")),
        ActionState.RUNNING: ("✓", marked("it runs: results count as they come")),
        ActionState.COUNTING: ("…", marked("its days are over: late results still count")),
        ActionState.CLOSED: ("✓", marked("closed")),
        ActionState.CALLED_OFF: ("✗", marked("called off")),
    }
)
#: What is counted, as one or many.
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ResultKind.CHECK: marked("Checks"),
        ResultKind.HIT: marked("Hits"),
        ResultKind.SEIZURE: marked("Seizures"),
        ResultKind.ARREST: marked("Arrests"),
        ResultKind.VICTIM: marked("Victims safeguarded"),
    }
)
#: What the forms call their fields.
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "case": marked("Case file"),
        "title": marked("Title"),
        "begins": marked("From"),
        "ends": marked("Until (the last day)"),
        "coordination": marked("The room, and how it is reached at any hour"),
        "guests": marked("Authorities without a node, with semicolons between them"),
        "priorities": marked("Priorities, the most wanted first"),
        "participants": marked("Who is asked to take part"),
        "reason": marked("Why? Every member reads it."),
        "kind": marked("What?"),
        "count": marked("How many?"),
        "priority": marked("For which priority?"),
        "country": marked("In which state?"),
        "day": marked("Day"),
        "reference": marked("Reference: whose number, a colon, the number"),
        "goods": marked("Of a seizure: goods"),
        "amount": marked("How much"),
        "measured": marked("Measured in"),
    }
)
_MISTAKES: Final[Mapping[str, str]] = MappingProxyType(
    {
        Mistake.FIGURE: marked("the number is wrong"),
        Mistake.EVENT: marked("it did not happen, or not so"),
        Mistake.TWICE: marked("it was told twice"),
        Mistake.OTHER: marked("it belongs elsewhere, or is not one event"),
    }
)


def routes() -> list[Route]:
    """Return the screens; the one for planning stands before those of one action day, for `planning` is no id."""
    below = "/action-days/{operation}"
    return [
        screen("/action-days", show_list),
        screen("/action-days/planning", show_form),
        screen("/action-days/planning", make, takes_form=True, once="/action-days"),
        screen(below, show_one),
        screen(f"{below}/live", show_live),
        screen(f"{below}/parts", join, takes_form=True, once="/action-days"),
        screen(f"{below}/results", tell, takes_form=True, once="/action-days"),
        screen(f"{below}/judgements", judge, takes_form=True, once="/action-days"),
        screen(f"{below}/statements/{{statement}}/withdrawal", undo, takes_form=True),
        screen(f"{below}/closing", end, takes_form=True),
        screen(f"{below}/calling-off", give_up, takes_form=True),
    ]


def show_list(visit: Visit) -> Response:
    """List joint action days with their figures."""
    page = page_action_boards(visit.office, visit.account, visit.number("beyond"))
    can_plan = visit.may(Right.CORRESPOND) and bool(open_cases(visit))
    return visit.show(
        "actiondays.html", lines=page.rows, more=page.next, state=_state(visit), kinds=KINDS, can_plan=can_plan
    )


def show_form(visit: Visit) -> Response:
    """Show the form on which one is planned."""
    require(visit.account, Right.CORRESPOND)
    return _form(visit, [])


def make(visit: Visit) -> Response:
    """Plan it, or say what is missing beside what was typed."""
    try:
        made = plan_action(visit.office, visit.account, _planning(visit))
    except NotAllowedError:
        raise
    except NotLawfulError as error:
        return _form(visit, [("", visit.display.explain(words)) for words in error.missing])
    except ParseError as error:
        return _form(visit, [visit.display.faulty(error, _LABELS)])
    except CaseworkError as error:
        return _form(visit, [("", visit.display.explain(error))])
    return go(f"/action-days/{made.operates.operation}" if made.operates else "/action-days")


def _planning(visit: Visit) -> ActionPlanning:
    return ActionPlanning(
        case=CaseId(visit.one("case")),
        title=visit.one("title"),
        priorities=tuple(word for word in visit.given.get("priorities", ()) if word),
        participants=frozenset(map(NodeId, visit.given.get("participants", ()))),
        guests=tuple(word.strip() for word in visit.one("guests").split(";") if word.strip()),
        begins=parse_day(visit.one("begins"), "begins"),
        ends=parse_day(visit.one("ends"), "ends"),
        coordination=visit.one("coordination"),
        reason=visit.one("reason"),
    )


def _form(visit: Visit, problems: list[tuple[str, str]]) -> Response:
    values: dict[str, Any] = {
        "cases": open_cases(visit),
        "offences": sorted_offences(visit),
        "partners": partner_names(visit).items(),
        "once": visit.office.randomness.hex128(),
    }
    return visit.show("actiondayplan.html", 422 if problems else 200, problems=problems, **values)


def show_one(visit: Visit) -> Response:
    """Show the board of a joint action day; that somebody looked is logged."""
    return _board(visit, [])


def show_live(visit: Visit) -> Response:
    """Show the part of the board that brings itself up to date."""
    board = show_action_board(visit.office, visit.account, _saying(visit).operation, _beyond(visit), logged=False)
    return visit.show("actiondaylive.html", **_values(visit, board))


def join(visit: Visit) -> Response:
    """Say that this node takes part."""
    return _doing(visit, lambda saying: take_part(saying, visit.one("unit")))


def tell(visit: Visit) -> Response:
    """Tell a result."""
    return _doing(visit, lambda saying: tell_result(saying, _result(visit)))


def judge(visit: Visit) -> Response:
    """Say that results are of one event."""
    results = frozenset(map(StatementId, visit.given.get("results", ())))
    return _doing(visit, lambda saying: say_same(saying, results))


def undo(visit: Visit) -> Response:
    """Take back what this node said."""
    statement = StatementId(visit.path["statement"])
    return _doing(visit, lambda saying: take_back(saying, statement, member(Mistake)(visit.one("mistake"), "mistake")))


def end(visit: Visit) -> Response:
    """Say, as the lead, that no more results are expected."""
    return _doing(visit, close)


def give_up(visit: Visit) -> Response:
    """Call it off, as the lead."""
    return _doing(visit, lambda saying: call_off(saying, visit.one("reason")))


def _result(visit: Visit) -> Result:
    """Read a result as it was typed; a number that is none is a fault of its field."""
    typed = {name: visit.one(name) for name in ("kind", "priority", "country", "day", "goods", "measured")}
    numbers = {name: visit.number(name) for name in ("count", "amount")}
    said = {**typed, **numbers, "reference": normal_reference(visit.one("reference"))}
    return parse_result({name: value for name, value in said.items() if value not in ("", None)}, "")


def _doing(visit: Visit, act: Callable[[Saying], object]) -> Response:
    """Do what a form says, and show the board again; what stands against it is said there, beside what was typed."""
    saying = _saying(visit)
    try:
        act(saying)
    except (NotAllowedError, NotFoundError):
        raise
    except ParseError as error:
        return _board(visit, [visit.display.faulty(error, _LABELS)])
    except CaseworkError as error:
        return _board(visit, [("", visit.display.explain(error))])
    return go(f"/action-days/{saying.operation}")


def _board(visit: Visit, problems: list[tuple[str, str]]) -> Response:
    board = show_action_board(visit.office, visit.account, _saying(visit).operation, _beyond(visit))
    values = _values(visit, board)
    once = visit.office.randomness.hex128()
    return visit.show("actionday.html", 422 if problems else 200, problems=problems, once=once, **values)


def _beyond(visit: Visit) -> int:
    return visit.number("beyond") or 0


def _values(visit: Visit, board: ActionBoard) -> dict[str, Any]:
    return {
        "board": board,
        "state": _state(visit),
        "kinds": KINDS,
        "mistakes": _MISTAKES,
        "goods": list(GoodsSort),
        "measures": list(Measured),
        "countries": countries_in(visit.display.language),
        "own_country": visit.office.directory().members[visit.office.me].country,
        "today": visit.office.clock.now().date(),
    }


def _state(visit: Visit) -> Callable[[str], str]:
    return lambda state: stands(ACTION_STATES, state, visit.display.say)


def _saying(visit: Visit) -> Saying:
    return Saying(office=visit.office, actor=visit.account, operation=OperationId(visit.path["operation"]))
