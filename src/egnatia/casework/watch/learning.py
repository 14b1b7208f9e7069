"""Learning that another agency looks for the same: the letter that tells of it, and who reads it here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.office import Office
from egnatia.casework.overlaps import drop_overlap, keep_overlap, overlaps_of
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require
from egnatia.casework.rows import Account
from egnatia.casework.tickets import Sort, Ticket
from egnatia.casework.trail import Note, entry
from egnatia.casework.watch.listing import ListedWatch, WatchState, list_watches
from egnatia.casework.watch.meeting import KEEPER, Side
from egnatia.casework.watches import Ended
from egnatia.exchange.overlap import Overlap, parse_overlap
from egnatia.ledger.entry import Act
from egnatia.model.identity import CaseId, NodeId, QuestionId
from egnatia.model.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOverlap:
    """Somebody looks for what a watch of ours is about, and knows of us."""

    question: QuestionId  #: Ours.
    case: CaseId
    kind: str
    agency: NodeId
    theirs: QuestionId  #: To name in a message to the agency.
    keeper: NodeId  #: Who keeps both questions, and told us.
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntOverlap:
    """Two agencies that look for the same, of which this body learnt because it coordinates."""

    kind: str
    one: Side
    other: Side
    mutual: bool  #: They were told of each other; else each lets this body know and not the other.
    since: datetime
    until: datetime


def take_overlap(office: Office, message: Message) -> Effect:
    """Take in that another agency looks for what a question of ours is about, or no longer does.

    Raises:
        Refused: no question of ours stays at the sender under that id, or we let that agency not know of it.
        ParseError: the body is no overlap.
    """
    overlap = parse_overlap(dict(message.body))

    def check(tx: Transaction) -> None:
        row, asked = tx.watches.get(overlap.question), tx.questions.get(overlap.question)
        if row is None or asked is None or row.received or row.partner != message.sender:
            raise out_of_place("no question of ours stays with you under that id")
        if overlap.agency not in asked.question.tells:
            raise out_of_place("that agency is not to know of this question")

    return Effect(outcome="overlap", check=check, write=lambda tx: _hear(office, tx, message.sender, overlap))


def _hear(office: Office, tx: Transaction, keeper: NodeId, overlap: Overlap) -> None:
    row, asked = tx.watches.get(overlap.question), tx.questions.get(overlap.question)
    if row is None or asked is None or row.ended is not Ended.STANDS:
        return
    if overlap.until is None:
        changed, what = drop_overlap(tx, overlap), "overlap_ended"
    else:
        lasting = replace(overlap, until=min(overlap.until, row.until))
        changed, what = keep_overlap(tx, lasting, keeper, office.clock.now()), "overlap_heard"
    if not changed:
        return
    note = Note(
        act=Act.COMBINATION,
        by=keeper,
        about=(overlap.question, overlap.theirs),
        purpose=asked.question.purpose,
        case=asked.question.case_file,
        detail={"what": what},
    )
    tx.ledger.append([entry(office, note)])


def list_overlaps(office: Office, actor: Account) -> tuple[ListedOverlap, ...]:
    """Return who looks for the same as the watches of the case files in which somebody works, the newest watch first.

    Raises:
        NotAllowedError: the person reads no records, and does not supervise.
    """
    standing = [watch for watch in list_watches(office, actor) if watch.state is WatchState.STANDS]
    return office.store.read(lambda tx: tuple(one for watch in standing for one in _listed(office, tx, watch)))


def learnt_overlaps(office: Office, actor: Account) -> tuple[LearntOverlap, ...]:
    """Return who looks for the same among those who ask this body, where its instrument has it coordinate.

    Raises:
        NotAllowedError: the person does not answer what partners ask.
    """
    require(actor, Right.ANSWER)
    now = office.clock.now()
    kept = office.store.read(lambda tx: tx.tickets.of(Sort.OVERLAP, KEEPER, now))
    found = [_learnt(ticket) for ticket in kept if "learnt" in ticket.detail]
    return tuple(one for one in found if all(may(actor, Right.ANSWER, side.purpose) for side in (one.one, one.other)))


def _listed(office: Office, tx: Transaction, watch: ListedWatch) -> Iterator[ListedOverlap]:
    for overlap, keeper, since in overlaps_of(tx, watch.question, office.clock.now()):
        yield ListedOverlap(
            question=watch.question,
            case=watch.case,
            kind=watch.kind,
            agency=overlap.agency,
            theirs=overlap.theirs,
            keeper=keeper,
            since=since,
            until=overlap.until or watch.until,
        )


def _learnt(ticket: Ticket) -> LearntOverlap:
    return LearntOverlap(
        kind=ticket.detail["kind"],
        one=Side.read(ticket.detail, "one"),
        other=Side.read(ticket.detail, "other"),
        mutual="mutual" in ticket.detail,
        since=ticket.begun_at,
        until=ticket.until,
    )
