"""Perils at the desk: what threatens the person of a matter, from which state, and what states bound themselves to."""

from collections.abc import Sequence
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import CaseworkError, NotAllowedError
from egnatia.casework.peril import Assuring, Warned, assure, list_perils, take_back, told_in, warn
from egnatia.casework.rights import Right, require
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId, CountryCode, StatementId
from egnatia.model.peril import Danger
from egnatia.model.values import COUNTRIES, parse_day
from egnatia.web.display import countries_in
from egnatia.web.languages import marked
from egnatia.web.oversight import names_of
from egnatia.web.shell import Visit, go, screen

#: What each danger is called here.
DANGERS = {
    Danger.TORTURE: marked("torture, or inhuman or degrading treatment or punishment"),
    Danger.DEATH_PENALTY: marked("the death penalty"),
}


def routes() -> list[Route]:
    """Return the screens of perils."""
    return [
        screen("/perils", show_perils),
        screen("/perils/check", check, takes_form=True),
        screen("/perils", state_peril, takes_form=True, once="/cases"),
        screen("/assurances", record_assurance, takes_form=True, once="/cases"),
        screen("/perils/{statement}/withdrawal", withdraw, takes_form=True),
    ]


def show_perils(visit: Visit) -> Response:
    """Show what stands in a matter, with the forms to state more."""
    return _perils(visit)


def check(visit: Visit) -> Response:
    """Say to whom nothing would go any more; nothing is stated by that."""
    require(visit.account, Right.CONSULT)
    country = _country(visit)
    reached = told_in(visit.office, country) if country else ()
    return visit.show("perilreach.html", reached=reached, country=country, danger=visit.one("danger"))


def state_peril(visit: Visit) -> Response:
    """State that the person of a matter is in danger from a state."""
    try:
        danger = Danger(visit.one("danger"))
    except ValueError:
        return _perils(visit, [("danger", visit.display.say(marked("Say what threatens the person.")))])
    warned = Warned(
        matter=visit.one("matter"),
        danger=danger,
        country=CountryCode(visit.one("country").upper()),
        reason=visit.one("reason"),
    )
    try:
        warn(visit.office, visit.account, warned)
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return _perils(visit, [_problem(visit, error)])
    return go(f"/perils?matter={warned.matter}")


def record_assurance(visit: Visit) -> Response:
    """Record that a state bound itself not to carry out the death penalty in a matter."""
    try:
        assuring = Assuring(
            matter=visit.one("matter"),
            country=CountryCode(visit.one("country").upper()),
            authority=visit.one("authority"),
            document=visit.one("document").lower(),
            given=_given(visit),
            reason=visit.one("reason"),
        )
        assure(visit.office, visit.account, assuring)
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return _perils(visit, [_problem(visit, error, "a-")])
    return go(f"/perils?matter={assuring.matter}")


def withdraw(visit: Visit) -> Response:
    """Take a warning or an assurance back."""
    matter, statement = visit.one("matter"), StatementId(visit.path["statement"])
    take_back(visit.office, visit.account, matter, statement, visit.one("reason"))
    return go(f"/perils?matter={matter}")


def _perils(visit: Visit, problems: Sequence[tuple[str, str]] = ()) -> Response:
    matter = visit.one("matter")
    standing = list_perils(visit.office, visit.account, matter)
    people = visit.office.store.read(lambda tx: tx.accounts.list())
    country = _country(visit)
    return visit.show(
        "perils.html",
        422 if problems else 200,
        problems=problems,
        faulty={field for field, _ in problems},
        once=visit.office.randomness.hex128(),
        matter=matter,
        file=visit.office.store.read(lambda tx: tx.case_files.get(CaseId(matter)) or tx.case_files.find(matter)),
        back=visit.one("back") if visit.one("back").startswith(("/cases/", "/hits/", "/records/", "/inbox/")) else "",
        standing=standing,
        dangers=DANGERS,
        countries=countries_in(visit.display.language),
        names=names_of(people),
        may_authorise=visit.may(Right.AUTHORISE),
        reached=told_in(visit.office, country) if country else (),
        country=country,
        danger=visit.one("danger"),
    )


def _country(visit: Visit) -> CountryCode | None:
    """Return the country that was typed, once it is one."""
    typed = visit.one("country").upper()
    return CountryCode(typed) if typed in COUNTRIES else None


def _given(visit: Visit) -> date:
    return parse_day(visit.one("given"), "given")


def _problem(visit: Visit, error: Exception, before: str = "") -> tuple[str, str]:
    """Return the field to which an error belongs, and the error in words."""
    if isinstance(error, ParseError):
        return before + error.path, f"{visit.display.say(error.path)}: {visit.display.explain(error.problem)}"
    return "", visit.display.explain(error)
