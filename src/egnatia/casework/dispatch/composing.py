"""Putting a message together: what was typed becomes what travels, and the law says under which instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from egnatia.casework.authorisation import invoke
from egnatia.casework.casefiles import is_supervised, working_in
from egnatia.casework.dispatch.assisting import assistance_lacks, closed_words
from egnatia.casework.dispatch.crossing import crossing_lacks
from egnatia.casework.dispatch.drafting import desk_of
from egnatia.casework.dispatch.seeing import find_dispatch
from egnatia.casework.dispatches import Composition, DispatchRow
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.lawful import NO_THREAT, Threat, party, under_age
from egnatia.casework.office import Office
from egnatia.casework.peril import stated_in, threat_to
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.exchange.states import DispatchState
from egnatia.law.facts import WHOLE, Action, CaseFacts, Request
from egnatia.law.messages import Carrier, MessageFacts
from egnatia.model.authorisation import Invocation, Measure, plain_invocation
from egnatia.model.authority import Way, on_paper, parse_partner
from egnatia.model.caveat import SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch import MOST_APPROVALS, Dispatch, Thing, lacking, parse_dispatch
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.identity import CaseId, MessageId, NodeId, StatementId
from egnatia.model.kinds import KINDS
from egnatia.model.question import Subject
from egnatia.model.values import tidy

#: What stands in the place of an instrument until the law has chosen one.
_NONE_YET = "none"


#: States of what its recipient does not have, as far as is known.
_NEVER_ARRIVED: Final = (DispatchState.FAILED, DispatchState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a message is written in: the own case file, or the thread of a partner."""

    partner: NodeId
    earlier: DispatchRow | None  #: The message to which it replies.
    file: CaseFile | None
    supervised: bool  #: A supervisor opened the file who is not the one who writes.
    authorisation: Invocation | None
    threat: Threat
    authority: str = ""  #: Name and address of a partner without a node.


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A message put together, with what the law says to it."""

    typed: Composition
    dispatch: Dispatch
    carriers: tuple[Carrier, ...]  #: The instruments under which it may go, the one that was chosen first.
    lacks: tuple[str, ...]  #: What its form still wants.
    missing: tuple[str, ...]  #: What the law still wants.
    matter: Matter

    @property
    def needs_second(self) -> bool:
        """Whether nothing is missing but a second person."""
        found = self.carriers[0].decision.missing if self.carriers else ()
        return bool(found) and not self.lacks and all(one.policy == SECOND for one in found)

    def recipient(self, me: NodeId) -> NodeId:
        """Return who is to reply: the partner, or this node to what came on paper."""
        return me if self.typed.came else self.matter.partner


#: The condition that a first approval may leave unmet: the law's own id for it.
SECOND = "message.second-approver"
_NO_CHANNEL = "a channel: no instrument carries such a message between the two"


def compose(office: Office, tx: Transaction, actor: Account, row: DispatchRow, approvals: int) -> Composed:
    """Put a draft together.

    Args:
        office: of this node.
        tx: reads.
        actor: who writes, or approves.
        row: of the draft.
        approvals: different people who stand behind it, the actor included.

    Raises:
        ParseError: something that was typed is not what it should be; names the field.
        NotFoundError: the partner, the case file or the authorisation does not exist.
        NotAllowedError: the actor does not work in the case file, or gave the authorisation.
        ConflictError: the case file is closed, or nothing was typed.
    """
    typed = row.draft
    if typed is None:
        raise ConflictError("nothing is left of this message")
    matter = _matter(office, tx, actor, row, typed)
    plain = _plain(office, actor, row, typed, _Around(tx=tx, matter=matter, approvals=approvals))
    if typed.came:
        plain = {**plain, **_came(tx, row)}
    dispatch = replace(parse_dispatch(plain), attachments=row.attachments)
    named = typed.instrument or _earlier_instrument(matter)
    request, about = _request_came(office, dispatch, matter) if typed.came else _request(office, dispatch, matter)
    request = replace(request, instrument=named or None)
    carriers = office.law.messages.carriers(request, about)
    chosen = carriers[0].instrument if carriers else named or _NONE_YET
    under = replace(dispatch, grounds=replace(dispatch.grounds, instrument=chosen))
    lacks = _lacks(office, under, matter.partner, _first(tx, matter.earlier))
    return Composed(
        typed=typed,
        dispatch=under,
        carriers=carriers,
        lacks=_lacks_came(row, matter) if typed.came else (*_lacks_address(matter), *lacks),
        missing=carriers[0].decision.words if carriers else tuple(closed_words(office, request, about, _NO_CHANNEL)),
        matter=matter,
    )


def _request(office: Office, dispatch: Dispatch, matter: Matter) -> tuple[Request, MessageFacts]:
    case = matter.file
    facts = CaseFacts(open=case is not None, supervised=matter.supervised, matches_purpose=case is not None)
    return request_of(
        office, dispatch, Between(sender=office.me, recipient=matter.partner, case=facts, threat=matter.threat)
    )


def _request_came(office: Office, dispatch: Dispatch, matter: Matter) -> tuple[Request, MessageFacts]:
    """Ask the law of what came on paper: its signature stands for who authorised and approved it there (ADR 0148)."""
    request, facts = request_of(office, dispatch, Between(sender=matter.partner, recipient=office.me))
    return replace(request, authorisation=True, approvals=MOST_APPROVALS), facts


def _lacks_came(row: DispatchRow, matter: Matter) -> tuple[str, ...]:
    """Say what is wanted of what came on paper: the recipient judges the law, not the form."""
    wanted = {
        "the authority that wrote it": bool(matter.authority),
        "by which way it came": row.draft is not None and row.draft.way in set(Way),
        "the scanned original, as a file": bool(row.attachments),
    }
    return tuple(words for words, given in wanted.items() if not given)


def _lacks_address(matter: Matter) -> tuple[str, ...]:
    wanting = on_paper(matter.partner) and not matter.authority
    return ("the authority to which it goes on paper, with its address",) if wanting else ()


def _lacks(office: Office, dispatch: Dispatch, partner: NodeId, first: Dispatch | None) -> tuple[str, ...]:
    """Say what a message lacks by its form, and by its instrument if it is on legal assistance or crosses a border."""
    assisted = assistance_lacks(dispatch, dispatch.grounds.instrument, first)
    by_instrument = (*assisted, *crossing_lacks(office, dispatch, partner, first))
    known = [words.split(" (")[0] for words in by_instrument]
    return (*(words for words in lacking(dispatch) if words not in known), *by_instrument)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From whom to whom a message goes, and what only the sender knows."""

    sender: NodeId
    recipient: NodeId
    case: CaseFacts = WHOLE
    threat: Threat = NO_THREAT


def request_of(office: Office, dispatch: Dispatch, between: Between) -> tuple[Request, MessageFacts]:
    """Return what the law is asked about a message, on either side.

    Raises:
        NotFoundError: a party is not in the directory.
    """
    directory, today = office.directory(), office.clock.now().date()
    grounds = dispatch.grounds
    named = grounds.authorisation
    holds = named is not None and _covers(named, dispatch, today)
    urgent = dispatch.sort is Sort.URGENT or bool(grounds.urgency)
    request = Request(
        action=Action.ASK,
        asker=party(directory, between.sender),
        answerer=party(directory, between.recipient),
        kind="",
        purpose=grounds.purpose,
        offence=grounds.offence,
        instrument=None if grounds.instrument == _NONE_YET else grounds.instrument,
        subject=_strictest(grounds.subject, dispatch, today),
        case_file=between.case,
        authorisation=holds,
        authorisation_void=named is not None and not holds,
        necessity=bool(grounds.reason.strip()),
        on=today,
        approvals=grounds.approvals,
        danger=between.threat.danger,
        assurance=between.threat.assured,
    )
    facts = MessageFacts(
        sort=dispatch.sort,
        gives=SORTS[dispatch.sort].gives,
        replies=dispatch.place.replies_to is not None,
        urgent=urgent,
        urgency_told=bool(grounds.urgency.strip()),
        attached=bool(dispatch.attachments),
    )
    return request, facts


def _covers(named: Invocation, dispatch: Dispatch, today: date) -> bool:
    grounds = dispatch.grounds
    return named.authorisation.covers(Measure.ASK, grounds.case_file or "", grounds.purpose, today)


def _strictest(subject: Subject, dispatch: Dispatch, today: date) -> Subject:
    """Return who a message is about; a minor is one whatever was ticked."""
    return replace(subject, minor=True) if not subject.minor and _names_a_minor(dispatch, today) else subject


def _names_a_minor(dispatch: Dispatch, today: date) -> bool:
    """Tell whether a person who is described may be under 18; where nothing says who it is, the strictest holds."""
    unknown = dispatch.grounds.subject.role is SubjectRole.UNKNOWN
    people = [thing.properties for thing in dispatch.things if KINDS[thing.kind].personal]
    return any(under_age(properties, today, unknown=unknown) for properties in people)


def _earlier_instrument(matter: Matter) -> str:
    earlier = matter.earlier.dispatch if matter.earlier else None
    return earlier.grounds.instrument if earlier else ""


def _matter(office: Office, tx: Transaction, actor: Account, row: DispatchRow, typed: Composition) -> Matter:
    earlier = find_dispatch(tx, actor, MessageId(typed.replies_to)) if typed.replies_to else None
    if earlier and earlier.state in (DispatchState.DRAFT, DispatchState.PENDING, DispatchState.BY_HAND):
        raise ConflictError("nobody replies to a draft")
    if earlier and earlier.state in _NEVER_ARRIVED and not typed.came:
        raise ConflictError("it goes on from a message that never arrived: send that one again first")
    partner = earlier.partner if earlier else parse_partner(typed.partner, "partner")
    if not on_paper(partner) and (partner == office.me or partner not in office.directory().members):
        raise NotFoundError(f"no partner {partner} in the directory")
    if typed.came and not on_paper(partner):
        raise ConflictError("only what an authority without a node wrote is typed in")
    case = (earlier.case_file if earlier else None) or (CaseId(typed.case) if typed.case else None)
    file = working_in(tx, actor, case) if case else None
    if file is None and earlier is None:
        raise ConflictError("a message that begins a thread belongs to a case file")
    require(actor, Right.CORRESPOND, file.purpose if file else earlier.purpose if earlier else None)
    return Matter(
        partner=partner,
        earlier=earlier,
        file=file,
        supervised=file is not None and is_supervised(tx, file, row.by),
        authorisation=_invoked(office, tx, actor, file, typed.authorisation),
        authority=typed.authority.strip() or (earlier.authority if earlier else ""),
        threat=threat_to(office, stated_in(office, tx, (file.id,), actor), partner) if file else NO_THREAT,
    )


def _invoked(office: Office, tx: Transaction, actor: Account, file: CaseFile | None, named: str) -> Invocation | None:
    return invoke(office, tx, actor, file.id, StatementId(named)) if file and named else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a message is put together from beside what was typed."""

    tx: Transaction
    matter: Matter
    approvals: int


def _plain(office: Office, actor: Account, row: DispatchRow, typed: Composition, around: _Around) -> dict[str, Any]:
    """Write what was typed as the body of a letter, which its own reader then checks."""
    matter, file, earlier = around.matter, around.matter.file, around.matter.earlier
    first = _first(around.tx, earlier)
    offence = file.offence if file else first.grounds.offence if first else None
    purpose = file.purpose if file else first.grounds.purpose if first else None
    return {
        "thread": row.thread,
        "number": _number(around.tx, row, earlier),
        **({"replies_to": earlier.id} if earlier else {}),
        "sort": typed.sort,
        "area": typed.area or (first.area if first else ""),
        "sender_desk": _our_desk(row, earlier) or desk_of(actor, typed.sender_desk),
        "desk": _their_desk(row, earlier, typed),
        "title": tidy(typed.title),
        "text": typed.text.strip(),
        "facts": _tidied(typed.facts),
        "things": [thing for thing in map(_plain_thing, typed.things) if thing["properties"]],
        "purpose": purpose,
        **({"offence": offence} if offence else {}),
        "instrument": _NONE_YET,
        **({"case_file": file.id} if file and not typed.came else {}),
        **({"authorisation": plain_invocation(matter.authorisation)} if matter.authorisation else {}),
        "subject": {"role": typed.role, "minor": typed.minor, "asylum_from": sorted(set(typed.asylum_from))},
        "reason": tidy(typed.reason) or (f"Reply to {earlier.id}" if earlier else ""),
        **({"urgency": tidy(typed.urgency)} if typed.urgency.strip() else {}),
        "approvals": around.approvals,
        "policy": office.law.version,
        "source": typed.source,
        "information": typed.information,
        "handling": sorted(set(typed.handling)),
        **({"restriction": tidy(typed.restriction)} if typed.restriction.strip() else {}),
    }


def _came(tx: Transaction, row: DispatchRow) -> dict[str, Any]:
    """Return where what came on paper stands in its thread, and between which desks."""
    number = 1 + max((one.number or 0 for one in tx.dispatches.places(row.thread) if one.received), default=0)
    return {"number": number, "sender_desk": Desk.CONTACT_POINT, "desk": row.desk, "reason": "It came on paper"}


def _first(tx: Transaction, earlier: DispatchRow | None) -> Dispatch | None:
    """Return what began the thread: its purpose and offence are those of all that follows."""
    found = tx.dispatches.places(earlier.thread) if earlier else ()
    first = next((tx.dispatches.get(row.id) for row in found if row.says and row.number is not None), None)
    return first.dispatch if first else None


def _before(row: DispatchRow, earlier: DispatchRow) -> Dispatch | None:
    """Return a reply as it went before, if it did: the partner may have it, between the desks that it named then."""
    went = row.dispatch
    return went if went and went.place.replies_to == earlier.id else None


def _our_desk(row: DispatchRow, earlier: DispatchRow | None) -> Desk | None:
    """Return the desk from which a reply goes: where that lies to which it replies; from none, as its writer says."""
    if earlier is None:
        return None
    went = _before(row, earlier)
    return went.sender_desk if went else earlier.desk


def _their_desk(row: DispatchRow, earlier: DispatchRow | None, typed: Composition) -> str:
    """Return the partner's desk: that which wrote, or to which the message went that is followed up."""
    if earlier is None or earlier.dispatch is None:
        return typed.desk or Desk.CONTACT_POINT
    if went := _before(row, earlier):
        return went.desk
    if earlier.received:
        return earlier.dispatch.sender_desk
    return earlier.deeds[-1].desk if earlier.deeds else earlier.dispatch.desk


def _number(tx: Transaction, row: DispatchRow, earlier: DispatchRow | None) -> int:
    """Return the number of a message among those that this node sent in the thread; what never arrived has none.

    One that is sent again keeps its number, for what was sent after it may wait for it; unless that number is another's
    by now. None has a number before that of the message of ours from which it goes on: it would wait for ever.
    """
    sent = (found for found in tx.dispatches.places(row.thread) if not found.received and found.id != row.id)
    lost = (DispatchState.DRAFT, DispatchState.PENDING, *_NEVER_ARRIVED)
    taken = {found.number for found in sent if found.number is not None and found.state not in lost}
    after = max(taken, default=0) + 1
    floor = (earlier.number or 0) if earlier and not earlier.received else 0
    free = set(range(floor + 1, after + 1)) - taken
    return row.number if row.number in free else min(free) if row.number is not None else after


def _plain_thing(thing: Thing) -> dict[str, Any]:
    return {"kind": thing.kind, "properties": _tidied(thing.properties)}


def _tidied(typed: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return what was typed in the one spelling that values have, without what was left empty."""
    found = {
        name: list(dict.fromkeys(tidy(value) for value in values if value.strip())) for name, values in typed.items()
    }
    return {name: values for name, values in found.items() if values}
