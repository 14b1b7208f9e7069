"""Deeds: the acts of people as patterns are looked for in them; and the port that reads them from the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from egnatia.casework.tallies import Period
from egnatia.model.identity import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act of one person, as the log has it."""

    by: AccountId
    at: datetime
    act: str  #: With what it was exactly, such as `consultation:access`.
    about: tuple[str, ...]
    case: str = ""  #: The case file's id.
    outcome: str = ""  #: Where the log says one.


class Deeds(Protocol):
    """The acts of people; a part of a `ports.Transaction`."""

    def of(self, period: Period) -> Iterator[Deed]:
        """Return what people of this node did in a period, in the order in which they did it."""
        ...
