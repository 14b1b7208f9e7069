"""The network of a case file: what was read in it, what that is tied to, and how; as far as the reader may see it.

Each record is there only if its caveat allows the case file's purpose; what is kept back is counted. All that is shown
is logged as read, and, where it came from several agencies, as set side by side.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from egnatia.analysis.network.layout import arrange
from egnatia.casework.casefiles import reading_in
from egnatia.casework.chunks import chunked
from egnatia.casework.collect import check_use
from egnatia.casework.contents import read_in
from egnatia.casework.errors import NotFoundError, NotLawfulError
from egnatia.casework.happenings import Happening, fixed_places, happened, is_place_property
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import check_record, is_unread
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, StoredRecord
from egnatia.casework.trail import Note, combined, entry
from egnatia.ledger.entry import MOST_SUBJECTS, Act
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId
from egnatia.model.lineage import assemble
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct, standing
from egnatia.model.values import ValueType

#: More things than these are no picture of a matter any more.
MOST_THINGS: Final = 1000
#: Records that name one thing, and are looked at.
_NAMING: Final = 500
#: What says of a tie more exactly what it is.
_EXACTLY: Final = ("relation", "part", "position", "role", "manner", "nature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Around what somebody looks, in which case file."""

    case: CaseId
    records: frozenset[RecordId] = frozenset()  #: From these things on one goes a step further.
    file: bool = False  #: All that was read in the case file belongs to it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing of the network, by the version of its record that stands."""

    record: Record
    place: tuple[float, float]  #: In the picture, from -1 to 1.
    start: bool  #: One looked around it.
    more: int  #: How many things it is tied to that are not in the picture.


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What ties two things together, as one record or judgement says it."""

    one: LineageId
    other: LineageId
    kind: str  #: Of the record that says so; `same` where somebody judged that both are the same.
    property: str = ""  #: By which a record names the other; empty for links, which are about both.
    exactly: str = ""  #: A code or words that say more exactly what it is.
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Things, what ties them, and what happened with them."""

    file: CaseFile
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]
    happenings: tuple[Happening, ...]
    places: tuple[Record, ...]  #: With a point of their own.
    kept_back: int  #: Records that may not be read for this purpose.
    unread: tuple[RecordId, ...]  #: That partners restricted in words which the reader has not acknowledged.
    left_out: int  #: Things beyond the number that a picture holds.


def look_around(office: Office, actor: Account, around: Around) -> Network:
    """Return the network around things, in a case file; all that is shown is logged as read.

    Raises:
        NotAllowedError: the person may not read records, or not for the purpose, or does not work in the case file.
        NotLawfulError: a record from which one starts may not be read for the case file's purpose.
        RestrictedError: a partner restricted the use of one of these in words that the person has not acknowledged.
        NotFoundError: there is no such case file or record, or the record was erased.
        ConflictError: the case file is closed.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> Network:
        file = reading_in(tx, actor, around.case)
        require(actor, Right.CONSULT, file.purpose)
        gathering = _Gathering(tx=tx, actor=actor, me=office.me, file=file, today=office.clock.now().date())
        starts = _gather(gathering, file, around)
        network = _network(gathering, file, starts, office)
        _log(office, tx, actor, network)
        return network

    return office.store.write(work)


def _gather(gathering: "_Gathering", file: CaseFile, around: Around) -> frozenset[LineageId]:
    """Take in what one looks around, and from named records a step further; return where one started."""
    starts = [lineage for record in sorted(around.records) for lineage in gathering.start(record)]
    if around.file:
        for held in read_in(gathering.tx, file):
            gathering.begin(held.record)
    for lineage in starts:
        gathering.expand(lineage)
    gathering.settle()
    return frozenset(starts)


@dataclass(slots=True)
class _Gathering:
    """What has been looked at so far, each thing once."""

    tx: Transaction
    actor: Account
    me: NodeId
    file: CaseFile
    today: date
    things: dict[LineageId, Record] = field(default_factory=dict)  #: In the picture, links apart.
    kept: set[LineageId] = field(default_factory=set)
    unread: dict[LineageId, RecordId] = field(default_factory=dict)  #: Restricted by a partner, and not acknowledged.
    left_out: set[LineageId] = field(default_factory=set)
    _heads: dict[LineageId, Record | None] = field(default_factory=dict)
    _ties: dict[LineageId, tuple[Tie, ...]] = field(default_factory=dict)

    def start(self, record: RecordId) -> list[LineageId]:
        """Take in a thing that somebody named, or what a link that was named links; returns the things.

        Raises:
            NotFoundError: there is none, or it was erased.
            NotLawfulError: it may not be read for the purpose.
            RestrictedError: a partner restricted its use in words that the person has not acknowledged.
        """
        stored = self.tx.records.get(record)
        if stored is None or stored.record is None:
            raise NotFoundError(f"no record {record}")
        check_use(stored, self.file.purpose, self.today)
        check_record(self.tx, self.actor, stored, self.file.id)
        return self._add_all(stored.record)

    def begin(self, record: RecordId) -> None:
        """Take in what was read before, as far as it may still be read."""
        stored = self.tx.records.get(record)
        if stored and stored.record:
            self._add_all(stored.record)

    def _add_all(self, record: Record) -> list[LineageId]:
        """Take in a thing, or both ends of a link."""
        ends = [LineageId(record.properties[end][0]) for end in record.definition.link or ()]
        things = ends or [record.lineage]
        for lineage in things:
            self._add(lineage)
        return things

    def expand(self, lineage: LineageId) -> None:
        """Go one step further from a thing."""
        for tie in self.ties_of(lineage):
            self._add(tie.other if tie.one == lineage else tie.one)

    def settle(self) -> None:
        """Add the places where what is in the picture happened: without them it says little."""
        for record in list(self.things.values()):
            for name, values in record.properties.items():
                if is_place_property(record.kind, name):
                    for value in values:
                        self._add(LineageId(value))

    def ties(self) -> Iterator[Tie]:
        """Yield the ties of which both ends are in the picture, each once."""
        seen = set[tuple[str, ...]]()
        for lineage in list(self.things):
            for tie in self.ties_of(lineage):
                key = (*sorted((tie.one, tie.other)), tie.kind, tie.property, tie.record.id if tie.record else "")
                if key not in seen and tie.one in self.things and tie.other in self.things:
                    seen.add(key)
                    yield tie

    def more(self, lineage: LineageId) -> int:
        """Count what a thing is tied to that is not in the picture and may be."""
        others = {tie.other if tie.one == lineage else tie.one for tie in self.ties_of(lineage)}
        return sum(self.head(other) is not None for other in others - self.things.keys())

    def head(self, lineage: LineageId) -> Record | None:
        """Return the version of a thing that stands and may be read, the newest of several; None if there is none."""
        if lineage not in self._heads:
            self._heads[lineage] = self._find(lineage)
        return self._heads[lineage]

    def ties_of(self, lineage: LineageId) -> tuple[Tie, ...]:
        """Return what ties a thing to others, whether or not these may be seen."""
        if lineage not in self._ties:
            found = (*self._naming(lineage), *self._named(lineage), *self._judged(lineage))
            self._ties[lineage] = tuple(tie for tie in found if tie.one != tie.other)
        return self._ties[lineage]

    def _add(self, lineage: LineageId) -> None:
        record = self.head(lineage)
        if record is None or lineage in self.things:
            return
        if len(self.things) >= MOST_THINGS:
            self.left_out.add(lineage)
            return
        self.things[lineage] = record

    def _find(self, lineage: LineageId) -> Record | None:
        known = self.tx.records.versions(lineage)
        if not known:
            return None
        usable = [head for head in assemble(known).heads if self._is_usable(head)]
        if not usable:
            self.kept.add(lineage)
        newest = max(usable, key=lambda head: (head.recorded_at, head.id), default=None)
        if newest and is_unread(self.tx, self.actor, self.me, newest):
            self.unread[lineage] = newest.id
            return None
        return newest

    def _is_usable(self, record: Record) -> bool:
        try:
            check_use(StoredRecord(id=record.id, record=record, received_from=None), self.file.purpose, self.today)
        except NotLawfulError:
            return False
        return True

    def _named(self, lineage: LineageId) -> Iterator[Tie]:
        """Yield the ties to what a thing's own record names."""
        record = self.head(lineage)
        for name, values in record.properties.items() if record else ():
            if record and record.definition.properties[name].type is ValueType.RECORD:
                for value in values:
                    yield Tie(one=lineage, other=LineageId(value), kind=record.kind, property=name, record=record)

    def _naming(self, lineage: LineageId) -> Iterator[Tie]:
        """Yield the ties by what names a thing: links, and other records that refer to it."""
        for stored in self.tx.records.naming(lineage, _NAMING):
            record = self.head(stored.record.lineage) if stored.record else None
            if record is None or (record.derived_from and stored.received_from is None):
                continue  # kept back, or our own copy for a partner
            if record.definition.link:
                one, other = (LineageId(record.properties[end][0]) for end in record.definition.link)
                yield Tie(one=one, other=other, kind=record.kind, exactly=_exactly(record), record=record)
            else:
                yield from (tie for tie in self._named(record.lineage) if tie.other == lineage)

    def _judged(self, lineage: LineageId) -> Iterator[Tie]:
        """Yield the things that somebody judged to be the same."""
        for made in standing(self.tx.statements.about(lineage)):
            if made.act is StatementAct.SAME:
                for other in sorted(made.about - {lineage}):
                    yield Tie(one=lineage, other=LineageId(other), kind="same")


def _exactly(record: Record) -> str:
    return next(filter(None, (record.first(name) for name in _EXACTLY)), "")


def _network(gathering: _Gathering, file: CaseFile, starts: frozenset[LineageId], office: Office) -> Network:
    ties = tuple(gathering.ties())
    numbers = {lineage: number for number, lineage in enumerate(gathering.things)}
    placed = arrange(len(numbers), [(numbers[tie.one], numbers[tie.other]) for tie in ties])
    things = tuple(
        Thing(
            record=record,
            place=(float(placed[number, 0]), float(placed[number, 1])),
            start=lineage in starts,
            more=gathering.more(lineage),
        )
        for number, (lineage, record) in enumerate(gathering.things.items())
    )
    places = {lineage: record for lineage, record in gathering.things.items() if record.kind == "place"}
    return Network(
        file=file,
        things=things,
        ties=ties,
        happenings=happened(_records(gathering.things, ties), places, office.clock.now()),
        places=tuple(record for record, _ in fixed_places(places.values())),
        kept_back=len(gathering.kept),
        unread=tuple(sorted(gathering.unread.values())),
        left_out=len(gathering.left_out),
    )


def _records(things: Mapping[LineageId, Record], ties: Iterable[Tie]) -> list[Record]:
    """Return the records of things and of the links between them, each once."""
    links = (tie.record for tie in ties if tie.record)
    return list({record.id: record for record in (*things.values(), *links)}.values())


def _log(office: Office, tx: Transaction, actor: Account, network: Network) -> None:
    shown = _records({thing.record.lineage: thing.record for thing in network.things}, network.ties)
    issuers = set[NodeId](record.issuer for record in shown)
    for part in chunked((record.id for record in shown), MOST_SUBJECTS):
        note = Note(
            act=Act.CONSULTATION,
            by=actor.id,
            about=tuple(part),
            purpose=network.file.purpose,
            case=network.file.id,
            detail={"what": "network"},
        )
        tx.ledger.append([entry(office, note), *([combined(office, note)] if len(issuers) > 1 else [])])
