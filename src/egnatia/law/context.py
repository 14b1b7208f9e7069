"""Turns a request into the facts that the policies look at; their types are in `policies/*.cedarschema`."""

from collections.abc import Callable, Iterable, Mapping

from egnatia.law.channels import Channel, Confirms, Transport
from egnatia.law.facts import Action, Party, PartySort, RecordFacts, Request
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import Memberships
from egnatia.law.offences import Offence
from egnatia.law.purposes import needs_offence
from egnatia.law.rulebook import Rulebook
from egnatia.law.transfer import direction, transfer_basis
from egnatia.model.caveat import SubjectRole
from egnatia.model.kinds import KINDS
from egnatia.model.peril import Danger, worst

Value = str | int | bool | list[str]
Facts = dict[str, Value]

#: How the facts say that any offence will do.
NO_THRESHOLD = "none"

_ENTITY = {PartySort.STATE: "State", PartySort.BODY: "Body", PartySort.NGO: "Ngo"}


def parties(request: Request) -> tuple[Party, Party] | None:
    """Return between whom the act happens: who asks or would receive, and the other; None: a recipient is missing."""
    if request.action is not Action.FORWARD:
        return request.asker, request.answerer
    return (request.onward.recipient, request.asker) if request.onward else None


def entity(party: Party) -> dict[str, str]:
    """Return a party as Cedar names it."""
    return {"type": _ENTITY[party.sort], "id": party.node}


def channel_facts(
    request: Request, instruments: Iterable[Instrument], offence: Offence | None, *, any_keys: bool = False
) -> Facts:
    """Return the facts of a channel.

    Args:
        request: what is judged.
        instruments: those that are operational between the two for the kind on the day.
        offence: the category that the request names, if there is one of that code.
        any_keys: suppose that the question names enough properties, whatever the instrument.
    """
    pair = parties(request) or (request.asker, request.answerer)
    up = [instrument for instrument in instruments if request.kind in instrument.entries]
    channels = [instrument.entries[request.kind].channel for instrument in up]
    body = next((party.node for party in pair if party.sort is PartySort.BODY), "")
    return {
        "operational": [channel.instrument for channel in channels],
        "sufficient": [
            channel.instrument for channel in channels if any_keys or channel.takes(request.keys, exact=request.exact)
        ],
        "releasing": [channel.instrument for channel in channels if channel.release],
        "partner": pair[1].sort,
        "body": body,
        "purpose": request.purpose,
        **scope_facts(request, offence),
    }


def scope_facts(request: Request, offence: Offence | None) -> Facts:
    """Return what the offence opens, for instruments that serve for certain offences only.

    Where the purpose needs an offence and none is named, one that fits is supposed: that it is missing is a condition
    under every instrument, and is told once. Not in danger to life, where the condition gives way and nothing else
    would keep such an instrument closed.
    """
    supposed = _offence_state(request, offence) == "missing" and not request.danger_to_life
    return {
        "europol_area": supposed or bool(offence and offence.europol),
        "serious": supposed or bool(offence and offence.serious),
    }


def condition_facts(request: Request, channel: Channel, book: Rulebook) -> Facts:
    """Return the facts of the conditions of the request's action, for one channel."""
    facts = {**common_facts(request, channel, book), **_OF_ACTION[request.action](request, channel)}
    if request.action in (Action.ASK, Action.ANSWER):
        facts |= _of_question(request, channel, book)
    return facts


def _of_question(request: Request, channel: Channel, book: Rulebook) -> Facts:
    kind = KINDS[channel.kind]
    return {
        "minor_stated": request.subject.minor and not request.minor_supposed,
        "gives_personal": any(kind.properties[name].sensitive for name in channel.reply),
        "stays": request.stays,
        "knows_watch": book.instruments[channel.instrument].knows_watch(request.kind, request.purpose),
    }


def common_facts(request: Request, channel: Channel, book: Rulebook) -> Facts:
    """Return the facts that all acts share: the channel, the transfer, the grounds, the person."""
    instrument = book.instruments[channel.instrument]
    offence = book.offences.get(request.offence) if request.offence else None
    return {
        "instrument": instrument.id,
        "judicial": instrument.judicial,
        "threshold": book.threshold(channel, request.on) or NO_THRESHOLD,
        "transfer": transfer_basis(request, instrument, channel, book.memberships),
        "asker_country": request.asker.country or "",
        "answerer_country": request.answerer.country or "",
        "purpose": request.purpose,
        "offence": request.offence or "",
        "offence_state": _offence_state(request, offence),
        "over_one_year": offence is not None and offence.over_one_year,
        "at_least_one_year": offence is not None and offence.at_least_one_year,
        "authorisation": request.authorisation,
        "authorisation_void": request.authorisation_void,
        "necessity": request.necessity,
        "subject_role": request.subject.role,
        "subject_minor": request.subject.minor,
        "origin_involved": _involves_origin(request, book.memberships),
        "danger": _danger(request, book),
        "assurance": request.assurance,
    }


def _danger(request: Request, book: Rulebook) -> Danger:
    """Return the worst that threatens the person where the data would go: as stated of the person, or of the state."""
    if not book.dangers:
        return request.danger
    reached = book.memberships.reach(direction(request)[1])
    return worst((request.danger, book.standing_danger(reached, request.offence, request.on)))


def _offence_state(request: Request, offence: Offence | None) -> str:
    if request.offence is None:
        return "missing" if needs_offence(request.purpose) else "none"
    return "known" if offence else "unknown"


def _involves_origin(request: Request, memberships: Memberships) -> bool:
    origins = request.subject.asylum_from | (request.record.asylum_from if request.record else frozenset())
    involved = [request.asker, request.answerer, *([request.onward.recipient] if request.onward else [])]
    return any(memberships.reach(party) & origins for party in involved)


def _of_ask(request: Request, _: Channel) -> Facts:
    case = request.case_file
    return {"case_open": case.open, "case_supervised": case.supervised, "case_matches": case.matches_purpose}


def _of_answer(request: Request, channel: Channel) -> Facts:
    record = request.record
    return {
        **_record(request),
        "own_record": _is_own(request),
        "record_in_status": record is None or channel.statuses is None or bool(channel.statuses & record.statuses),
        "gives_data": bool(channel.reply),
        "by_machine": channel.transport is Transport.AUTOMATIC,
    }


def _of_release(request: Request, channel: Channel) -> Facts:
    return {
        **_record(request),
        "own_record": _is_own(request),
        "approvals": request.approvals,
        "authorised_here": request.authorised_here,
        "confirms": channel.confirms is not Confirms.NOBODY,
        "confirmed": request.confirmed,
        "confirmed_elsewhere": channel.confirms is Confirms.ASKER,
    }


def _of_forward(request: Request, _: Channel) -> Facts:
    country = request.onward.recipient.country if request.onward else None
    received_for = request.record.received_for if request.record else None
    return {
        **_record(request),
        "recipient_country": country or "",
        "received_for": received_for or "",
        "approvals": request.approvals,
    }


#: What the facts of an answer say of the record as long as none is looked at.
NO_RECORD: Facts = {
    "has_record": False,
    "record_of_kind": True,
    "record_for_purpose": True,
    "record_role": SubjectRole.NOBODY,
    "record_minor": False,
    "contested": False,
    "handling": [],
    "own_record": True,
    "record_in_status": True,
}


def _is_own(request: Request) -> bool:
    return request.record is None or request.record.issuer == request.answerer.node


def _record(request: Request) -> Facts:
    """Return the facts of the record; without one, those with which no condition about records fires."""
    record = request.record or RecordFacts(
        issuer=request.answerer.node,
        kind=request.kind,
        purposes=frozenset({request.purpose}),
        role=SubjectRole.NOBODY,
    )
    return {
        "has_record": request.record is not None,
        "record_of_kind": record.kind == request.kind,
        "record_for_purpose": request.purpose in record.purposes,
        "record_role": record.role,
        "record_minor": record.minor,
        "contested": record.contested,
        "handling": sorted(record.handling),
        "consent": request.consent,
    }


_OF_ACTION: Mapping[Action, Callable[[Request, Channel], Facts]] = {
    Action.ASK: _of_ask,
    Action.ANSWER: _of_answer,
    Action.RELEASE: _of_release,
    Action.FORWARD: _of_forward,
}
