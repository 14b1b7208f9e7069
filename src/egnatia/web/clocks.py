"""Clocks at the desk: what is overdue and who has it, and how times were kept with each partner."""

from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.dispatch.clocks import SEEING, Punctuality, count_clocks, list_overdue
from egnatia.casework.rights import Right, may, require_any
from egnatia.model.errors import ParseError
from egnatia.web.dispatch import partner_names, shown_of
from egnatia.web.languages import marked
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, screen

#: What the form calls its fields.
_LABELS: Final = {"first": marked("From the month"), "last": marked("To the month")}


def routes() -> list[Route]:
    """Return the screen."""
    return [screen("/clocks", show_clocks)]


def show_clocks(visit: Visit) -> Response:
    """Show what is overdue, to who supervises, and how the clocks of the months that are named were kept."""
    require_any(visit.account, SEEING)
    this_month = f"{visit.office.clock.now().date():%Y-%m}"
    first = visit.one("first") or this_month
    last = visit.one("last") or first
    problems, lines = list[tuple[str, str]](), tuple[Punctuality, ...]()
    try:
        lines = count_clocks(visit.office, visit.account, first, last)
    except ParseError as error:
        problems = [visit.display.faulty(error, _LABELS)]
    supervises = may(visit.account, Right.OPEN_CASE_FILE) and may(visit.account, Right.CORRESPOND)
    overdue = list_overdue(visit.office, visit.account) if supervises else ()
    return visit.show(
        "clocks.html",
        422 if problems else 200,
        problems=problems,
        lines=lines,
        first=first,
        last=last,
        supervises=supervises,
        overdue=[shown_of(visit, row) for row in overdue],
        names=names_of(visit.office.store.read(lambda tx: tx.accounts.list())),
        partners=partner_names(visit),
    )
