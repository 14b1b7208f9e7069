"""The rulebook: all data and policies of the law, read, checked against one another, and ready to be evaluated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from types import MappingProxyType

from egnatia.law.channels import Channel, Threshold
from egnatia.law.errors import PolicyError
from egnatia.law.facts import Action, Writing
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import Memberships, load_memberships
from egnatia.law.offences import Offence, load_offences
from egnatia.law.overlay import EVERYBODY, HEAD, Clause, Overlay, StandingDanger, plain_overlay
from egnatia.law.policies import (
    Forbid,
    Permit,
    Source,
    read_forbids,
    read_free_permits,
    read_permits,
    refuse_twins,
)
from egnatia.law.reading import load_instruments
from egnatia.law.texts import Texts
from egnatia.law.trial import Trial, refuse_idle, refuse_idle_permits
from egnatia.model import canonical
from egnatia.model.identity import CountryCode
from egnatia.model.kinds import KINDS
from egnatia.model.peril import Danger, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that decides; policies by the action that they are for."""

    version: str  #: SHA-256 over all texts, the node's own rules included.
    instruments: Mapping[str, Instrument]
    memberships: Memberships
    offences: Mapping[str, Offence]
    permits: Mapping[Action, tuple[Permit, ...]]
    forbids: Mapping[Action, tuple[Forbid, ...]]  #: The node's own included.
    message_permits: tuple[Permit, ...]  #: Under which instrument desks write to one another.
    message_forbids: tuple[Forbid, ...]
    withdrawn: Mapping[str, tuple[Clause, ...]]  #: Permits that the node withdrew, each with the days.
    thresholds: Mapping[str, tuple[Clause, ...]]  #: Instruments with a higher threshold here, each with the days.
    dangers: tuple[StandingDanger, ...]  #: States in which torture or the death penalty threatens, by the node's word.
    untold: Mapping[str, tuple[Clause, ...]]  #: Who is not told that this agency looks for something, with the days.

    def is_withdrawn(self, permit: str, on: date) -> bool:
        """Tell whether the node withdrew a permit on a day."""
        return any(clause.holds(on) for clause in self.withdrawn.get(permit, ()))

    def is_untold(self, country: CountryCode | None, kind: str, on: date) -> bool:
        """Tell whether the node keeps from whoever is of a state (None: of none) that it looks for something."""
        clauses = (*self.untold.get(EVERYBODY, ()), *self.untold.get(country or "", ()))
        return any(clause.holds(on) and clause.covers(kind) for clause in clauses)

    def threshold(self, channel: Channel, on: date) -> Threshold | None:
        """Return what the offence must carry on a day to use a channel, by shared or own law; None: any will do."""
        own = self.thresholds.get(channel.instrument, ())
        raised = any(clause.holds(on) and clause.covers(channel.kind) for clause in own)
        return Threshold.MORE_THAN_ONE_YEAR if raised else channel.threshold

    def standing_danger(self, reached: frozenset[CountryCode], offence: str | None, on: date) -> Danger:
        """Return the worst that threatens people whose data reach these states, by the node's own law."""
        if not self.dangers:
            return Danger.NONE
        return worst(
            found.danger for found in self.dangers if found.clause.about in reached and found.threatens(offence, on)
        )


def load_rulebook(texts: Texts, overlays: Sequence[Overlay]) -> Rulebook:
    """Read and check all texts.

    Raises:
        LawError: anything is wrong with them; a node that sees this does not start.
    """
    memberships = load_memberships(texts)
    instruments = load_instruments(texts, memberships)
    permits = {action: read_permits(_channels(texts, action), instruments) for action in Action}
    for action, group in permits.items():
        refuse_idle_permits(f"policies/{action}/channels.cedar", group, memberships.bodies)
    forbids = {action: _forbids(texts, overlays, action) for action in Action}
    written = read_free_permits(_message_source(texts, "channels"), instruments)
    refuse_twins([found.id for group in (*permits.values(), written) for found in group])
    unwritten = read_forbids(_message_source(texts, "conditions"))
    refuse_twins([found.id for group in (*forbids.values(), unwritten) for found in group])
    refuse_twins([overlay.name for overlay in overlays])
    withdrawn = _gathered(clause for overlay in overlays for clause in overlay.withdrawn)
    thresholds = _gathered(clause for overlay in overlays for clause in overlay.thresholds)
    untold = _gathered(clause for overlay in overlays for clause in overlay.untold)
    _check_untold(untold.values())
    _check_withdrawn(withdrawn, (*permits.values(), written))
    _check_thresholds(thresholds.values(), instruments)
    offences = load_offences(texts)
    dangers = tuple(found for overlay in overlays for found in overlay.dangers)
    _check_dangers(dangers, offences)
    for overlay, action in product(overlays, Action):
        own = [found for found in forbids[action] if found.owner == overlay.name]
        name = f"law/{overlay.name}/{action}.cedar"
        refuse_idle(Trial(name=name, action=action, instruments=instruments, offences=offences), own)
    return Rulebook(
        version=_whole(texts, overlays).version(),
        instruments=instruments,
        memberships=memberships,
        offences=offences,
        permits=MappingProxyType(permits),
        forbids=MappingProxyType(forbids),
        message_permits=written,
        message_forbids=unwritten,
        withdrawn=withdrawn,
        thresholds=thresholds,
        dangers=dangers,
        untold=untold,
    )


def _message_source(texts: Texts, part: str) -> Source:
    name = f"policies/{Writing.MESSAGE}/{part}.cedar"
    schema = texts.by_name["policies/messages.cedarschema"]
    return Source(name=name, text=texts.by_name[name], action=Writing.MESSAGE, schema=schema)


def _channels(texts: Texts, action: Action) -> Source:
    return _source(texts, action, "channels", texts.by_name[f"policies/{action}/channels.cedar"])


def _forbids(texts: Texts, overlays: Sequence[Overlay], action: Action) -> tuple[Forbid, ...]:
    shared = read_forbids(_source(texts, action, "conditions", texts.by_name[f"policies/{action}/conditions.cedar"]))
    own = (
        found
        for overlay in overlays
        if action in overlay.conditions
        for found in read_forbids(_own_source(texts, action, overlay))
    )
    return (*shared, *own)


def _own_source(texts: Texts, action: Action, overlay: Overlay) -> Source:
    return Source(
        name=f"law/{overlay.name}/{action}.cedar",
        text=overlay.conditions[action],
        action=action,
        schema=texts.by_name["policies/conditions.cedarschema"],
        owner=overlay.name,
    )


def _source(texts: Texts, action: Action, part: str, text: str) -> Source:
    return Source(
        name=f"policies/{action}/{part}.cedar",
        text=text,
        action=action,
        schema=texts.by_name[f"policies/{part}.cedarschema"],
    )


def _gathered(clauses: Iterable[Clause]) -> Mapping[str, tuple[Clause, ...]]:
    """Return clauses by what they are about; two of one thing may not hold on the same day.

    Raises:
        PolicyError: two do.
    """
    found: dict[str, tuple[Clause, ...]] = {}
    for clause in clauses:
        if any(clause.meets(other) for other in found.get(clause.about, ())):
            raise PolicyError(f"{clause.about}: changed twice for the same days")
        found[clause.about] = (*found.get(clause.about, ()), clause)
    return MappingProxyType(found)


def _check_withdrawn(withdrawn: Iterable[str], permits: Iterable[tuple[Permit, ...]]) -> None:
    known = {found.id for group in permits for found in group}
    for name in sorted(set(withdrawn) - known):
        raise PolicyError(f"{name}: withdrawn, yet there is no such permit")


def _check_thresholds(thresholds: Iterable[tuple[Clause, ...]], instruments: Mapping[str, Instrument]) -> None:
    for clause in sorted((clause for found in thresholds for clause in found), key=lambda clause: clause.about):
        if clause.about not in instruments:
            raise PolicyError(f"{clause.about}: a threshold, yet there is no such instrument")
        instrument = instruments[clause.about]
        if strange := clause.kinds - instrument.entries.keys():
            raise PolicyError(f"{clause.about}: a threshold for {', '.join(sorted(strange))}, which it does not cover")
        if _is_idle(clause, instrument):
            raise PolicyError(f"{clause.about}: has this threshold by the shared law already")


def _is_idle(clause: Clause, instrument: Instrument) -> bool:
    """Tell whether the shared law asks for more than one year already wherever a clause does."""
    channels = [entry.channel for kind, entry in instrument.entries.items() if clause.covers(kind)]
    asked = {found.threshold for found in channels} | (set() if clause.kinds else {instrument.threshold})
    return asked == {Threshold.MORE_THAN_ONE_YEAR}


def _check_untold(untold: Iterable[tuple[Clause, ...]]) -> None:
    for clause in (clause for found in untold for clause in found):
        if strange := clause.kinds - KINDS.keys():
            raise PolicyError(f"{clause.about}: untold of {', '.join(sorted(strange))}, which is no kind of record")


def _check_dangers(dangers: Sequence[StandingDanger], offences: Mapping[str, Offence]) -> None:
    for number, found in enumerate(dangers):
        if strange := found.offences - offences.keys():
            raise PolicyError(f"{found.clause.about}: a danger for {', '.join(sorted(strange))}, which is no offence")
        for other in dangers[:number]:
            same = (found.clause.about, found.danger) == (other.clause.about, other.danger)
            shared = not found.offences or not other.offences or found.offences & other.offences
            if same and shared and found.clause.meets(other.clause):
                raise PolicyError(f"{found.clause.about}: {found.danger} stated twice for the same days")


def _whole(texts: Texts, overlays: Sequence[Overlay]) -> Texts:
    """Return the shared texts together with the node's own."""
    own = {
        f"{overlay.name}/{action}/conditions.cedar": text
        for overlay in overlays
        for action, text in overlay.conditions.items()
    }
    heads = {f"{overlay.name}/{HEAD}": canonical.digest(plain_overlay(overlay)) for overlay in overlays}
    return Texts(MappingProxyType({**texts.by_name, **own, **heads}))
