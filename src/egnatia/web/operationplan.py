"""Planning a controlled delivery at the desk: goods, the way with its hand-over points, days, and who decides."""

from collections.abc import Iterator
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.casefiles import list_case_files
from egnatia.casework.errors import CaseworkError, NotAllowedError, NotLawfulError
from egnatia.casework.operations.board import show_board
from egnatia.casework.operations.planning import Planning, plan
from egnatia.casework.rights import Right, require
from egnatia.model.delivery import Delivery, Goods, GoodsSort, HandOver, Stop, Treatment
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, CountryCode, NodeId, StatementId
from egnatia.model.operation import OperationId
from egnatia.model.reading import member
from egnatia.model.values import parse_country, parse_day
from egnatia.web.authorise import authorisations_in
from egnatia.web.display import countries_in
from egnatia.web.shell import Visit, go, screen

#: Lines of the form for states on the way; longer ways are planned by the command.
LINES = 7


def routes() -> list[Route]:
    """Return the screens; they stand before those of one operation, for `planning` is no id."""
    return [
        screen("/operations/planning", show_form),
        screen("/operations/planning", make, takes_form=True, once="/operations"),
    ]


def show_form(visit: Visit) -> Response:
    """Show the form, empty or with the plan that is changed."""
    require(visit.account, Right.CORRESPOND)
    operation = visit.one("operation")
    typed = _typed_of(show_board(visit.office, visit.account, OperationId(operation)).delivery) if operation else {}
    return _form(visit, typed)


def make(visit: Visit) -> Response:
    """Plan it, or say what is missing beside what was typed."""
    typed = {name: values[0] for name, values in visit.given.items() if values}
    try:
        made = plan(visit.office, visit.account, _planning(visit))
    except NotAllowedError:
        raise
    except NotLawfulError as error:
        return _form(visit, typed, [("", visit.display.explain(words)) for words in error.missing])
    except ParseError as error:
        words = f"{visit.display.say(error.path)}: {visit.display.explain(error.problem)}"
        return _form(visit, typed, [(error.path, words)])
    except CaseworkError as error:
        return _form(visit, typed, [("", visit.display.explain(error))])
    return go(f"/operations/{made.operates.operation}" if made.operates else "/operations")


def _planning(visit: Visit) -> Planning:
    lines = [line for line in range(LINES) if visit.one(f"country.{line}")]
    observers = visit.one("observers").upper().replace(",", " ").split()
    return Planning(
        case=CaseId(visit.one("case")),
        title=visit.one("title"),
        goods=Goods(
            sort=member(GoodsSort)(visit.one("sort"), "sort"),
            description=visit.one("description"),
            quantity=visit.one("quantity"),
            concealment=visit.one("concealment"),
            carrier=visit.one("carrier"),
            treatment=member(Treatment)(visit.one("treatment"), "treatment"),
        ),
        stops=tuple(Stop(country=_country(visit, line)) for line in lines),
        hand_overs=tuple(_hand_over(visit, line) for line in lines[:-1]),
        begins=parse_day(visit.one("begins"), "begins"),
        ends=parse_day(visit.one("ends"), "ends"),
        decision=visit.one("decision"),
        reason=visit.one("reason"),
        authorisation=StatementId(visit.one("authorisation")) if visit.one("authorisation") else None,
        observers=frozenset(map(NodeId, observers)),
        operation=OperationId(visit.one("operation")) if visit.one("operation") else None,
    )


def _country(visit: Visit, line: int) -> CountryCode:
    return parse_country(visit.one(f"country.{line}").upper(), f"country.{line}")


def _hand_over(visit: Visit, line: int) -> HandOver:
    return HandOver(
        place=visit.one(f"place.{line}"),
        day=parse_day(visit.one(f"day.{line}"), f"day.{line}"),
        contacts=visit.one(f"contacts.{line}"),
    )


def _typed_of(delivery: Delivery) -> dict[str, str]:
    """Return a plan as it would have been typed."""
    goods = delivery.goods
    typed = {
        "case": delivery.case_file,
        "title": delivery.title,
        "sort": goods.sort,
        "description": goods.description,
        "quantity": goods.quantity,
        "concealment": goods.concealment,
        "carrier": goods.carrier,
        "treatment": goods.treatment,
        "begins": delivery.begins.isoformat(),
        "ends": delivery.ends.isoformat(),
        "decision": delivery.decision,
        "authorisation": delivery.authorisation.statement if delivery.authorisation else "",
        "observers": ", ".join(sorted(delivery.observers)),
    }
    return {**typed, **dict(_lines_of(delivery))}


def _lines_of(delivery: Delivery) -> Iterator[tuple[str, str]]:
    for line, stop in enumerate(delivery.stops):
        yield f"country.{line}", stop.country
    for line, point in enumerate(delivery.hand_overs):
        yield f"place.{line}", point.place
        yield f"day.{line}", point.day.isoformat()
        yield f"contacts.{line}", point.contacts


def _form(visit: Visit, typed: dict[str, str], problems: list[tuple[str, str]] | None = None) -> Response:
    files = [file for file in list_case_files(visit.office, visit.account) if file.closed_at is None]
    values: dict[str, Any] = {
        "typed": typed,
        "operation": visit.one("operation"),
        "cases": [(file.id, f"{file.reference} · {file.title}") for file in files],
        "authorisations": list(authorisations_in(visit, files)),
        "countries": countries_in(visit.display.language),
        "sorts": list(GoodsSort),
        "treatments": list(Treatment),
        "lines": range(LINES),
        "once": visit.office.randomness.hex128(),
    }
    return visit.show("operationplan.html", 422 if problems else 200, problems=problems or [], **values)
