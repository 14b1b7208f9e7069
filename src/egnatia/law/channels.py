"""A channel: what one instrument allows for one kind of record."""

from dataclasses import dataclass
from enum import StrEnum

from egnatia.law.marks import Mark


class Confirms(StrEnum):
    """Whose expert looks at a match before anything else follows."""

    ASKER = "asker"
    ANSWERER = "answerer"
    NOBODY = "nobody"


class Asks(StrEnum):
    """Who may put questions under an instrument that has a hub."""

    BOTH = "both"
    HUB = "hub"
    OTHERS = "others"


class Threshold(StrEnum):
    """What the offence must carry at the least, by its maximum penalty."""

    AT_LEAST_ONE_YEAR = "at_least_one_year"
    MORE_THAN_ONE_YEAR = "more_than_one_year"


class Transport(StrEnum):
    """Whether the partner's node answers by itself."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"  #: A person answers.


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySet:
    """Properties by which one may ask: at least so many of these."""

    least: int
    of: frozenset[str]

    def met_by(self, keys: frozenset[str]) -> bool:
        """Tell whether enough of the properties are named."""
        return len(keys & self.of) >= self.least

    def __str__(self) -> str:
        names = sorted(self.of)
        return " and ".join(names) if self.least == len(names) else f"{self.least} of {', '.join(names)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What one instrument allows for one kind of record, between parties for whom it is operational."""

    instrument: str
    name: str = ""  #: The instrument's short name.
    kind: str
    article: str
    keys: tuple[KeySet, ...]  #: Any one of them suffices.
    also: frozenset[str] | None = frozenset()  #: What a question may name besides; None: anything.
    exact: bool  #: Complete keys only.
    reply: frozenset[str]  #: Properties that an automatic reply contains; empty: reference, quality, instrument.
    statuses: frozenset[str] | None = None  #: Only records in one of these statuses; None: any record.
    confirms: Confirms
    release: bool  #: A release by a person may follow.
    clock_hours: float | None  #: Within how many hours an answer is due.
    urgent_hours: float | None = None  #: The same in urgent cases.
    transport: Transport
    threshold: Threshold | None = None  #: Of the offence, where the purpose has one; None: any offence.
    rules: str = ""  #: The rule set by which what is asked for is compared; empty: the engine's own.
    mark: Mark = Mark.LOW  #: How sure all this is: the weakest of its facts.

    def takes(self, keys: frozenset[str], *, exact: bool) -> bool:
        """Tell whether one may ask by these properties: enough of them, and none that the instrument does not take.

        Args:
            keys: names of the properties that the question names.
            exact: whether their values are complete.
        """
        if self.exact and not exact:
            return False
        if not any(found.met_by(keys) for found in self.keys):
            return False
        return self.also is None or keys <= self.also.union(*(found.of for found in self.keys))
