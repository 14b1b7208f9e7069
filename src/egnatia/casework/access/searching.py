"""Finding what may be about a person: own and received records, and what names them; people decide what is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.casework.ports import Transaction
from egnatia.casework.requests import Applicant
from egnatia.casework.rows import StoredRecord
from egnatia.match.engines import engine_for, judge
from egnatia.model.answer import Quality
from egnatia.model.identity import RecordId
from egnatia.model.kinds import KINDS, Kind
from egnatia.model.record import Record

#: The nearest own records of a kind that are shown; received ones that are looked through; and what names one record.
_OWN: Final = 100
_RECEIVED: Final = 20_000
_NAMING: Final = 100
_NAMED: Final = 10
_CANDIDATES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may be about the person, and why it is shown."""

    stored: StoredRecord
    record: Record
    quality: Quality | None  #: How well the person fits; None: it names a record that fits.
    names: RecordId | None = None  #: Which record it names.


def search(tx: Transaction, applicant: Applicant) -> tuple[Candidate, ...]:
    """Return the records that fit a person, the best of each kind first, and after these what names the first of them.

    In a large register this takes seconds: to be called where nobody waits to write.
    """
    found = fitting(tx, applicant)
    return (*found, *_naming(tx, found))


def fitting(tx: Transaction, applicant: Applicant) -> tuple[Candidate, ...]:
    """Return the records that fit a person, the best of each kind first."""
    return tuple(found for kind in KINDS.values() for found in _of_kind(tx, kind, applicant))


def _naming(tx: Transaction, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Return what names one of the first records, and is not shown itself; each takes a look at the whole register."""
    shown = {one.record.id for one in found}
    naming: dict[RecordId, Candidate] = {}
    for one in found[:_NAMED]:
        for stored in tx.records.naming(one.record.lineage, _NAMING):
            if stored.record and stored.id not in shown:
                naming.setdefault(
                    stored.id,
                    Candidate(stored=stored, record=stored.record, quality=None, names=one.record.id),
                )
    yield from naming.values()


def _of_kind(tx: Transaction, kind: Kind, applicant: Applicant) -> Iterator[Candidate]:
    asked, engine = _asked(kind, applicant), engine_for(kind)
    if not asked or engine is None:
        return
    probes = engine.probes(kind, asked, exact=False)
    own = [tx.records.get(found.id) for found in tx.records.candidates(kind.name, probes, _CANDIDATES)]
    every = [*(found for found in own if found), *tx.records.received(kind.name, _RECEIVED)]
    pairs = [(stored, stored.record.properties) for stored in every if stored.record]
    for stored, score in judge(engine, kind, asked, pairs, exact=False)[:_OWN]:
        if score.quality and stored.record:
            yield Candidate(stored=stored, record=stored.record, quality=score.quality)


def _asked(kind: Kind, applicant: Applicant) -> Mapping[str, tuple[str, ...]]:
    """Return by what a kind is searched for a person: by name and date what is about people, documents by number."""
    if kind.name == "document":
        return {"number": applicant.documents} if applicant.documents else {}
    if not kind.personal:
        return {}
    return {name: values for name, values in applicant.properties.items() if name in kind.searchable}
