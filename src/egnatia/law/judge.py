"""Evaluates the policies over the facts of a request: which channels are open, and what is missing for each.

Everything here is a pure function of its arguments and of the rulebook, so that results may be remembered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

import cedarpy
import orjson

from egnatia.law.channels import Channel
from egnatia.law.context import NO_RECORD, Facts, channel_facts, condition_facts, entity, parties
from egnatia.law.decision import Missing, OpenChannel
from egnatia.law.facts import Action, Party, PartySort, Request
from egnatia.law.instruments import Instrument
from egnatia.law.looking import facts_of, names_parties
from egnatia.law.policies import Forbid, Permit, binds, cut, under
from egnatia.law.rulebook import Rulebook
from egnatia.law.trial import Trial, can_fire
from egnatia.model.identity import NodeId
from egnatia.model.kinds import KINDS

#: How many evaluations and decisions are remembered; each takes about a kilobyte.
REMEMBERED = 4096

#: Policies compare facts only; no entity needs attributes.
_NOBODY = cedarpy.Entities.from_json_str("[]")

#: In place of a party where no policy names one: requests of all parties of a sort then have one evaluation.
_ANYBODY = {sort: Party(node=NodeId("-"), sort=sort) for sort in PartySort}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of the policies that can concern a request, compiled once."""

    action: Action
    kind: str
    channels: bool = True  #: The permits; else the conditions.
    instrument: str | None = None  #: Only its permits.
    record: bool = True  #: A record is looked at; else conditions that only a record could fail are left out.


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The policies of a part as the engine takes them, and at what they look."""

    policies: cedarpy.PolicySet
    facts: frozenset[str] | None  #: None: at the facts as a whole.
    by_sort: bool  #: Of a party only its sort matters.


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one evaluation says: the policies that fired, and the errors, any of which closes."""

    fired: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


class Judge:
    """The rulebook at work."""

    def __init__(self, book: Rulebook) -> None:
        """Begin with nothing remembered."""
        self.book = book
        self._instrument_of = {permit.id: permit.instrument for group in book.permits.values() for permit in group}
        self._words_of = {forbid.id: forbid.words for group in book.forbids.values() for forbid in group}
        self._gives_way = {forbid.id for group in book.forbids.values() for forbid in group if forbid.gives_way}
        self._compiled = cache(self._compile)
        self._evaluate = lru_cache(maxsize=REMEMBERED)(self._cedar)
        self._up = lru_cache(maxsize=REMEMBERED)(self._operational)

    def forget(self) -> None:
        """Forget every evaluation, so that the next is made anew; what is compiled stays."""
        self._evaluate.cache_clear()
        self._up.cache_clear()

    def operational(self, request: Request) -> tuple[Instrument, ...]:
        """Return the instruments, or the named one, that are operational between the two for the kind on the day."""
        pair = parties(request)
        return self._up(*pair, request.kind, request.on, request.instrument) if pair else ()

    def facts(self, request: Request, *, any_keys: bool = False) -> Facts:
        """Return the facts over which the permits are evaluated."""
        offence = self.book.offences.get(request.offence) if request.offence else None
        return channel_facts(request, self.operational(request), offence, any_keys=any_keys)

    def permits(self, request: Request, facts: Facts) -> Verdict:
        """Return the ids of the permits that fire over the request's facts, or over supposed ones, and hold here.

        With an instrument named, only its permits are evaluated.
        """
        part = Part(action=request.action, kind=request.kind, instrument=request.instrument)
        verdict = self._over(part, request, facts)
        if not self.book.withdrawn:
            return verdict
        left = tuple(name for name in verdict.fired if not self.book.is_withdrawn(name, request.on))
        return replace(verdict, fired=left)

    def missing(self, request: Request, channel: Channel) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
        """Return what is missing to use a channel, danger to life left aside, and the errors."""
        looking = request.record is not None or request.action is not Action.ANSWER
        part = Part(action=request.action, kind=request.kind, channels=False, record=looking)
        verdict = self._over(part, request, condition_facts(request, channel, self.book))
        fired = (name for name in self._words_of if name in verdict.fired)
        return tuple(Missing(policy=name, words=self._words_of[name]) for name in fired), verdict.errors

    def opened(self, request: Request, verdict: Verdict) -> dict[str, tuple[str, ...]]:
        """Return the instruments that the permits open, in the order of the file, each with its permits."""
        found: dict[str, tuple[str, ...]] = {}
        for permit in verdict.fired:
            name = self._instrument_of[permit]
            found[name] = (*found.get(name, ()), permit)
        wanted = self.book.instruments if request.instrument is None else (request.instrument,)
        return {name: found[name] for name in wanted if name in found}

    def judge(self, request: Request, instrument: str, permits: tuple[str, ...]) -> OpenChannel:
        """Return one open channel with what is missing to use it."""
        channel = self.book.instruments[instrument].entries[request.kind].channel
        unmet, errors = self.missing(request, channel)
        gave_way = tuple(found for found in unmet if request.danger_to_life and found.policy in self._gives_way)
        missing = tuple(found for found in unmet if found not in gave_way)
        return OpenChannel(channel=channel, permits=permits, missing=missing, errors=errors, gave_way=gave_way)

    def _over(self, part: Part, request: Request, facts: Facts) -> Verdict:
        pair = parties(request)
        if pair is None or request.kind not in KINDS:
            return Verdict()
        compiled = self._compiled(part)
        if compiled.facts is not None:
            facts = {name: value for name, value in facts.items() if name in compiled.facts}
        try:
            context = orjson.dumps(facts).decode()
        except orjson.JSONEncodeError as error:
            return Verdict(errors=(str(error),))
        return self._evaluate(part, _ANYBODY[pair[0].sort] if compiled.by_sort else pair[0], context)

    def _cedar(self, part: Part, principal: Party, context: str) -> Verdict:
        asked = {
            "principal": entity(principal),
            "action": {"type": "Action", "id": str(part.action)},
            "resource": {"type": "Kind", "id": part.kind},
            "context": context,
        }
        try:
            result = cedarpy.is_authorized(asked, self._compiled(part).policies, _NOBODY)
        except ValueError as error:
            return Verdict(errors=(str(error),))
        if result.decision is cedarpy.Decision.NoDecision:
            return Verdict(errors=tuple(result.diagnostics.errors) or ("no decision",))
        return Verdict(fired=tuple(sorted(result.diagnostics.reasons)), errors=tuple(result.diagnostics.errors))

    def _compile(self, part: Part) -> Compiled:
        chosen = [found for found in self._chosen(part) if binds(found, part.kind)]
        nodes = [found.node for found in chosen]
        return Compiled(policies=cut(chosen, part.kind), facts=facts_of(nodes), by_sort=not names_parties(nodes))

    def _chosen(self, part: Part) -> Iterable[Permit | Forbid]:
        if part.channels:
            return under(self.book.permits[part.action], part.instrument)
        forbids = self.book.forbids[part.action]
        if part.record:
            return forbids
        trial = Trial(
            name=part.action, action=part.action, instruments=self.book.instruments, offences=self.book.offences
        )
        return [found for found in forbids if can_fire(trial, found, NO_RECORD)]

    def _operational(self, one: Party, other: Party, kind: str, on: date, only: str | None) -> tuple[Instrument, ...]:
        wanted = self.book.instruments.values() if only is None else (self.book.instruments[only],)
        covering = (found for found in wanted if kind in found.entries)
        return tuple(found for found in covering if found.bar(one, other, kind, on) is None)
