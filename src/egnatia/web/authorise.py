"""Authorising at the desk: a prosecutor allows a measure, or somebody records the decision of an authority outside."""

from collections.abc import Iterator, Sequence
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.authorisation import Granting, authorise, list_authorisations, withdraw
from egnatia.casework.rights import Right
from egnatia.casework.rows import CaseFile
from egnatia.model.authorisation import Measure
from egnatia.model.errors import ParseError
from egnatia.model.identity import StatementId
from egnatia.model.statement import Statement
from egnatia.model.values import parse_day
from egnatia.web.shell import Visit, go, screen


def routes() -> list[Route]:
    """Return the screens by which measures are allowed."""
    return [
        screen("/authorisations", allow, takes_form=True, once="/cases"),
        screen("/authorisations/{statement}/withdrawal", take_back, takes_form=True),
    ]


def allow(visit: Visit) -> Response:
    """Allow a measure in one matter."""
    try:
        measure = Measure(visit.one("measure"))
    except ValueError:
        raise ParseError("measure", "choose one") from None
    granting = Granting(
        measure=measure,
        matter=visit.one("matter"),
        authority=visit.one("authority"),
        document=visit.one("document").lower() or None,
        begins=_day(visit, "begins"),
        ends=_day(visit, "ends"),
        reason=visit.one("reason"),
    )
    authorise(visit.office, visit.account, granting)
    return go("/cases" if measure is Measure.ASK else f"/hits/{granting.matter}")


def take_back(visit: Visit) -> Response:
    """Withdraw an authorisation."""
    statement = StatementId(visit.path["statement"])
    withdraw(visit.office, visit.account, visit.one("matter"), statement, visit.one("reason"))
    return go("/cases")


def authorisations_in(visit: Visit, cases: Sequence[CaseFile]) -> Iterator[tuple[str, Statement]]:
    """Return the authorisations that stand in case files, each with its file's number."""
    for case in cases:
        if case.purpose in visit.account.purposes and visit.may(Right.CONSULT):
            for given in list_authorisations(visit.office, visit.account, case.id):
                yield case.reference, given


def _day(visit: Visit, name: str) -> date:
    return parse_day(visit.one(name), name)
