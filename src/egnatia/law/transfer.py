"""On what ground personal data may go to a third country (LED Arts 35 to 38)."""

from enum import StrEnum

from egnatia.law.channels import Channel
from egnatia.law.facts import Action, Party, PartySort, Request
from egnatia.law.instruments import Instrument
from egnatia.law.memberships import Memberships
from egnatia.law.purposes import is_humanitarian
from egnatia.model.caveat import SubjectRole
from egnatia.model.kinds import KINDS


class Basis(StrEnum):
    """The ground, from the broadest; the ledger keeps it with the decision."""

    NONE_NEEDED = "none needed"
    ADEQUACY = "adequacy"  #: Art. 36.
    SAFEGUARD = "safeguard"  #: Art. 37: in the instrument itself.
    PRIVATE = "private recipient"  #: Art. 39: no competent authority; the single case, strictly necessary.
    VITAL = "vital interests"  #: Art. 38(1)(a): to find, identify or protect the person.
    DEROGATION = "derogation"  #: Art. 38(1)(d), (2): in this case, by an authority that weighed it.
    MISSING = "missing"


def transfer_basis(request: Request, instrument: Instrument, channel: Channel, memberships: Memberships) -> Basis:
    """Return on what ground the data of this act may leave the Union; only parties bound by EU law need one."""
    sender, receiver = direction(request)
    on = request.on
    if not memberships.in_union(sender, on) or memberships.in_union(receiver, on) or not is_personal(request, channel):
        return Basis.NONE_NEEDED
    if receiver.sort is PartySort.NGO:
        return Basis.PRIVATE if request.necessity else Basis.MISSING
    if receiver.sort is PartySort.STATE and memberships.is_adequate(receiver, on):
        return Basis.ADEQUACY
    if instrument.safeguard:
        return Basis.SAFEGUARD
    if is_humanitarian(request.purpose):
        return Basis.VITAL
    return Basis.DEROGATION if _weighed(request) else Basis.MISSING


def _weighed(request: Request) -> bool:
    """Tell whether an authority allowed the transfer: of a whole record, one of the side that gives it (Art. 38(2))."""
    return request.authorised_here if request.action is Action.RELEASE else request.authorisation


def direction(request: Request) -> tuple[Party, Party]:
    """Return who would send data to whom."""
    if request.action is Action.ASK:
        return request.asker, request.answerer
    if request.action is Action.FORWARD and request.onward:
        return request.asker, request.onward.recipient
    return request.answerer, request.asker


def is_personal(request: Request, channel: Channel) -> bool:
    """Tell whether what would be sent is about a person: by its kind, a subject, a holder, or as a whole record."""
    kind = KINDS[channel.kind]
    return (
        kind.personal
        or request.subject.role is not SubjectRole.NOBODY
        or request.action in (Action.RELEASE, Action.FORWARD)
        or (request.action is Action.ANSWER and any(kind.properties[name].sensitive for name in channel.reply))
    )
