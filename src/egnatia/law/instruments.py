"""An instrument: who is bound by it since when, and what it opens between two of them for a kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from egnatia.law.channels import Asks, Channel, Threshold
from egnatia.law.decision import Bar
from egnatia.law.facts import Party, PartySort
from egnatia.law.marks import Mark
from egnatia.law.memberships import Period
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CountryCode

#: How any NGO stands in a list of parties.
ANY_NGO = "ngo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Since when, and until when, a party is bound; signed and in force are two things."""

    signed: date | None
    in_force: date | None  #: None: not known, or not yet.
    until: date | None
    custom: bool  #: Bound without signature.
    mark: Mark
    note: str

    def is_signed(self, on: date) -> bool:
        """Tell whether the party had signed or acceded by that day."""
        return self.custom or (self.signed is not None and self.signed <= on)

    def is_in_force(self, on: date) -> bool:
        """Tell whether the instrument binds the party on that day."""
        if self.custom:
            return True
        return self.in_force is not None and self.in_force <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Since when the parties really exchange data of a kind: in general, by party, or for a pair apart."""

    since: date | None  #: Of every party that has no day of its own.
    parties: Mapping[str, date | None]
    pairs: Mapping[frozenset[str], date | None]
    mark: Mark
    because: str

    @property
    def has_day(self) -> bool:
        """Tell whether anybody was, is or will be connected."""
        return any(day is not None for day in (self.since, *self.parties.values(), *self.pairs.values()))

    def is_up(self, one: str, other: str, on: date) -> bool:
        """Tell whether the two are connected on that day."""
        pair = frozenset({one, other})
        if pair in self.pairs:
            return _reached(self.pairs[pair], on)
        return all(_reached(self.parties.get(code, self.since), on) for code in (one, other))


def _reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One kind of record under one instrument."""

    channel: Channel
    connection: Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What an instrument lets be done with questions that stay: for these kinds and purposes only."""

    kinds: frozenset[str]
    purposes: frozenset[Purpose]
    article: str
    mark: Mark

    def covers(self, kind: str, purpose: Purpose) -> bool:
        """Tell whether it holds for a kind and a purpose."""
        return kind in self.kinds and purpose in self.purposes


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One treaty, decision, regulation or custom."""

    id: str
    name: str
    title: str
    source: str
    mark: Mark
    hub: str | None  #: Only pairs of this party with another.
    asks: Asks  #: Who of such a pair asks, and receives.
    anyone: bool  #: Any two parties, bodies and NGOs included; else two different states.
    parties: Mapping[str, tuple[Terms, ...]]
    entries: Mapping[str, Entry]
    except_within: Mapping[CountryCode, tuple[Period, ...]]  #: The union between whose members it opens nothing.
    judicial: bool  #: Only a judicial authority may ask.
    safeguard: bool  #: Protects personal data that go to a third country (LED Art. 37).
    threshold: Threshold | None  #: Of the offence, for messages and for kinds that do not say otherwise.
    incomplete: tuple[str, ...] = ()  #: What it says and nothing here states: then it opens nothing yet.
    watch: Watching | None = None  #: None: it knows no question that stays.
    overlap: Watching | None = None  #: Who keeps two such questions may tell those who asked of each other.
    coordination: Watching | None = None  #: And a body that does may learn of it itself.

    def knows_watch(self, kind: str, purpose: Purpose) -> bool:
        """Tell whether it knows a question that stays, about a kind for a purpose."""
        return self.watch is not None and self.watch.covers(kind, purpose)

    def connects(self, one: Party, other: Party) -> bool:
        """Tell whether it is an instrument by which the one may ask the other, parties of these sorts."""
        if one.node == other.node:
            return False
        if self.anyone:
            return True
        if self.hub is None:
            return _is_state(one) and _is_state(other) and code(one) != code(other)
        if code(one) == self.hub:
            return self.asks is not Asks.OTHERS and self._may_face_hub(other)
        return code(other) == self.hub and self.asks is not Asks.HUB and self._may_face_hub(one)

    def _may_face_hub(self, party: Party) -> bool:
        return code(party) != self.hub and (_is_state(party) or code(party) in self.parties)

    def bar(self, one: Party, other: Party, kind: str, on: date) -> Bar | None:
        """Return why it opens nothing between the two for the kind on that day; None: it does."""
        if not self.connects(one, other):
            return Bar.NOT_BETWEEN
        if self._both_within(one, other, on=on):
            return Bar.SUPERSEDED
        # A body that is the hub, and no party, is what the others are bound to and connected with.
        sides = [side for side in (code(one), code(other)) if side != self.hub or side in self.parties]
        spells = [self.parties.get(side, ()) for side in sides]
        if not all(any(terms.is_signed(on) for terms in found) for found in spells):
            return Bar.NOT_PARTY
        if not all(any(terms.is_in_force(on) for terms in found) for found in spells):
            return Bar.NOT_IN_FORCE
        if kind not in self.entries:
            return Bar.KIND
        return None if self.entries[kind].connection.is_up(sides[0], sides[-1], on) else Bar.NOT_OPERATIONAL

    def _both_within(self, *sides: Party, on: date) -> bool:
        spells = [self.except_within.get(side.country, ()) if side.country else () for side in sides]
        return all(any(period.holds(on) for period in found) for found in spells)


def code(party: Party) -> str:
    """Return how a party stands in a list of parties: a state by its country, a body by its node, an NGO as one."""
    if party.sort is PartySort.NGO:
        return ANY_NGO
    return party.country or party.node if _is_state(party) else party.node


def _is_state(party: Party) -> bool:
    return party.sort is PartySort.STATE
