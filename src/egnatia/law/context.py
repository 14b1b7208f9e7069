"""Turns a request into the facts that the policies look at; their types are in `policies/*.cedarschema`."""

from collections.abc import Iterable

from egnatia.law.channels import Channel, Confirms
from egnatia.law.facts import Action, Party, PartySort, RecordFacts, Request
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import Memberships
from egnatia.law.offences import Offence
from egnatia.law.purposes import needs_offence
from egnatia.law.rulebook import Rulebook
from egnatia.law.transfer import transfer_basis
from egnatia.model.caveat import SubjectRole

Value = str | int | bool | list[str]
Facts = dict[str, Value]

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
        "europol_area": bool(offence and offence.europol),
        "over_one_year": bool(offence and offence.over_one_year),
        "serious": bool(offence and offence.serious),
    }


#: What stands for a record while none is looked at: no condition about records fires.
_NO_RECORD: Facts = {
    "has_record": False,
    "own_record": True,
    "record_of_kind": True,
    "record_for_purpose": True,
    "record_in_status": True,
    "record_role": SubjectRole.NOBODY,
    "record_minor": False,
    "contested": False,
    "handling": [],
}


def condition_facts(request: Request, channel: Channel, book: Rulebook) -> Facts:
    """Return the facts of the conditions, for one channel."""
    return {
        **_channel(request, channel, book),
        **_grounds(request, book),
        **_person(request, book.memberships),
        **(_record(request, request.record, channel) if request.record else _NO_RECORD),
        "approvals": request.approvals,
        "confirmed": request.confirmed,
        "consent": request.consent,
    }


def _channel(request: Request, channel: Channel, book: Rulebook) -> Facts:
    instrument = book.instruments[channel.instrument]
    recipient = request.onward.recipient if request.onward else None
    return {
        "instrument": instrument.id,
        "judicial": instrument.judicial,
        "threshold": instrument.threshold,
        "confirms": channel.confirms is not Confirms.NOBODY,
        "gives_data": bool(channel.reply),
        "transfer": transfer_basis(request, instrument, channel, book.memberships),
        "asker_country": request.asker.country or "",
        "answerer_country": request.answerer.country or "",
        "recipient_country": (recipient.country if recipient else None) or "",
    }


def _grounds(request: Request, book: Rulebook) -> Facts:
    offence = book.offences.get(request.offence) if request.offence else None
    return {
        "purpose": request.purpose,
        "offence": request.offence or "",
        "offence_needed": needs_offence(request.purpose),
        "offence_given": request.offence is not None,
        "offence_known": offence is not None,
        "over_one_year": offence is not None and offence.over_one_year,
        "authorisation": request.authorisation,
        "necessity": request.necessity,
        "case_open": request.case_file.open,
        "case_supervised": request.case_file.supervised,
        "case_matches": request.case_file.matches_purpose,
    }


def _person(request: Request, memberships: Memberships) -> Facts:
    origins = request.subject.asylum_from | (request.record.asylum_from if request.record else frozenset())
    involved = [request.asker, request.answerer, *([request.onward.recipient] if request.onward else [])]
    return {
        "subject_role": request.subject.role,
        "subject_minor": request.subject.minor,
        "origin_involved": any(memberships.reach(party) & origins for party in involved),
    }


def _record(request: Request, record: RecordFacts, channel: Channel) -> Facts:
    return {
        "has_record": True,
        "own_record": record.issuer == request.answerer.node,
        "record_of_kind": record.kind == request.kind,
        "record_for_purpose": request.purpose in record.purposes,
        "record_in_status": channel.statuses is None or bool(channel.statuses & record.statuses),
        "record_role": record.role,
        "record_minor": record.minor,
        "contested": record.contested,
        "handling": sorted(record.handling),
    }
