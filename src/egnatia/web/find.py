"""Finding in the own register at the desk: what was typed travels in forms, never in addresses."""

from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.errors import ConflictError
from egnatia.casework.find import Sought, find
from egnatia.casework.title import title_of
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId
from egnatia.model.kinds import KINDS
from egnatia.web.ask import show_form_with
from egnatia.web.shell import Visit, screen
from egnatia.web.words import QUALITY


def routes() -> list[Route]:
    """Return the screen of what was found."""
    return [screen("/find", show_found, takes_form=True)]


def show_found(visit: Visit) -> Response:
    """Show what fits, own and received; each that is shown is logged as read."""
    kind = KINDS.get(visit.one("kind"))
    typed = {name: (visit.one(name),) for name in sorted(kind.searchable) if visit.one(name)} if kind else {}
    sought = Sought(kind=visit.one("kind"), properties=typed, case=CaseId(visit.one("case")))
    try:
        found = find(visit.office, visit.account, sought)
    except (ParseError, ConflictError) as error:
        if kind is None or not kind.askable:
            raise
        return show_form_with(replace(visit, section="/ask"), error)
    return visit.show("found.html", found=found, sought=sought, kind=kind, quality=QUALITY, title=title_of)
