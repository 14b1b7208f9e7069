"""Oversight: who looked at what and why, to be filtered, followed from one thing to the next, and taken along."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.inspection import find_file, inspect_log
from egnatia.casework.oversight import ledger_head
from egnatia.casework.page import Trace
from egnatia.casework.rows import Account
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId, NodeId
from egnatia.model.values import parse_day
from egnatia.web.deeds import ACTS, deed
from egnatia.web.languages import marked
from egnatia.web.logfile import download_log
from egnatia.web.shell import Visit, screen

#: What a filter names, in forms and addresses.
FILTERS = ("by", "case", "act", "subject", "begins", "ends")
#: What the form calls those of which something can be wrong.
_LABELS = {
    "case": marked("Number of the case file"),
    "act": marked("What"),
    "begins": marked("From"),
    "ends": marked("Until (the last day)"),
}


def routes() -> list[Route]:
    """Return the screens of what was done."""
    return [
        screen("/trail", show_trail),
        screen("/trail/file", take_along, takes_form=True),
    ]


def show_trail(visit: Visit) -> Response:
    """Show what was done, the newest first, or what of it is looked for."""
    problems, trace = _asked(visit)
    page = inspect_log(visit.office, visit.account, replace(trace, beyond=visit.number("beyond")))
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    return visit.show(
        "trail.html",
        422 if problems else 200,
        problems=problems,
        steps=() if problems else page.rows,
        older=_address(visit, {"beyond": str(page.next)}) if page.next is not None else "",
        filtered=any(visit.one(name) for name in FILTERS),
        names=names_of(people),
        people=people,
        partners=sorted(visit.office.directory().members.keys() - {visit.office.me}),
        acts=ACTS,
        deed=deed,
        filters=FILTERS,
        head=ledger_head(visit.office),
    )


def take_along(visit: Visit) -> Response:
    """Give what is looked for as a file; that it was taken is logged."""
    return download_log(visit, _trace(visit))


def names_of(people: tuple[Account, ...]) -> Mapping[str, str]:
    """Return what accounts are called, by their ids."""
    return {str(one.id): one.name for one in people}


def _asked(visit: Visit) -> tuple[list[tuple[str, str]], Trace]:
    try:
        return [], _trace(visit)
    except ParseError as error:
        return [visit.display.faulty(error, _LABELS)], Trace(limit=1)


def _trace(visit: Visit) -> Trace:
    """Read what is looked for.

    Raises:
        ParseError: a day that is none, an act or case file that there is not.
    """
    begins, ends = _day(visit, "begins"), _day(visit, "ends")
    by, subject = visit.one("by"), visit.one("subject").lower()
    return Trace(
        by=(NodeId(by) if by.isupper() else AccountId(by)) if by else None,
        case=find_file(visit.office, visit.account, visit.one("case")) if visit.one("case") else None,
        about=subject or None,
        act=_act(visit.one("act")),
        begins=_midnight(begins) if begins else None,
        ends=_midnight(ends + timedelta(days=1)) if ends else None,
    )


def _act(word: str) -> Act | None:
    try:
        return Act(word) if word else None
    except ValueError:
        raise ParseError("act", "choose one") from None


def _day(visit: Visit, name: str) -> date | None:
    return parse_day(visit.one(name), name) if visit.one(name) else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _address(visit: Visit, more: Mapping[str, str]) -> str:
    kept = {name: visit.one(name) for name in FILTERS if visit.one(name)}
    return f"/trail?{urlencode({**kept, **more})}"
