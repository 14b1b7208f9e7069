"""Clocks that ran out: logged once, shown to who supervises, and counted by partner and instrument.

Whoever works at the desk sees what is late at the top of the list of messages. When a time is over, that is no longer
theirs alone: who supervises sees it, with the one who has it, and the log says when it was noticed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from egnatia.casework.dispatch.reading import list_due
from egnatia.casework.dispatches import OPEN, DispatchRow, Timed
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require, require_any
from egnatia.casework.rows import Account
from egnatia.casework.statistics import months
from egnatia.casework.tallies import Period
from egnatia.casework.trail import Note, entry
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId

#: How the ledger says that a time ran out.
RAN_OUT: Final = "clock_ran_out"
#: Who sees how clocks were kept: who supervises, and who oversees.
SEEING: Final = frozenset({Right.OPEN_CASE_FILE, Right.AUDIT})
#: How far back it is looked for times that ran out while the node was off.
_BACK: Final = timedelta(days=90)
#: Entries about one message that are looked through.
_TRAIL: Final = 1000


class Kept(StrEnum):
    """How a clock was kept."""

    IN_TIME = "in_time"
    LATE = "late"  #: Done, after its time.
    RUNNING = "running"
    OVERDUE = "overdue"  #: Not done, and its time is over.


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """How the clocks of one instrument were kept with one partner."""

    partner: NodeId
    ours: bool  #: We were to answer; else the partner was.
    instrument: str  #: Empty: what the messages said was forgotten.
    in_time: int
    late: int
    running: int
    overdue: int


def count_clocks(office: Office, actor: Account, first: str, last: str) -> tuple[Punctuality, ...]:
    """Count how the clocks were kept that ran out, or will, from one month to another, both included.

    Args:
        office: of this node.
        actor: who supervises or oversees.
        first: such as 2026-01.
        last: such as 2026-12.

    Raises:
        NotAllowedError: the person neither supervises nor oversees.
        ParseError: a month is none, the last lies before the first, or the two too far apart.
    """
    require_any(actor, SEEING)
    period, now = months(first, last), office.clock.now()
    timed = office.store.read(lambda tx: tx.dispatches.timed(period))
    counts = Counter((one.partner, one.received, one.instrument, kept) for one in timed if (kept := kept_of(one, now)))
    lines = sorted({key[:3] for key in counts})
    return tuple(
        Punctuality(
            partner=partner,
            ours=ours,
            instrument=instrument,
            **{kept.value: counts[partner, ours, instrument, kept] for kept in Kept},
        )
        for partner, ours, instrument in lines
    )


def kept_of(one: Timed, now: datetime) -> Kept | None:
    """Tell how a clock was kept; None: the message never arrived, and nobody was to answer it."""
    if one.done_at is not None:
        return Kept.IN_TIME if one.done_at <= one.due_at else Kept.LATE
    if one.state in (DispatchState.FAILED, DispatchState.CLOSED):
        return None
    return Kept.RUNNING if now <= one.due_at else Kept.OVERDUE


def list_overdue(office: Office, actor: Account) -> tuple[DispatchRow, ...]:
    """Return the messages whose time is over, for who supervises those who were to answer; the longest over first.

    Raises:
        NotAllowedError: the person does not supervise, or may not exchange messages.
    """
    require(actor, Right.OPEN_CASE_FILE)
    now = office.clock.now()
    return tuple(row for row in list_due(office, actor) if row.is_late(now))


def note_overdue(office: Office) -> int:
    """Log once of each message whose time ran out that it did; returns of how many."""
    now = office.clock.now()
    over = Period(begins=now - _BACK, ends=now)
    if not any(_is_open(office.store.read(lambda tx: tx.dispatches.timed(over)))):
        return 0  # a node at rest writes nothing

    def work(tx: Transaction) -> int:
        fresh = [one for one in _is_open(tx.dispatches.timed(over)) if not _is_noted(tx, one)]
        tx.ledger.append([entry(office, _note(office, one)) for one in fresh])
        return len(fresh)

    return office.store.write(work)


def _is_open(timed: Iterable[Timed]) -> list[Timed]:
    return [one for one in timed if one.state in OPEN]


def _is_noted(tx: Transaction, one: Timed) -> bool:
    return any(found.entry.detail.get("what") == RAN_OUT for found in tx.ledger.trail(one.id, _TRAIL))


def _note(office: Office, one: Timed) -> Note:
    """Say that a time ran out, and at which end."""
    return Note(
        act=Act.STATEMENT,
        by=office.me,
        about=(one.id,),
        purpose=one.purpose,
        case=one.case_file,
        detail={
            "what": RAN_OUT,
            "late": office.me if one.received else one.partner,
            **({"instrument": one.instrument} if one.instrument else {}),
        },
    )
