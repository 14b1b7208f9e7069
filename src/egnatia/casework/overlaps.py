"""Overlaps: two agencies look for the same. Who may be told of it, and how it is kept while it lasts (ADR 0118).

Nobody may be told who could not be asked the same question: to learn that an agency looks for somebody is no less.
"""

from dataclasses import replace
from datetime import datetime

from egnatia.casework.errors import NotLawfulError
from egnatia.casework.lawful import Asking, decide_ask, party
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.tickets import Sort, Ticket
from egnatia.exchange.overlap import Overlap, parse_overlap, plain_overlap
from egnatia.model import canonical
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.instant import format_instant
from egnatia.model.question import Question


def check_told(office: Office, question: Question, told: NodeId, asking: Asking) -> None:
    """Refuse that a partner be told of a question whom own law keeps it from, or who could not be asked it.

    Raises:
        NotLawfulError: with what is missing.
    """
    country, today = party(office.directory(), told).country, office.clock.now().date()
    if office.law.book.is_untold(country, question.kind, today):
        raise NotLawfulError(f"{told} may not be told of it", ("our own law keeps from it what we look for",))
    asked = replace(question, partner=told, instrument="", stays_until=None, tells=frozenset())
    decision = decide_ask(office, asked, asking)
    if not decision.open:
        raise NotLawfulError(f"{told} may not be told of it, as it could not be asked", decision.words)


def knows_overlap(office: Office, question: Question) -> bool:
    """Tell whether the instrument of a question lets its partner tell of overlaps."""
    found = office.law.book.instruments.get(question.instrument)
    return bool(found and found.overlap and found.overlap.covers(question.kind, question.purpose))


def keep_overlap(tx: Transaction, overlap: Overlap, keeper: NodeId, now: datetime) -> bool:
    """Keep that another agency looks for what a question of ours is about; False: this is known, and lasts as long."""
    digest = _digest(overlap)
    known = tx.tickets.get(digest)
    if overlap.until is None or (known and known.until >= overlap.until):
        return False
    tx.tickets.drop(digest)
    detail = {**plain_overlap(overlap), "keeper": keeper}
    begun = known.begun_at if known else now
    tx.tickets.add(
        Ticket(
            digest=digest,
            sort=Sort.OVERLAP,
            holder=overlap.question,
            begun_at=now,
            seen_at=begun,
            until=overlap.until,
            detail=detail,
        )
    )
    return True


def drop_overlap(tx: Transaction, overlap: Overlap) -> bool:
    """Forget one that has ended; False: it was not known."""
    return tx.tickets.drop(_digest(overlap))


def drop_overlaps(tx: Transaction, question: QuestionId, now: datetime) -> None:
    """Forget all of a question of ours that has ended."""
    for ticket in tx.tickets.of(Sort.OVERLAP, question, now):
        tx.tickets.drop(ticket.digest)


def overlaps_of(tx: Transaction, question: QuestionId, now: datetime) -> tuple[tuple[Overlap, NodeId, datetime], ...]:
    """Return those of a question of ours that last, who keeps both questions, and since when it is known."""
    return tuple(_read(ticket) for ticket in tx.tickets.of(Sort.OVERLAP, question, now))


def _read(ticket: Ticket) -> tuple[Overlap, NodeId, datetime]:
    said = {**ticket.detail, "until": format_instant(ticket.until)}
    keeper = NodeId(said.pop("keeper"))
    return parse_overlap(said), keeper, ticket.seen_at


def _digest(overlap: Overlap) -> str:
    return canonical.digest({"question": overlap.question, "agency": overlap.agency, "theirs": overlap.theirs})
