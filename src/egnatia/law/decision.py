"""What the law says to one request: whether it is lawful, under which channel, and what exactly is missing."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from egnatia.law.channels import Channel
from egnatia.law.facts import Action, Party, Request, Writing
from egnatia.model import canonical
from egnatia.model.caveat import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One condition that is not met, in the words that the officer reads."""

    policy: str  #: The `@id` of the forbid.
    words: str


#: Within how many hours a supervisor who did not act reviews an act for which conditions gave way.
REVIEW_HOURS = 24


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The answer to one request. Open means lawful as it stands: a channel, nothing missing, no error.

    What is not open always says at least one thing that is missing.
    """

    action: Action | Writing
    open: bool
    channel: Channel | None  #: The channel that was judged; None: there is none.
    permits: tuple[str, ...] = ()  #: The `@id` of every permit that fired: of the named instrument, or of all.
    missing: tuple[Missing, ...] = ()
    gave_way: tuple[Missing, ...] = ()  #: Conditions not met that gave way to danger to life: to be reviewed.
    errors: tuple[str, ...] = ()  #: What went wrong while deciding; any error closes.
    request: Request | None = None  #: The facts on which was decided.

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the facts and the outcome, for the ledger: whoever has both can recompute it."""
        return canonical.digest(plain_decision(self))

    @property
    def instrument(self) -> str | None:
        """The instrument of the channel that was judged."""
        return self.channel.instrument if self.channel else None

    @property
    def words(self) -> tuple[str, ...]:
        """What is missing, in words."""
        return tuple(found.words for found in self.missing)


def plain_decision(decision: Decision) -> dict[str, Any]:
    """Write a decision as plain values for canonical JSON."""
    return {
        "action": decision.action,
        "open": decision.open,
        "instrument": decision.instrument,
        "permits": sorted(decision.permits),
        "missing": sorted(found.policy for found in decision.missing),
        "gave_way": sorted(found.policy for found in decision.gave_way),
        "errors": list(decision.errors),
        "facts": _plain(asdict(decision.request)) if decision.request else None,
    }


def _plain(value: object) -> object:
    """Turn the values of a request into those that canonical JSON knows."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


class Bar(StrEnum):
    """Why a channel is closed."""

    NOT_BETWEEN = "not_between"  #: It does not connect these two sorts of party.
    SUPERSEDED = "superseded"  #: Between two member states Union law goes before it.
    NOT_PARTY = "not_party"  #: One of the two never signed.
    NOT_IN_FORCE = "not_in_force"  #: Signed, not in force for both on that day.
    NOT_OPERATIONAL = "not_operational"  #: In force, not connected for this kind and pair.
    KIND = "kind"  #: It does not cover this kind of record.
    KEYS = "keys"  #: The properties asked by do not suffice, or are more than it takes.
    PURPOSE = "purpose"  #: It does not cover this purpose.
    OFFENCE = "offence"  #: It does not cover this offence, or none is named.
    NO_RELEASE = "no_release"  #: It gives its data in the reply; nothing is released or forwarded under it.
    WITHDRAWN = "withdrawn"  #: National law has withdrawn the permit, or states it more narrowly.


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChannel:
    """A channel that is open between the two, and what is still missing to use it."""

    channel: Channel
    permits: tuple[str, ...]
    missing: tuple[Missing, ...] = ()
    errors: tuple[str, ...] = ()
    gave_way: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedChannel:
    """An instrument that opens nothing here, and why."""

    instrument: str
    name: str
    bar: Bar
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another party with whom a channel for the same request is open."""

    party: Party
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """An instrument that opens something between the same two, for other kinds or purposes than were asked for."""

    instrument: str
    name: str
    kinds: tuple[str, ...]
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that the law says to one request: channels open, channels closed, and with whom there are others."""

    action: Action
    asker: Party
    answerer: Party
    kind: str
    decision: Decision
    channels: tuple[OpenChannel, ...]  #: Best first.
    closed: tuple[ClosedChannel, ...]
    elsewhere: tuple[Elsewhere, ...]
    between: tuple[Between, ...] = ()  #: Where no channel is open: what there is between the two for anything else.
