"""Case files."""

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.casefiles import Opening, list_case_files, open_case_file
from egnatia.casework.errors import CaseworkError, NotAllowedError
from egnatia.casework.rights import Right
from egnatia.law.offences import OFFENCES, Offence
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.web.authorise import authorisations_in
from egnatia.web.shell import Visit, go, screen


def routes() -> list[Route]:
    """Return the screens."""
    return [
        screen("/start", start),
        screen("/cases", show_cases),
        screen("/cases", open_case, takes_form=True, once="/cases"),
    ]


def start(visit: Visit) -> Response:
    """Send a person who just signed in to the first thing that they do here."""
    return go(visit.first_section())


def show_cases(visit: Visit) -> Response:
    """List the case files in which the person works."""
    return _cases(visit)


def open_case(visit: Visit) -> Response:
    """Open a case file."""
    try:
        open_case_file(visit.office, visit.account, _opening(visit))
    except NotAllowedError:
        raise
    except (CaseworkError, ParseError) as error:
        return _cases(visit, visit.display.explain(error))
    return go("/cases")


def _cases(visit: Visit, error: str = "") -> Response:
    cases = list_case_files(visit.office, visit.account)
    return visit.show(
        "cases.html",
        422 if error else 200,
        problems=[("", visit.display.say(error))] if error else [],
        once=visit.office.randomness.hex128(),
        cases=cases,
        authorisations=list(authorisations_in(visit, cases)),
        may_authorise=visit.may(Right.AUTHORISE),
        today=visit.office.clock.now().date(),
        purposes=list(Purpose),
        offences=sorted_offences(visit),
        may_open=visit.may(Right.OPEN_CASE_FILE),
    )


def sorted_offences(visit: Visit) -> list[Offence]:
    """Return the offences, sorted by their names in the reader's language."""
    by_label = {visit.display.say(found.label): found for found in OFFENCES.values()}
    return [by_label[label] for label in visit.display.sort(by_label)]


def _opening(visit: Visit) -> Opening:
    try:
        purpose = Purpose(visit.one("purpose"))
    except ValueError:
        raise ParseError("purpose", "choose one") from None
    return Opening(
        reference=visit.one("reference"),
        title=visit.one("title"),
        purpose=purpose,
        offence=visit.one("offence") or None,
        members=frozenset(visit.one("members").replace(",", " ").split()),
    )
