"""Finding what may be about a person: records, what names these or the person in passing, what was asked and written.

People decide what is about the person; where not everything could be looked at, that is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from egnatia.casework.access.mentions import READ, mentions
from egnatia.casework.access.messages import WrittenAbout, written_about
from egnatia.casework.nearby import Nearby
from egnatia.casework.page import MOST, Sought
from egnatia.casework.ports import Transaction
from egnatia.casework.requests import Applicant
from egnatia.casework.rows import QuestionRow, StoredRecord
from egnatia.match.engines import engine_for, judge
from egnatia.model.answer import Quality
from egnatia.model.caveat import Purpose
from egnatia.model.identity import RecordId
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.record import Record

#: The nearest records of a kind that are shown; own ones that are compared, received ones that are looked through; what
#: names one record; and questions about a kind that are looked through.
_SHOWN: Final = 100
_CANDIDATES: Final = 500
_RECEIVED: Final = 20_000
_NAMING: Final = 100
_QUESTIONS: Final = 100_000

#: Of each kind for which there is an index, the numbers of the own rows whose names are near, nearest first.
Near: TypeAlias = Mapping[str, tuple[int, ...]]
_NOWHERE: Final[Near] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may be about the person, and why it is shown."""

    stored: StoredRecord
    record: Record
    quality: Quality | None  #: How well the person, or a document's number, fits; None: it names a record that fits.
    names: RecordId | None = None  #: Which record it names.


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAbout:
    """A question that may be about the person: asked here, or by a partner."""

    row: QuestionRow
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """All that may be about a person."""

    candidates: tuple[Candidate, ...]  #: What fits, the best of each kind first; then what names these.
    asked: tuple[AskedAbout, ...]
    written: tuple[WrittenAbout, ...]
    limits: tuple[str, ...]  #: What was not looked at, in words; none if everything was.

    @property
    def fitting(self) -> tuple[Record, ...]:
        """The records that somebody must decide on: those about the person, not those that only name such a record."""
        return tuple(found.record for found in self.candidates if found.names is None)


def near_to(nearby: Nearby, applicant: Applicant) -> Near:
    """Ask what stands beside a big register whose names are near; it reads the register itself.

    Args:
        nearby: of the node.
        applicant: whom the search is for.
    """
    asked = {kind.name: (kind, _asked(kind, applicant)) for kind in KINDS.values()}
    found = {name: nearby.nearest(kind, some, _CANDIDATES) for name, (kind, some) in asked.items() if some}
    return {name: numbers for name, numbers in found.items() if numbers}


def search(tx: Transaction, applicant: Applicant, near: Near = _NOWHERE) -> Searched:
    """Return what may be about a person: by what an index named, and by blocking keys.

    In a large register this takes seconds: to be called where nobody waits to write.

    Args:
        tx: to read in.
        applicant: whom the search is for.
        near: what the index named, asked before the transaction began.
    """
    limits: list[str] = []
    found = [one for kind in KINDS.values() for one in _of_kind((tx, near), kind, applicant, limits)]
    mentioned = mentions(tx, applicant)
    limits += [f"of each {kind}, the first {READ} were read for names in them" for kind in mentioned.unread]
    shown = {one.stored.id for one in found}
    found += [
        Candidate(stored=one.stored, record=one.stored.record, quality=one.quality)
        for one in mentioned.found
        if one.stored.record and one.stored.id not in shown
    ]
    naming = tuple(_naming(tx, found, limits))
    asked = tuple(one for kind in KINDS.values() for one in _asked_about(tx, kind, applicant, limits))
    written = written_about(tx, applicant)
    limits += written.limits
    return Searched(candidates=(*found, *naming), asked=asked, written=tuple(written.found), limits=tuple(limits))


def _naming(tx: Transaction, found: Sequence[Candidate], limits: list[str]) -> Iterator[Candidate]:
    """Return what names one of the records, and is not shown itself."""
    shown = {one.record.id for one in found}
    naming: dict[RecordId, Candidate] = {}
    for one in found:
        named = tx.records.naming(one.record.lineage, _NAMING)
        if len(named) == _NAMING:
            limits.append(f"of what names {one.record.id}, the first {_NAMING} are shown")
        for stored in named:
            if stored.record and stored.id not in shown:
                naming.setdefault(
                    stored.id,
                    Candidate(stored=stored, record=stored.record, quality=None, names=one.record.id),
                )
    yield from naming.values()


def _of_kind(
    where: tuple[Transaction, Near], kind: Kind, applicant: Applicant, limits: list[str]
) -> Iterator[Candidate]:
    tx, near = where
    asked, engine = _asked(kind, applicant), engine_for(kind)
    if not asked or engine is None:
        return
    probes = engine.probes(kind, asked, exact=False)
    candidates = tx.records.candidates(kind.name, probes, _CANDIDATES)
    received = tx.records.received(kind.name, _RECEIVED)
    named = tx.numbered.records(kind.name, near.get(kind.name, ()))
    own = [tx.records.get(record) for record in dict.fromkeys(found.id for found in (*named, *candidates))]
    pairs = [(stored, stored.record.properties) for stored in (*own, *received) if stored and stored.record]
    fitting = [(stored, score) for stored, score in judge(engine, kind, asked, pairs, exact=False) if score.quality]
    full = len(candidates) == _CANDIDATES or len(received) == _RECEIVED
    read = f"the nearest {_CANDIDATES} own and the first {_RECEIVED} received were compared"
    limits += [f"of each {kind.name}, {read}"] * full
    limits += [f"of each {kind.name}, the best {_SHOWN} are shown"] * (len(fitting) > _SHOWN)
    for stored, score in fitting[:_SHOWN]:
        if stored.record:
            yield Candidate(stored=stored, record=stored.record, quality=score.quality)


def _asked_about(tx: Transaction, kind: Kind, applicant: Applicant, limits: list[str]) -> Iterator[AskedAbout]:
    """Yield the questions about a kind that fit, read one by one: there is no index on what was asked."""
    asked, engine = _asked(kind, applicant), engine_for(kind)
    if not asked or engine is None or not kind.askable:
        return
    rows: list[tuple[QuestionRow, Mapping[str, tuple[str, ...]]]] = []
    for row in _questions(tx, kind):
        if len(rows) == _QUESTIONS:
            limits.append(f"of questions about each {kind.name}, the newest {_QUESTIONS} were read")
            break
        rows.append((row, row.question.properties))
    for row, score in judge(engine, kind, asked, rows, exact=False):
        if score.quality:
            yield AskedAbout(row=row, quality=score.quality)


def _questions(tx: Transaction, kind: Kind) -> Iterator[QuestionRow]:
    """Yield the questions about a kind whose words are here."""
    for received in (False, True):
        for waiting in (True, False):
            beyond: int | None = None
            while True:
                sought = Sought(
                    received=received,
                    waiting=waiting,
                    purposes=frozenset(Purpose),
                    kind=kind.name,
                    beyond=beyond,
                    limit=MOST,
                )
                page = tx.questions.page(sought)
                yield from (row for row in page.rows if not row.forgotten)
                beyond = page.next
                if beyond is None:
                    break


def _asked(kind: Kind, applicant: Applicant) -> Mapping[str, tuple[str, ...]]:
    """Return by what a kind is searched for a person: by name and date what is about people, documents by number."""
    if kind.name == "document":
        return {"number": applicant.documents} if applicant.documents else {}
    if not kind.personal:
        return {}
    return {name: values for name, values in applicant.properties.items() if name in kind.searchable}
