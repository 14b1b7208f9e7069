"""Proposing an alert at the desk: which record, what for, whom to tell and why each, and what is said beside it."""

from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.errors import CaseworkError, NotAllowedError, NotLawfulError
from egnatia.casework.rights import Right, require
from egnatia.exchange.member import Sort
from egnatia.model.alert_sorts import ALERTS, NOTICE, AlertForm, AlertSort
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, NodeId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.values import parse_day
from egnatia.web.dispatch import open_cases
from egnatia.web.languages import marked
from egnatia.web.shell import Visit, go, screen

#: What the form calls its fields.
_LABELS = {
    **{name: found.label for name, found in KINDS[NOTICE].properties.items()},
    "record": marked("Id of our record"),
    "case": marked("Case file"),
    "until": marked("Until (the last day)"),
    "because": marked("Whom to tell, and why each; the partner reads it"),
}


def routes() -> list[Route]:
    """Return the screens; they stand before those of one alert, for `proposing` is no id."""
    return [
        screen("/alerts/proposing", show_form),
        screen("/alerts/proposing", make, takes_form=True, once="/alerts"),
    ]


def show_form(visit: Visit) -> Response:
    """Show the form of a sort; of the first that fits the kind of record, if none was chosen."""
    require(visit.account, Right.CORRESPOND)
    return _form(visit)


def make(visit: Visit) -> Response:
    """Propose it, or say what is missing beside what was typed."""
    try:
        made = propose(visit.office, visit.account, _proposing(visit))
    except NotAllowedError:
        raise
    except NotLawfulError as error:
        return _form(visit, [("", visit.display.explain(words)) for words in error.missing])
    except ParseError as error:
        return _form(visit, [visit.display.faulty(error, _LABELS)])
    except CaseworkError as error:
        return _form(visit, [("", visit.display.explain(error))])
    return go(f"/alerts/{made.alert.id}" if made.alert else "/alerts")


def _proposing(visit: Visit) -> Proposing:
    form = _chosen(visit)
    partners = {node: visit.one(f"because.{node}") for node in _partners(visit)}
    told = {node: why for node, why in partners.items() if why}
    if not told:
        raise ParseError("because", "nobody is told")
    return Proposing(
        sort=form.sort,
        record=RecordId(visit.one("record")),
        case=CaseId(visit.one("case")),
        until=_day(visit),
        because=told,
        details={name: visit.one(f"say.{name}") for name in sorted(form.details) if visit.one(f"say.{name}")},
    )


def _day(visit: Visit) -> date:
    return parse_day(visit.one("until"), "until")


def _partners(visit: Visit) -> dict[NodeId, str]:
    """Return the states' agencies, by node: no instrument carries an alert to a body."""
    members = visit.office.directory().members
    return {
        node: one.name for node, one in sorted(members.items()) if node != visit.office.me and one.sort is Sort.STATE
    }


def _fitting(visit: Visit) -> list[AlertForm]:
    kind = visit.one("kind")
    return [form for form in ALERTS.values() if kind in ("", form.kind)] or list(ALERTS.values())


def _chosen(visit: Visit) -> AlertForm:
    wanted = visit.one("sort")
    return ALERTS[AlertSort(wanted)] if wanted in set(AlertSort) else _fitting(visit)[0]


def _form(visit: Visit, problems: list[tuple[str, str]] | None = None) -> Response:
    form = _chosen(visit)
    notice = KINDS[NOTICE].properties
    return visit.show(
        "alertform.html",
        422 if problems else 200,
        problems=problems or [],
        form=form,
        fitting=_fitting(visit),
        details=[notice[name] for name in notice if name in form.details],
        needed={name for some in form.needed for name in some if len(some) == 1},
        cases=open_cases(visit),
        partners=_partners(visit),
        typed={name: values[0] for name, values in visit.given.items() if values},
        once=visit.office.randomness.hex128(),
    )
