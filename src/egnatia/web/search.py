"""The search box: what was typed opens the form of the question that it stands for, or a choice of several.

What is typed travels in forms, never in addresses: those stay in histories and in the logs of whatever stands between.
"""

from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from egnatia.casework.search import recognise
from egnatia.model.identity import CountryCode
from egnatia.web.ask import show_form
from egnatia.web.shell import Visit, screen


def routes() -> list[Route]:
    """Return the screen of what was recognised."""
    return [screen("/search", search, takes_form=True)]


def search(visit: Visit) -> Response:
    """Recognise what was typed; nothing is looked up, sent or logged."""
    typed = visit.one("q")
    guesses = recognise(typed, _home(visit))
    if len(guesses) == 1:
        filled = {"kind": guesses[0].kind, **guesses[0].properties}
        return show_form(replace(visit, section="/ask", given={name: (value,) for name, value in filled.items()}))
    return visit.show("search.html", typed=typed, guesses=guesses)


def _home(visit: Visit) -> frozenset[CountryCode]:
    """Return the countries of the network: their plates and telephone numbers are meant first."""
    members = visit.office.directory().members.values()
    return frozenset(member.country for member in members if member.country)
