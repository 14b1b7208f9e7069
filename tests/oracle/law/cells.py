"""Expands the instruments into one cell for every ordered pair of nodes, kind and purpose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.oracle.law.closures import closure
from tests.oracle.law.reading import (
    KeyRule,
    OracleError,
    Pair,
    group_marks,
    key_rule,
    kinds,
    members,
    pairs,
    purposes,
    table,
    unfold_kinds,
    unfold_purposes,
)

#: The thresholds that grants name: the years, and whether the offence must carry more than these.
THRESHOLDS = {
    None: (0, False),
    "at_least_one_year": (1, False),
    "more_than_one_year": (1, True),
    "four_years_or_more": (4, False),
}
CRIMES = {None: False, "annex_1": True}

OPEN, MANUAL, CLOSED = "open", "manual", "closed"

Asked = tuple[str, str]  #: What is asked for what: kind, purpose.


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one instrument opens for one kind and purpose between the nodes that it binds."""

    instrument: str
    in_force: str  #: Since when, in words, or that no date is known.
    state: str  #: open, manual, or closed: the instrument exists but opens nothing yet.
    keys: KeyRule
    reply: str  #: What an automatic reply contains: nothing, reference, profile or data.
    confirms: str  #: Who confirms a match: nobody, asker_expert or partner.
    release: str  #: Whether a release follows: none, follows, or letter.
    clock_hours: float | None
    urgent_hours: float | None
    least_years: float  #: What the offence must carry at the least; 0: any.
    beyond: bool  #: More than that.
    annex_1: bool  #: Only forms of crime in Annex I of the Europol Regulation.
    article: str
    source: str
    marks: tuple[str, ...]
    note: str

    def covers(self, offence: str) -> bool:
        """Tell whether it serves for one of the offences of the oracle's table."""
        row = table("offences")[offence]
        enough = row["years"] > self.least_years if self.beyond else row["years"] >= self.least_years
        return enough and (row["annex_1"] or not self.annex_1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What the law says when one node asks another for one kind of thing and one purpose."""

    asker: str
    partner: str
    kind: str
    purpose: str
    state: str
    offers: tuple[Offer, ...]  #: Open ones first, then manual ones, each in order of precedence.
    not_yet: tuple[Offer, ...]  #: Instruments that exist but open nothing yet.
    article: str
    source: str
    marks: tuple[str, ...]
    note: str

    @property
    def instruments(self) -> tuple[str, ...]:
        """The instruments that give the cell its state."""
        return tuple(offer.instrument for offer in self.offers if offer.state == self.state)

    @property
    def reply(self) -> str:
        """What the first instrument lets an automatic reply contain."""
        return self.offers[0].reply if self.offers else "nothing"


def cells() -> Iterator[Cell]:
    """Yield every cell: pairs, then kinds, then purposes.

    Raises:
        OracleError: a closed cell has no reason.
    """
    for pair in pairs():
        for kind in kinds():
            for purpose in purposes():
                yield _cell(pair, kind, purpose)


@cache
def offers_of_instruments() -> Mapping[str, Mapping[Asked, Offer]]:
    """Return, for each instrument, what it offers for a kind and purpose.

    Raises:
        OracleError: one instrument says two things of one kind and purpose.
    """
    return {name: _offers(name, row) for name, row in table("instruments").items()}


@cache
def bound_pairs(instrument: str) -> frozenset[Pair]:
    """Return the ordered pairs (asker, partner) that an instrument binds."""
    row = table("instruments")[instrument]
    inside = members([row["except_within"]]) if "except_within" in row else frozenset()
    linked = (pair for link in row["links"] for pair in _linked(link))
    return frozenset(pair for pair in linked if not set(pair) <= inside)


def _linked(link: Mapping[str, Any]) -> Iterator[Pair]:
    if "between" in link:
        sides = [(link["between"], link["between"])]
    elif "across" in link:
        one, other = link["across"]
        sides = [(one, other), (other, one)]
    else:
        sides = [(link["from"], link["to"])]
    for askers, partners in sides:
        yield from ((a, b) for a in members([askers]) for b in members([partners]) if a != b)


def _offers(name: str, row: Mapping[str, Any]) -> Mapping[Asked, Offer]:
    groups = [group for link in row["links"] for side in link.values() for group in _names(side)]
    above = (*group_marks(dict.fromkeys(groups)), *row["marks"])
    found: dict[Asked, Offer] = {}
    for grant in row["grants"]:
        for kind in unfold_kinds(grant["kinds"]):
            for purpose in unfold_purposes(grant["purposes"]):
                if (kind, purpose) in found:
                    raise OracleError(f"{name} speaks twice of {kind} for {purpose}")
                found[kind, purpose] = _offer(name, row, above, kind, grant)
    return found


def _names(side: str | list[str]) -> list[str]:
    return [side] if isinstance(side, str) else side


def _offer(name: str, row: Mapping[str, Any], above: tuple[str, ...], kind: str, grant: Mapping[str, Any]) -> Offer:
    keys = key_rule(kind, grant.get("keys"))
    shut = grant["state"] == CLOSED
    least_years, beyond = THRESHOLDS[grant.get("threshold")]
    return Offer(
        instrument=name,
        in_force=row["in_force"],
        state=grant["state"],
        keys=keys,
        reply="nothing" if shut else grant["reply"],
        confirms="nobody" if shut else grant["confirms"],
        release="none" if shut else grant["release"],
        clock_hours=grant.get("clock"),
        urgent_hours=grant.get("urgent"),
        least_years=least_years,
        beyond=beyond,
        annex_1=CRIMES[grant.get("crimes")],
        article=grant["article"],
        source=row["source"],
        marks=tuple(dict.fromkeys((*above, *grant["marks"], *keys.marks))),
        note=grant["note"],
    )


@cache
def _binding(pair: Pair) -> tuple[str, ...]:
    return tuple(name for name in table("instruments") if pair in bound_pairs(name))


def _cell(pair: Pair, kind: str, purpose: str) -> Cell:
    said = offers_of_instruments()
    found = [said[name][kind, purpose] for name in _binding(pair) if (kind, purpose) in said[name]]
    by_state = {state: tuple(offer for offer in found if offer.state == state) for state in (OPEN, MANUAL, CLOSED)}
    offers = by_state[OPEN] + by_state[MANUAL]
    reason = next(iter(offers or by_state[CLOSED]), None) or closure(pair, kind, purpose)
    return Cell(
        asker=pair[0],
        partner=pair[1],
        kind=kind,
        purpose=purpose,
        state=offers[0].state if offers else CLOSED,
        offers=offers,
        not_yet=by_state[CLOSED],
        article=reason.article,
        source=reason.source,
        marks=reason.marks,
        note=reason.note,
    )
