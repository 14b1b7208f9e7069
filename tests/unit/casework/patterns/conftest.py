"""Acts of people at a node, as short as they can be said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from tests.twins.clock import NOON

from egnatia.casework.deeds import Deed
from egnatia.casework.patterns.measures import Facts, Remark, measure
from egnatia.casework.patterns.rules import rules
from egnatia.casework.rows import Role
from egnatia.model.identity import AccountId

ANA, BORIS, VESNA, GORAN, DIMA = (AccountId(letter * 32) for letter in "abcde")
OFFICER = frozenset({Role.OFFICER})
_NUMBERS = count()


def deeds(
    by: AccountId, number: int, act: str = "consultation", at: datetime = NOON, apart: timedelta = timedelta(minutes=20)
) -> list[Deed]:
    """Return so many acts of one sort, each about something else, one after another."""
    return [Deed(by=by, at=at + apart * step, act=act, about=(f"{next(_NUMBERS):064x}",)) for step in range(number)]


def days(by: AccountId, each: int, number: int, act: str = "consultation") -> Iterator[Deed]:
    """Yield so many acts on each of so many days before noon of the first day of all."""
    for day in range(number, 0, -1):
        yield from deeds(by, each, act, NOON - timedelta(days=day), timedelta(minutes=1))


def found(rule: str, done: list[Deed], facts: Facts | None = None) -> list[Remark]:
    """Return what one rule remarks on."""
    [named] = [one for one in rules() if one.id == rule]
    return list(measure(named, sorted(done, key=lambda deed: deed.at), facts or Facts()))
