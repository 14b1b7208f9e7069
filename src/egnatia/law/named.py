"""Everybody whom the law names: the states and bodies between which an instrument may open something."""

from egnatia.law.facts import Party, PartySort
from egnatia.law.instruments import ANY_NGO
from egnatia.law.rulebook import Rulebook
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.values import COUNTRIES


def named_parties(book: Rulebook) -> tuple[Party, ...]:
    """Return every state that is a party to an instrument, then every body that is a party, a hub or has members."""
    named = {name for instrument in book.instruments.values() for name in instrument.parties}
    hubs = {instrument.hub for instrument in book.instruments.values() if instrument.hub}
    bodies = sorted((named | hubs | book.memberships.bodies.keys()) - COUNTRIES.keys() - {ANY_NGO})
    states = [state(CountryCode(name)) for name in named if name in COUNTRIES]
    return (
        *sorted(states, key=lambda party: party.node),
        *(Party(node=NodeId(name), sort=PartySort.BODY) for name in bodies),
    )


def state(country: CountryCode) -> Party:
    """Return a state as a party, called by its code of two letters."""
    return Party(node=NodeId(COUNTRIES[country].get("alpha2") or country), country=country)
