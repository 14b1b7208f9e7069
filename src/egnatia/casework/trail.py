"""What the use cases write into the ledger: who did what, why, under which decision. Digests and ids only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from egnatia.casework.logbook import Ledger
from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Trace
from egnatia.casework.rows import Lodged
from egnatia.law.decision import Decision
from egnatia.ledger.entry import Act, Entry, Ruling, Why
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId, CaseId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An act as a use case knows it."""

    act: Act
    by: AccountId | NodeId
    about: tuple[str, ...] = ()
    purpose: Purpose | None = None
    case: CaseId | None = None
    decision: Decision | None = None
    to: NodeId | None = None
    detail: Mapping[str, str] = field(default_factory=dict)


def every_lodged(ledger: Ledger, trace: Trace) -> Iterator[Lodged]:
    """Return the entries that are sought, newest first, however many there are."""
    page = ledger.page(replace(trace, limit=MOST))
    yield from page.rows
    while page.next is not None:
        page = ledger.page(replace(trace, beyond=page.next, limit=MOST))
        yield from page.rows


def entry(office: Office, note: Note) -> Entry:
    """Make the ledger entry of an act, with the time, the node, and the policies under which it was decided."""
    decision = note.decision
    under = {"instrument": decision.instrument} if decision and decision.instrument else {}
    return Entry(
        act=note.act,
        at=office.clock.now(),
        node=office.me,
        by=note.by,
        nonce=office.randomness.hex128(),
        why=Why(purpose=note.purpose, case_file=note.case),
        decision=Ruling(digest=decision.digest, policy=office.law.version) if decision else Ruling(),
        to=note.to,
        about=note.about,
        detail={**under, **note.detail},
    )


def combined(office: Office, note: Note) -> Entry:
    """Make the entry that data of two origins were set side by side; it stands beside the entry of the act itself.

    LED Art. 25(1) wants combination logged apart from consultation: whoever reads a record alone has not tied it to
    anything, whoever compares it with another agency's question has.
    """
    return entry(office, replace(note, act=Act.COMBINATION, to=None))
