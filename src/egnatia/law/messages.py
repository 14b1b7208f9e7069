"""Whether one desk may write to another: under which instruments, and what is missing; the rules stand in Cedar.

A message is about a matter, not about one kind of record, and people write and read it. So its channel is open where
the instrument is in force between the two; no data need be connected for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import cedarpy
import orjson
from cedarpy import pst

from egnatia.law.channels import Channel, Confirms, Transport
from egnatia.law.context import NO_THRESHOLD, Facts, common_facts, entity
from egnatia.law.decision import Bar, Decision, Missing
from egnatia.law.facts import PartySort, Request, Writing
from egnatia.law.instruments import Instrument
from egnatia.law.judge import REMEMBERED
from egnatia.law.policies import Forbid, Permit
from egnatia.law.rulebook import Rulebook

#: Policies compare facts only; no entity needs attributes.
_NOBODY = cedarpy.Entities.from_json_str("[]")
_NO_CHANNEL = Missing(policy="message.channel", words="a channel: no instrument carries such a message between the two")
_ERROR = Missing(policy="message.error", words="a law that can be evaluated: an error closes")
#: By which sort of person a message is personal data in the sense of a transfer: whoever it may be about.
_KIND = "person"
#: The sort as which the plan of a controlled delivery is judged, at both ends: it is a message between authorities.
CONTROLLED_DELIVERY = "controlled_delivery"
#: The sort as which the plan of a joint action day is judged: figures and numbers of cases, no personal data.
JOINT_ACTION = "joint_action"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """What the law must know of a message beside the request in which its grounds stand."""

    sort: str  #: A sort of message, or of a plan.
    gives: bool  #: It may contain information on record; else it asks.
    replies: bool  #: It answers a message of the partner.
    urgent: bool
    urgency_told: bool
    attached: bool = False  #: Files go with it, and nobody but people can tell what is in them.
    kind: str = _KIND  #: Of the record that it gives; words alone may be about anybody.


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An instrument under which a message may go, and what is still missing for it."""

    instrument: str
    name: str
    article: str
    decision: Decision


class MessageJudge:
    """The rules on messages at work; a pure function of the rulebook and of what is asked."""

    def __init__(self, book: Rulebook) -> None:
        """Take a checked rulebook."""
        self._book = book
        # As for questions: a pure function of frozen facts, the day among them, so that remembering changes nothing.
        self._found = lru_cache(maxsize=REMEMBERED)(self._carriers)

    def carriers(self, request: Request, facts: MessageFacts) -> tuple[Carrier, ...]:
        """Return the instruments that carry a message, the ones with the least missing first.

        Args:
            request: who writes (asker) to whom (answerer), on which grounds; an instrument named is the only one.
            facts: what else the law must know of the message.
        """
        return self._found(request, facts)

    def _carriers(self, request: Request, facts: MessageFacts) -> tuple[Carrier, ...]:
        fired, errors = self._evaluate(self._permits, request, facts, self._channel_facts(request))
        if errors:
            return ()
        found = [self._carrier(request, facts, permit) for permit in self._book.message_permits if permit.id in fired]
        wanted = [one for one in found if request.instrument in (None, one.instrument)]
        return tuple(sorted(wanted, key=lambda one: len(one.decision.missing)))

    def decide(self, request: Request, facts: MessageFacts) -> Decision:
        """Say whether a message may go as it stands, under which instrument, and what exactly is missing."""
        found = self.carriers(request, facts)
        if found:
            return found[0].decision
        return Decision(
            action=Writing.MESSAGE, open=False, channel=None, missing=(_NO_CHANNEL,), request=_noted(request, facts)
        )

    def _carrier(self, request: Request, facts: MessageFacts, permit: Permit) -> Carrier:
        instrument = self._book.instruments[permit.instrument]
        channel = channel_of(instrument, permit.article, facts.kind)
        case = request.case_file
        known = {
            **self._channel_facts(request),
            **common_facts(request, channel, self._book),
            "case_open": case.open,
            "case_supervised": case.supervised,
            "case_matches": case.matches_purpose,
        }
        fired, errors = self._evaluate(self._forbids, request, facts, known)
        missing = [Missing(policy=one.id, words=one.words) for one in self._book.message_forbids if one.id in fired]
        missing += [_ERROR] if errors else []
        decision = Decision(
            action=Writing.MESSAGE,
            open=not missing,
            channel=channel,
            permits=(permit.id,),
            missing=tuple(missing),
            errors=errors,
            request=_noted(request, facts),
        )
        return Carrier(instrument=instrument.id, name=instrument.name, article=permit.article, decision=decision)

    def _channel_facts(self, request: Request) -> Facts:
        pair = (request.asker, request.answerer)
        body = next((party.node for party in pair if party.sort is PartySort.BODY), "")
        offence = self._book.offences.get(request.offence) if request.offence else None
        return {
            "in_force": [one.id for one in self._book.instruments.values() if in_force(one, request)],
            "partner": request.answerer.sort,
            "body": body,
            "europol_area": bool(offence and offence.europol),
            "over_one_year": bool(offence and offence.over_one_year),
            "at_least_one_year": bool(offence and offence.at_least_one_year),
            "serious": bool(offence and offence.serious),
            **_UNKNOWN,
            "offence": request.offence or "",
            "purpose": request.purpose,
        }

    def _evaluate(
        self, policies: cedarpy.PolicySet, request: Request, facts: MessageFacts, known: Facts
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the ids of the policies that fire and hold here, and the errors, any of which closes."""
        context = {
            **known,
            "gives": facts.gives,
            "attached": facts.attached,
            "replies": facts.replies,
            "urgent": facts.urgent,
            "urgency_told": facts.urgency_told,
            "approvals": request.approvals,
        }
        asked = {
            "principal": entity(request.asker),
            "action": {"type": "Action", "id": str(Writing.MESSAGE)},
            "resource": {"type": "Sort", "id": facts.sort},
            "context": orjson.dumps(context).decode(),
        }
        try:
            result = cedarpy.is_authorized(asked, policies, _NOBODY)
        except ValueError as error:
            return frozenset(), (str(error),)
        reasons = (name for name in result.diagnostics.reasons if not self._book.is_withdrawn(name, request.on))
        return frozenset(reasons), tuple(result.diagnostics.errors)

    @cached_property
    def _permits(self) -> cedarpy.PolicySet:
        return _compiled(self._book.message_permits)

    @cached_property
    def _forbids(self) -> cedarpy.PolicySet:
        return _compiled(self._book.message_forbids)


#: What the channels do not look at; the schema knows one form of facts.
_UNKNOWN: Facts = {
    "instrument": "",
    "judicial": False,
    "threshold": NO_THRESHOLD,
    "transfer": "none needed",
    "offence": "",
    "offence_state": "none",
    "authorisation": False,
    "authorisation_void": False,
    "necessity": False,
    "subject_role": "unknown",
    "subject_minor": False,
    "origin_involved": False,
    "danger": "none",
    "assurance": False,
    "case_open": False,
    "case_supervised": False,
    "case_matches": False,
}


def _compiled(policies: Iterable[Permit | Forbid]) -> cedarpy.PolicySet:
    nodes = {found.id: found.node for found in policies}
    return cedarpy.PolicySet.from_pst(pst.PolicySet(templates={}, static_policies=nodes, template_links=()))


def _noted(request: Request, facts: MessageFacts) -> Request:
    """Return the facts as the ledger's digest covers them: the sort stands in the place of a kind of record."""
    return replace(request, kind=facts.sort)


def in_force(instrument: Instrument, request: Request) -> bool:
    """Tell whether an instrument binds the two on the day, whoever of them writes."""
    pairs = ((request.asker, request.answerer), (request.answerer, request.asker))
    return any(instrument.bar(one, other, "", request.on) is Bar.KIND for one, other in pairs)


def channel_of(instrument: Instrument, article: str, kind: str = _KIND) -> Channel:
    """Return the channel of messages under an instrument: people write and read, nothing is matched or released."""
    clocks = [entry.channel for entry in instrument.entries.values() if entry.channel.clock_hours]
    return Channel(
        instrument=instrument.id,
        name=instrument.name,
        kind=kind,
        article=article,
        keys=(),
        exact=False,
        reply=frozenset(),
        confirms=Confirms.NOBODY,
        release=False,
        clock_hours=max((found.clock_hours or 0 for found in clocks), default=None),
        transport=Transport.MANUAL,
        threshold=instrument.threshold,
        mark=instrument.mark,
    )
