"""What there is between two parties where nothing is open for what was asked: other kinds, other purposes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from egnatia.law.context import parties
from egnatia.law.decision import Between
from egnatia.law.facts import Request
from egnatia.law.judge import Judge
from egnatia.law.naming import kind_name, purpose_name
from egnatia.model.caveat import Purpose
from egnatia.model.kinds import KINDS


def open_between(judge: Judge, request: Request) -> tuple[Between, ...]:
    """Return the instruments that open something between the two of a request, for any kind and any purpose.

    Keys and an offence that fit are supposed; what is missing beside them is not looked at.

    Args:
        judge: the rulebook at work.
        request: whose parties, action and day count; a named instrument does not.
    """
    if parties(request) is None:
        return ()
    kinds: dict[str, set[str]] = {}
    purposes: dict[str, set[Purpose]] = {}
    for kind, purpose, instrument in _opened(judge, replace(request, instrument=None)):
        kinds.setdefault(instrument, set()).add(kind)
        purposes.setdefault(instrument, set()).add(purpose)
    return tuple(
        Between(
            instrument=name,
            name=instrument.name,
            kinds=tuple(kind for kind in instrument.entries if kind in kinds[name]),
            purposes=tuple(purpose for purpose in Purpose if purpose in purposes[name]),
        )
        for name, instrument in judge.book.instruments.items()
        if name in kinds
    )


def tell(found: Sequence[Between], other: str) -> str:
    """Say in words what there is with the other party, or that there is nothing.

    Args:
        found: the instruments; of those that open many kinds only the names are told.
        other: how the other party is called.
    """
    if not found:
        return f"with {other} there is no channel for any other question either"
    if sum(len(one.kinds) for one in found) > _MANY:
        return f"for other kinds or purposes there is with {other}: {', '.join(one.name for one in found)}"
    ways = (
        f"{one.name}, about {_and(list(map(kind_name, one.kinds)))}, for {_and(list(map(purpose_name, one.purposes)))}"
        for one in found
    )
    return f"with {other} there is: {'; '.join(ways)}"


#: Up to how many kinds are told, with their purposes; of more, the instruments only.
_MANY = 4


def _and(names: Sequence[str]) -> str:
    *firsts, last = names
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _opened(judge: Judge, request: Request) -> Iterator[tuple[str, Purpose, str]]:
    """Yield every kind and purpose with an instrument that opens it."""
    for kind in (found.name for found in KINDS.values() if found.askable):
        asked = replace(request, kind=kind, offence=None, danger_to_life=False)
        if not judge.operational(asked):
            continue
        for purpose in Purpose:
            one = replace(asked, purpose=purpose)
            facts = {**judge.facts(one, any_keys=True), **_ANY_OFFENCE}
            yield from ((kind, purpose, name) for name in judge.opened(one, judge.permits(one, facts)))


#: An offence that every instrument covers.
_ANY_OFFENCE = {"europol_area": True, "serious": True}
