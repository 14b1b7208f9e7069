"""Finding, among the questions that stay here, two of different agencies that look for the same, and who is told of it.

Both are told where each lets the other know; the people here only where both let them, and the instrument by which this
body is asked has it coordinate. Where nobody may be told, nothing is written, sent or logged: it is as if there were no
second question (ADR 0118). A machine tells of nothing that does not agree in full, both ways.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Final

from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.overlaps import drop_overlap, keep_overlap, knows_overlap
from egnatia.casework.ports import Transaction
from egnatia.casework.tickets import Sort, Ticket
from egnatia.casework.trail import Note, entry
from egnatia.casework.watch.following import Opened, open_standing
from egnatia.casework.watches import Ended, WatchRow
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.overlap import Overlap, plain_overlap
from egnatia.ledger.entry import Act
from egnatia.match.engine import Engine
from egnatia.match.engines import engine_for
from egnatia.model import canonical
from egnatia.model.answer import Quality
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.kinds import KINDS
from egnatia.model.message import MessageType
from egnatia.model.question import Question

#: Under what a node that keeps two questions notes whom it told of them.
KEEPER: Final = "keeper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered while a node runs, so that nothing is opened or compared twice."""

    opened: Opened = field(default_factory=dict)
    alike: MutableMapping[tuple[QuestionId, QuestionId], bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """One agency that looks for something: by its question that stays here, or, of ours, that stays elsewhere."""

    row: WatchRow
    question: Question
    engine: Engine
    keys: frozenset[str]

    @property
    def exactly(self) -> tuple[object, ...]:
        """What questions of one asking to several partners share."""
        asked = self.question
        return asked.asker, asked.case_file, asked.kind, tuple(sorted(asked.properties.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two that look for the same, and who may know of it."""

    one: Looking
    other: Looking
    mutual: bool  #: Each lets the other know.
    learnt: bool  #: Both let this body know, and its instrument has it coordinate.

    @property
    def digest(self) -> str:
        """Under what it is noted here."""
        return canonical.digest([self.one.question.id, self.other.question.id])

    @property
    def until(self) -> datetime:
        """As long as both stay."""
        return min(self.one.row.until, self.other.row.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two that look for the same, as it is noted while both do."""

    question: QuestionId
    by: NodeId
    purpose: Purpose

    @classmethod
    def of(cls, asked: Question) -> "Side":
        """Return the side of a question."""
        return cls(question=asked.id, by=asked.asker, purpose=asked.purpose)

    @classmethod
    def read(cls, said: Mapping[str, str], name: str) -> "Side":
        """Read what `plain` wrote."""
        by, purpose = NodeId(said[f"{name}_by"]), Purpose(said[f"{name}_purpose"])
        return cls(question=QuestionId(said[name]), by=by, purpose=purpose)

    def plain(self, name: str) -> dict[str, str]:
        """Write it as plain values, under a name."""
        return {name: self.question, f"{name}_by": self.by, f"{name}_purpose": self.purpose.value}


def follow_overlaps(office: Office, memory: Memory) -> int:
    """Tell of new overlaps, and that old ones have ended; returns how many of both there were."""
    if freshness(office.directory(), office.clock.now()) is Freshness.EXPIRED:
        return 0
    found = {meeting.digest: meeting for meeting in _meetings(office, tuple(_looking(office, memory)), memory)}
    now = office.clock.now()
    known = office.store.read(lambda tx: {one.digest: one for one in tx.tickets.of(Sort.OVERLAP, KEEPER, now)})
    new = [meeting for digest, meeting in found.items() if digest not in known]
    gone = [ticket for digest, ticket in known.items() if digest not in found]

    def work(tx: Transaction) -> int:
        return sum(_begin(office, tx, meeting) for meeting in new) + sum(_end(office, tx, one) for one in gone)

    return office.store.write(work) if new or gone else 0


def _looking(office: Office, memory: Memory) -> Iterator[Looking]:
    """Return all who look for something that names anybody who may be told; of one asking, the first."""
    rows, asked = office.store.read(lambda tx: (tx.watches.standing(), tx.watches.asked()))
    for one in open_standing(office, rows, memory.opened):
        if one.question.tells and knows_overlap(office, one.question):
            yield Looking(row=one.row, question=one.question, engine=one.engine, keys=one.keys)
    ours = [row for row in asked if row.ended is Ended.STANDS and row.until > office.clock.now()]
    seen: set[tuple[object, ...]] = set()
    for own in sorted(ours, key=lambda row: (row.begun_at, row.question)):
        found = _own(office, own)
        if found and found.exactly not in seen:
            seen.add(found.exactly)
            yield found


def _own(office: Office, row: WatchRow) -> Looking | None:
    stored = office.store.read(lambda tx: tx.questions.get(row.question))
    if stored is None or stored.forgotten or not stored.question.tells or not knows_overlap(office, stored.question):
        return None
    question, kind = stored.question, KINDS[row.kind]
    engine = engine_for(kind)
    if engine is None:
        return None
    probes = engine.probes(kind, question.properties, exact=False)
    keys = frozenset(f"{term.scheme}:{term.key}" for term in probes)
    return Looking(row=row, question=question, engine=engine, keys=keys)


def _meetings(office: Office, looking: Sequence[Looking], memory: Memory) -> Iterator[Meeting]:
    by_key: dict[tuple[str, str], list[Looking]] = defaultdict(list)
    for one in looking:
        for key in one.keys:
            by_key[one.question.kind, key].append(one)
    pairs = {
        (one.question.id, other.question.id): (one, other)
        for some in by_key.values()
        for one, other in combinations(sorted(some, key=lambda found: found.question.id), 2)
        if one.question.asker != other.question.asker
    }
    for gone in memory.alike.keys() - pairs.keys():
        del memory.alike[gone]
    for one, other in pairs.values():
        mutual, learnt = _lets(one, other) and _lets(other, one), _coordinates(office, one, other)
        if (mutual or learnt) and _alike(memory, one, other):
            yield Meeting(one=one, other=other, mutual=mutual, learnt=learnt)


def _lets(one: Looking, other: Looking) -> bool:
    return other.question.asker in one.question.tells


def _coordinates(office: Office, *both: Looking) -> bool:
    """Tell whether this is the body to which both report, and both and the instrument let it learn of it."""
    return all(
        one.row.received
        and office.me in one.question.tells
        and (found := office.law.book.instruments[one.question.instrument]).hub == office.me
        and found.coordination is not None
        and found.coordination.covers(one.question.kind, one.question.purpose)
        for one in both
    )


def _alike(memory: Memory, one: Looking, other: Looking) -> bool:
    pair = one.question.id, other.question.id
    if pair not in memory.alike:
        kind = KINDS[one.question.kind]
        ways = ((one, other.question.properties), (other, one.question.properties))
        scores = (side.engine.score(kind, side.question.properties, found, exact=False) for side, found in ways)
        memory.alike[pair] = all(score.quality is Quality.FULL for score in scores)
    return memory.alike[pair]


def _begin(office: Office, tx: Transaction, meeting: Meeting) -> bool:
    """Tell both in one transaction, so that neither learns of the other alone."""
    one, other = (Side.of(found.question) for found in (meeting.one, meeting.other))
    if not _stands(tx, one) or not _stands(tx, other):
        return False
    now = office.clock.now()
    tx.tickets.add(
        Ticket(
            digest=meeting.digest,
            sort=Sort.OVERLAP,
            holder=KEEPER,
            begun_at=now,
            seen_at=now,
            until=meeting.until,
            detail={
                "kind": meeting.one.question.kind,
                **one.plain("one"),
                **other.plain("other"),
                **({"mutual": "yes"} if meeting.mutual else {}),
                **({"learnt": "yes"} if meeting.learnt else {}),
            },
        )
    )
    for own, theirs in ((one, other), (other, one)) if meeting.mutual else ():
        _tell(office, tx, own, _overlap(own, theirs, meeting.until))
    if meeting.learnt:
        _log(office, tx, one, _overlap(one, other, meeting.until), "overlap_learnt")
    return True


def _end(office: Office, tx: Transaction, ticket: Ticket) -> bool:
    """Tell whoever still looks that the other does not."""
    one, other = (Side.read(ticket.detail, name) for name in ("one", "other"))
    tx.tickets.drop(ticket.digest)
    for own, theirs in ((one, other), (other, one)) if "mutual" in ticket.detail else ():
        if _stands(tx, own):
            _tell(office, tx, own, _overlap(own, theirs, None))
    return True


def _overlap(own: Side, theirs: Side, until: datetime | None) -> Overlap:
    return Overlap(question=own.question, agency=theirs.by, theirs=theirs.question, until=until)


def _tell(office: Office, tx: Transaction, own: Side, overlap: Overlap) -> None:
    if own.by != office.me:
        tx.outbox.add([queue(office, Content(type=MessageType.OVERLAP, recipient=own.by, body=plain_overlap(overlap)))])
        _log(office, tx, own, overlap, "overlap_told" if overlap.until else "overlap_ended")
    elif overlap.until is None:
        drop_overlap(tx, overlap)
        _log(office, tx, own, overlap, "overlap_ended")
    elif keep_overlap(tx, overlap, office.me, office.clock.now()):
        _log(office, tx, own, overlap, "overlap_told")


def _stands(tx: Transaction, side: Side) -> bool:
    row = tx.watches.get(side.question)
    return row is not None and row.ended is Ended.STANDS


def _log(office: Office, tx: Transaction, own: Side, overlap: Overlap, what: str) -> None:
    away = what != "overlap_learnt" and own.by != office.me
    note = Note(
        act=Act.DISCLOSURE if away else Act.COMBINATION,
        by=office.me,
        about=(overlap.question, overlap.theirs),
        purpose=own.purpose,
        to=own.by if away else None,
        detail={"what": what},
    )
    tx.ledger.append([entry(office, note)])
