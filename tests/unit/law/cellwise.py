"""What the policies say of one cell of the law oracle, in the oracle's own words.

`tests/oracle/law` was written from the treaties by somebody who had not read the policies; its names are its own, and
`CHANNEL_OF` is all that joins the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from tests.oracle.law.cells import Cell, Offer, cells
from tests.oracle.law.reading import states

from egnatia.law.channels import Channel, Confirms, Transport
from egnatia.law.context import Facts
from egnatia.law.decide import load_law
from egnatia.law.facts import Action, Party, PartySort, Request
from egnatia.law.judge import Judge
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.kinds import KINDS

LAW = load_law()
JUDGE = Judge(LAW.book)
TODAY = date(2026, 11, 22)

#: The oracle's instrument, and the channel of the policies that stands for it.
CHANNEL_OF = {
    "pruem_2008": "prum",
    "tca_pruem": "tca-prum",
    "pcc_pruem": "pcc-prum",
    "pruem_ii": "prum2",
    "pcc_see": "pcc-see",
    "selec_centre": "selec",
    "directive_2023_977": "2023-977",
    "tca_information": "tca-information",
    "europol_members": "europol",
    "europol_asks_members": "europol-requests",
    "europol_operational": "europol-agreements",
    "europol_tca": "europol-agreements",
    "europol_strategic": "europol-agreements",
    "europol_kosovo": "europol-agreements",
    "interpol_databases": "interpol",
    "interpol_notices": "interpol",
    "interpol_messages": "interpol",
    "mla_coe": "ets30",
    "untoc": "untoc",
    "eio": "eio",
    "mpg_regional_database": "icmp",
    "mpg_dna": "icmp-laboratory",
    "icmp_public_search": "icmp-public",
    "trafficking_convention": "cets197",
    "trafficking_convention_ngo": "cets197",
}
#: Where databases exist beside messages, messages are a channel of their own.
BESIDE_DATABASES = frozenset({"document", "vehicle"})
_CONFIRMS = {Confirms.ASKER: "asker_expert", Confirms.ANSWERER: "partner", Confirms.NOBODY: "nobody"}
#: Facts are equal for parties of a sort; one name for each lets an evaluation serve many cells.
_STANDING = {sort: Party(node=NodeId(f"ANY-{sort.upper()}"), sort=sort) for sort in PartySort}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One channel of one cell, as both sides can say it."""

    state: str
    reply: str
    confirms: str
    released: bool
    clock: float | None
    urgent: float | None
    keys: frozenset[frozenset[str]]  #: The least that must be named: any one of these.
    taken: frozenset[str]  #: All that may be named.
    complete: bool  #: Complete values only.


def party(node: str) -> Party:
    """Return a node of the demo network as the law sees it."""
    if node in states():
        return Party(node=NodeId(node), country=CountryCode(states()[node]))
    if node == "LANTERN":
        return Party(node=NodeId(node), country=CountryCode("SRB"), sort=PartySort.NGO)
    return Party(node=NodeId(node), sort=PartySort.BODY)


#: In every list, over every threshold.
GRAVE = "drug_trafficking"


def request_of(cell: Cell, action: Action, offence: str = GRAVE) -> Request:
    """Return the act of a cell: the question, its answer, or the release of what it found."""
    return Request(
        action=action,
        asker=party(cell.asker),
        answerer=party(cell.partner),
        kind=cell.kind,
        purpose=Purpose(cell.purpose),
        offence=offence,
        on=TODAY,
    )


def opened(cell: Cell, action: Action, offence: str = GRAVE) -> tuple[str, ...]:
    """Return the instruments that the permits open in a cell, and no threshold closes for the offence."""
    request = request_of(cell, action, offence)
    facts = JUDGE.facts(request, any_keys=True)
    frozen = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in facts.items())
    fired = _fired(action, request.asker.sort, cell.kind, frozen)
    return tuple(name for name in fired if not _too_little(action, name, cell.kind, cell.purpose, offence))


@cache
def _too_little(action: Action, instrument: str, kind: str, purpose: str, offence: str) -> bool:
    """Tell whether the conditions hold an offence back from an instrument, whoever the two are."""
    cell = next(cell for cell in cells() if (cell.kind, cell.purpose) == (kind, purpose))
    missing, errors = JUDGE.missing(request_of(cell, action, offence), LAW.channel(instrument, kind))
    if errors:
        raise AssertionError(errors)
    return any(found.policy.startswith(f"{action}.threshold") for found in missing)


@cache
def _fired(action: Action, sort: PartySort, kind: str, frozen: tuple[tuple[str, object], ...]) -> tuple[str, ...]:
    facts: Facts = {name: list(value) if isinstance(value, tuple) else value for name, value in frozen}  # type: ignore[misc]
    request = Request(
        action=action, asker=_STANDING[sort], answerer=party("ICMP"), kind=kind, purpose=Purpose.BORDER_CHECK, on=TODAY
    )
    verdict = JUDGE.permits(request, facts)
    if verdict.errors:
        raise AssertionError(verdict.errors)
    return tuple(JUDGE.opened(request, verdict))


def by_policies(cell: Cell, offence: str = GRAVE) -> dict[str, Held]:
    """Return what the policies open in a cell for an offence, by channel."""
    released = frozenset(opened(cell, Action.RELEASE, offence))
    asked = opened(cell, Action.ASK, offence)
    return {name: _of_channel(LAW.channel(name, cell.kind), name in released) for name in asked}


def by_oracle(cell: Cell, offence: str = GRAVE) -> dict[str, Held]:
    """Return what the treaties open in a cell for an offence, by the policies' names of the channels."""
    served = [offer for offer in cell.offers if offer.covers(offence)]
    return {channel_of(offer, cell.kind): _of_offer(offer, cell.kind) for offer in served}


def channel_of(offer: Offer, kind: str) -> str:
    """Return the policies' name of an instrument of the oracle, for a kind."""
    name = CHANNEL_OF[offer.instrument]
    return f"{name}-messages" if offer.instrument == "interpol_messages" and kind in BESIDE_DATABASES else name


@cache
def _of_channel(channel: Channel, released: bool) -> Held:  # noqa: FBT001 - one fact of a channel
    chosen = {frozenset(some) for keys in channel.keys for some in combinations(sorted(keys.of), keys.least)}
    named = frozenset[str]().union(*(keys.of for keys in channel.keys))
    return Held(
        state="manual" if channel.transport is Transport.MANUAL else "open",
        reply=_reply(channel),
        confirms=_CONFIRMS[channel.confirms],
        released=released,
        clock=channel.clock_hours,
        urgent=channel.urgent_hours,
        keys=_least(chosen),
        taken=KINDS[channel.kind].searchable if channel.also is None else channel.also | named,
        complete=channel.exact and channel.kind not in _PROFILES,
    )


_PROFILES = frozenset({"dna", "print"})


def _reply(channel: Channel) -> str:
    if channel.transport is Transport.MANUAL:
        return "nothing"
    if not channel.reply:
        return "reference"
    return "profile" if channel.kind in _PROFILES else "data"


@cache
def _of_offer(offer: Offer, kind: str) -> Held:
    return Held(
        state=offer.state,
        reply=offer.reply,
        confirms=offer.confirms,
        released=offer.release != "none",
        clock=offer.clock_hours,
        urgent=offer.urgent_hours,
        keys=_least(set(offer.keys.any_of)),
        taken=offer.keys.may_add.union(*offer.keys.any_of),
        complete=offer.keys.exactness == "exact" and kind not in _PROFILES,
    )


def _least(sets: set[frozenset[str]]) -> frozenset[frozenset[str]]:
    return frozenset(one for one in sets if not any(other < one for other in sets))


def differences(chosen: Iterable[Cell], offence: str = GRAVE) -> Iterator[str]:
    """Yield a sentence for each channel of each cell of which the two say different things for an offence."""
    for cell in chosen:
        ours, theirs = by_policies(cell, offence), by_oracle(cell, offence)
        place = f"{cell.asker} asks {cell.partner} about {cell.kind} for {cell.purpose} of {offence}"
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                yield f"{place}: {name} is {ours.get(name)} by the policies, {theirs.get(name)} by the treaties"
