"""Messages with who has no node: what may go is printed and sent by hand; what comes is typed in, with the original."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from egnatia.casework.dispatch.composing import Composed, compose
from egnatia.casework.dispatch.drafting import find_draft
from egnatia.casework.dispatch.seeing import find_dispatch
from egnatia.casework.dispatch.sending import act_of, commitments, due_at
from egnatia.casework.dispatches import Composition, Deed, DispatchRow
from egnatia.casework.errors import ConflictError, NotLawfulError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DispatchEvent, DispatchState, advance
from egnatia.ledger.entry import Act, Entry
from egnatia.model.authority import Way, on_paper
from egnatia.model.dispatch import Dispatch
from egnatia.model.dispatch_forms import Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId
from egnatia.model.reading import text
from egnatia.model.values import parse_day

#: Where on a day something happened of which only the day is known.
_MIDDAY = time(12)
#: An outcome of a reply after which more is to come.
_MORE_FOLLOWS = ("will_follow",)
#: A reply may come to what was thought never to have arrived.
_MAY_BE_ANSWERED = frozenset({DispatchState.SENT, DispatchState.FAILED, DispatchState.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """How and when a message was sent by hand."""

    way: Way
    day: date
    note: str = ""  #: What tells it from others: the number of a parcel, who carried it.


def send_by_hand(office: Office, actor: Account, message: MessageId, posting: Posting) -> DispatchRow:
    """Say that a message went on paper; its clock starts then.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        ConflictError: it is none that is to be sent by hand.
        ParseError: the day lies in the future or before it might go, or the note is too long.
    """
    text(500, empty=True)(posting.note, "note")

    def work(tx: Transaction) -> DispatchRow:
        row = find_dispatch(tx, actor, message)
        if row.state is not DispatchState.BY_HAND or row.dispatch is None:
            raise ConflictError("this message is none that is to be sent by hand")
        at = _instant(office, posting.day, "day", row.at)
        step = Step.SENT_BY_HAND
        deed = Deed(step=step, at=at, desk=row.desk, by=actor.id, reason=posting.note.strip(), way=posting.way)
        sent = replace(
            row,
            state=advance(row.state, DispatchEvent.SEND),
            at=at,
            due_at=due_at(office, row.dispatch, row.partner, at),
            deeds=(*row.deeds, deed),
        )
        tx.dispatches.change(sent)
        tx.ledger.append([_note(office, actor, sent, row.dispatch, posting.way)])
        return sent

    return office.store.write(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """That paper did not arrive: since when that is known, and how."""

    day: date
    reason: str  #: What stands on the envelope, or what the authority said.


def not_delivered(office: Office, actor: Account, message: MessageId, mishap: Mishap) -> DispatchRow:
    """Say that what went on paper came back, or did not arrive: nobody owes a reply, and a person sends it again.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        ConflictError: it is none that went on paper, or is answered.
        ParseError: the day lies in the future or before it went, or no reason is named.
    """
    text(2000)(mishap.reason, "reason")

    def work(tx: Transaction) -> DispatchRow:
        row = find_dispatch(tx, actor, message)
        if row.received or not on_paper(row.partner) or row.state is not DispatchState.SENT:
            raise ConflictError("this message is none that is on its way on paper")
        at, reason = _instant(office, mishap.day, "day", row.at), mishap.reason.strip()
        deed = Deed(step=Step.NOT_DELIVERED, at=at, desk=row.desk, by=actor.id, reason=reason)
        state = advance(row.state, DispatchEvent.GIVE_UP)
        lost = replace(row, state=state, due_at=None, deeds=(*row.deeds, deed))
        tx.dispatches.change(lost)
        tx.ledger.append([_said(office, actor, lost, deed.step)])
        return lost

    return office.store.write(work)


def enter(office: Office, actor: Account, message: MessageId) -> DispatchRow:
    """Enter what came on paper: from a draft it becomes a message of the authority that wrote it.

    Raises:
        NotAllowedError: the person may not see the draft, or not write in the case file.
        NotFoundError: there is no such draft, partner or case file.
        NotLawfulError: our law does not let it be taken, or the original is missing; says what.
        ConflictError: it did not come on paper, or stands in no open case file.
        ParseError: something that was typed is not what it should be; names the field.
    """

    def work(tx: Transaction) -> DispatchRow:
        row = find_draft(tx, actor, message)
        typed = row.draft
        if typed is None or not typed.came:
            raise ConflictError("only what came on paper is entered")
        composed = compose(office, tx, actor, row, 1)
        if composed.lacks or composed.missing:
            raise NotLawfulError("this cannot be entered", (*composed.lacks, *composed.missing))
        entered = _entered(office, actor, row, composed)
        tx.dispatches.drop(row.id)
        tx.dispatches.add(entered)
        tx.blobs.give(row.id, entered.partner)
        tx.ledger.append([_note(office, actor, entered, composed.dispatch, Way(typed.way))])
        _answer(office, tx, actor, entered, composed)
        return entered

    return office.store.write(work)


def _entered(office: Office, actor: Account, row: DispatchRow, composed: Composed) -> DispatchRow:
    typed, dispatch, matter = composed.typed, composed.dispatch, composed.matter
    at = _came_at(office, typed, composed)
    deed = Deed(step=Step.TYPED_IN, at=office.clock.now(), desk=row.desk, by=actor.id, way=typed.way)
    return replace(
        row,
        partner=matter.partner,
        authority=matter.authority,
        received=True,
        state=DispatchState.READ,
        by=None,
        purpose=dispatch.grounds.purpose,
        case_file=matter.file.id if matter.file else row.case_file,
        at=at,
        due_at=due_at(office, dispatch, office.me, at),
        draft=None,
        dispatch=dispatch,
        deeds=(deed,),
        form="",
    )


def _came_at(office: Office, typed: Composition, composed: Composed) -> datetime:
    earlier = composed.matter.earlier
    return _instant(office, parse_day(typed.came, "came"), "came", earlier.at if earlier else None)


def _instant(office: Office, day: date, path: str, not_before: datetime | None) -> datetime:
    """Return when on a day something happened: now, on this one; else at midday, and not before what came before."""
    now = office.clock.now()
    if day > now.date():
        raise ParseError(path, "this day has not come yet")
    if not_before and day < not_before.date():
        raise ParseError(path, f"it cannot have been before {not_before.date()}")
    if day == now.date():
        return now
    midday = datetime.combine(day, _MIDDAY, now.tzinfo)
    return max(midday, not_before) if not_before else midday


def _answer(office: Office, tx: Transaction, actor: Account, entered: DispatchRow, composed: Composed) -> None:
    """Note that a message of ours is answered, unless the reply says that more will follow."""
    asked = composed.matter.earlier
    replies = composed.dispatch.sort is Sort.REPLY and composed.dispatch.facts.get("outcome") != _MORE_FOLLOWS
    if asked is None or asked.received or asked.state not in _MAY_BE_ANSWERED or not replies:
        return
    deed = Deed(step=Step.DONE, at=entered.at, desk=asked.desk, by=actor.id)
    tx.dispatches.change(replace(asked, state=advance(asked.state, DispatchEvent.FINISH), deeds=(*asked.deeds, deed)))
    tx.ledger.append([_said(office, actor, asked, deed.step)])


def _said(office: Office, actor: Account, row: DispatchRow, step: Step) -> Entry:
    """Say which step somebody took with a message of ours."""
    detail = {"what": f"message_{step}"}
    about, purpose, case = (row.id,), row.purpose, row.case_file
    return entry(office, Note(act=Act.STATEMENT, by=actor.id, about=about, purpose=purpose, case=case, detail=detail))


def _note(office: Office, actor: Account, row: DispatchRow, dispatch: Dispatch, way: Way) -> Entry:
    """Say who sent a message by hand or entered one; partners without a node stand in a detail, by their code."""
    what, party = ("message_typed_in", "from") if row.received else ("message_sent", "to")
    note = Note(
        act=Act.COLLECTION if row.received else act_of(dispatch),
        by=actor.id,
        about=tuple(dict.fromkeys((row.id, row.thread, *commitments(dispatch)))),
        purpose=dispatch.grounds.purpose,
        case=row.case_file,
        detail={
            "what": what,
            "sort": dispatch.sort,
            "instrument": dispatch.grounds.instrument,
            party: row.partner,
            "way": way,
        },
    )
    return entry(office, note)
