"""What a node has on record for identifications: remains and missing people with their relatives, and their profiles.

Relatives give samples to find somebody, and for nothing else (LED Art. 4(1)(b), 10): a relative's profile counts only
if the sample says what was consented to. What cannot be used is named with the reason, not passed over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from egnatia.casework.collect import check_use
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.identify.together import read_together
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import is_unread
from egnatia.casework.rows import Account, StoredRecord
from egnatia.match.dna.loci import AMELOGENIN
from egnatia.match.dna.profile import Profile
from egnatia.match.kinship.pedigree import Sex
from egnatia.match.kinship.relatives import Relation, Tie
from egnatia.model.caveat import Purpose
from egnatia.model.identity import LineageId, NodeId
from egnatia.model.lineage import assemble
from egnatia.model.record import Record

#: How far from a missing person relatives are looked for: a cousin through recorded grandparents is four links away.
_STEPS: Final = 4
#: Records that name one thing, and are looked at.
_NAMING: Final = 200
_SEXES: Final = {"female": Sex.FEMALE, "male": Sex.MALE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Somebody on record: a body, a missing person or a relative; with what was read of the own samples."""

    lineage: LineageId
    record: Record
    sex: Sex
    profile: Profile | None  #: None: none, or none that may be used.
    consent: tuple[str, ...] = ()  #: In the words of the samples, or of the report.
    sources: tuple[Record, ...] = ()  #: Samples and profiles.
    profiles: tuple[Record, ...] = ()  #: Those that the profile was read from.


@dataclass(frozen=True, slots=True, kw_only=True)
class Searching:
    """A missing person with the relatives by blood."""

    person: Found
    relatives: tuple[Found, ...]
    ties: tuple[Tie, ...]  #: By lineage.
    links: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which of the register: found, or last seen, in a country and between two days; empty: all."""

    country: str = ""
    begins: date | None = None
    ends: date | None = None

    def holds(self, record: Record, day: str, country: str) -> bool:
        """Tell whether a record lies in it; one that does not say when or where does."""
        when = (record.first(day) or "")[:10]
        begins, ends = (one.isoformat()[: len(when)] if one else "" for one in (self.begins, self.ends))
        if when and ((begins and when < begins) or (ends and when > ends)):
            return False
        return not self.country or record.first(country) in {None, self.country}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, where, for what and when."""

    actor: Account
    me: NodeId
    purpose: Purpose
    today: date


@dataclass(slots=True)
class Gathering:
    """What was read so far for one purpose, each thing once."""

    tx: Transaction
    reader: Reader
    left_out: list[tuple[str, str]] = field(default_factory=list)  #: Lineage and reason.
    kept_back: set[LineageId] = field(default_factory=set)
    _heads: dict[LineageId, Record | None] = field(default_factory=dict)

    def head(self, lineage: LineageId) -> Record | None:
        """Return the version of a thing that stands and may be read for the purpose; None if there is none."""
        if lineage not in self._heads:
            known = self.tx.records.versions(lineage)
            usable = [one for one in assemble(known).heads if self._is_usable(one)] if known else []
            if known and not usable:
                self.kept_back.add(lineage)
            newest = max(usable, key=lambda one: (one.recorded_at, one.id), default=None)
            self._heads[lineage] = None if newest and self._is_unread(newest) else newest
        return self._heads[lineage]

    def all_of(self, kind: str, limit: int) -> Iterator[Record]:
        """Yield the things of a kind that may be read, oldest first."""
        seen = set[LineageId]()
        for stored in self.tx.records.current(kind, limit):
            if stored.record and stored.record.lineage not in seen:
                seen.add(stored.record.lineage)
                record = self.head(stored.record.lineage)
                if record and not record.derived_from:
                    yield record

    def naming(self, lineage: LineageId, kind: str) -> Iterator[Record]:
        """Yield the things of a kind that name another and may be read."""
        seen = set[LineageId]()
        for stored in self.tx.records.naming(lineage, _NAMING):
            if stored.record and stored.record.kind == kind and stored.record.lineage not in seen:
                seen.add(stored.record.lineage)
                record = self.head(stored.record.lineage)
                if record:
                    yield record

    def _is_unread(self, record: Record) -> bool:
        """Tell whether a partner restricted a record in words that are to be read first; if so, that is on the list."""
        unread = is_unread(self.tx, self.reader.actor, self.reader.me, record)
        if unread:
            self.left_out.append((record.lineage, f"{record.id[:8]}: first read how its use is restricted (H3)"))
        return unread

    def _is_usable(self, record: Record) -> bool:
        stored = StoredRecord(id=record.id, record=record, received_from=None)
        try:
            check_use(stored, self.reader.purpose, self.reader.today)
        except NotLawfulError:
            return False
        return True


def find_body(gathering: Gathering, record: Record) -> Found:
    """Return a body with its profile: what all its samples say together."""
    samples = tuple(gathering.naming(record.lineage, "sample"))
    profiles = _profiles(gathering, record, samples)
    own = tuple(one for one in profiles if one.first("category") != "relative")
    read = _read_all(gathering, record.lineage, own)
    sex = _SEXES.get(record.first("sex") or "", Sex.UNKNOWN)
    seen = _sex_in(read)
    if Sex.UNKNOWN not in {sex, seen} and sex is not seen:
        gathering.left_out.append((record.lineage, f"recorded as {sex}, and {seen} by {AMELOGENIN}: {seen} is used"))
    chosen = sex if seen is Sex.UNKNOWN else seen
    sources = (*samples, *profiles)
    return Found(lineage=record.lineage, record=record, sex=chosen, profile=read, sources=sources, profiles=own)


def find_family(gathering: Gathering, report: Record) -> Searching:
    """Return a missing person with everybody to whom links of kinship lead."""
    links = _links(gathering, report)
    own = [record for record in _named(gathering, report) if record.first("category") == "missing_person"]
    consent = tuple(report.properties.get("consent", ()))
    person = Found(
        lineage=report.lineage,
        record=report,
        sex=_SEXES.get(report.first("sex") or "", Sex.UNKNOWN),
        profile=_read_all(gathering, report.lineage, own),
        consent=consent,
        sources=tuple(own),
        profiles=tuple(own),
    )
    ends = {LineageId(link.properties[end][0]) for link in links for end in ("person", "relative")}
    relatives = [_relative(gathering, lineage) for lineage in sorted(ends - {report.lineage})]
    known = {one.lineage for one in relatives if one} | {report.lineage}
    ties = tuple(tie for link in links if (tie := _tie(gathering, link)) and {tie.person, tie.relative} <= known)
    return Searching(person=person, relatives=tuple(filter(None, relatives)), ties=ties, links=tuple(links))


def _links(gathering: Gathering, report: Record) -> list[Record]:
    """Return the links of kinship that lead away from a missing person, some steps far."""
    found: dict[LineageId, Record] = {}
    seen, edge = {report.lineage}, {report.lineage}
    for _ in range(_STEPS):
        links = [link for lineage in sorted(edge) for link in gathering.naming(lineage, "kinship")]
        found |= {link.lineage: link for link in links}
        edge = {LineageId(link.properties[end][0]) for link in links for end in ("person", "relative")} - seen
        edge = {one for one in edge if (record := gathering.head(one)) and record.kind == "person"}
        seen |= edge
    return list(found.values())


def _tie(gathering: Gathering, link: Record) -> Tie | None:
    """Return what a link says of blood; None, with the reason on the list, if it says nothing."""
    relation, basis = link.first("relation") or "", link.first("basis") or ""
    if relation not in set(Relation) or basis == "legal":
        gathering.left_out.append((link.properties["relative"][0], f"{relation or 'kin'}: not related by blood"))
        return None
    return Tie(
        person=link.properties["person"][0], relative=link.properties["relative"][0], relation=Relation(relation)
    )


def _relative(gathering: Gathering, lineage: LineageId) -> Found | None:
    """Return a relative; the profile only if the sample says that the relative consented."""
    record = gathering.head(lineage)
    if record is None or record.kind != "person":
        return None
    samples = tuple(gathering.naming(lineage, "sample"))
    agreed = [one for one in samples if one.first("consent") and not one.first("destroyed_on")]
    profiles = [one for one in _profiles(gathering, record, agreed) if one.first("category") == "relative"]
    if len(agreed) < len(samples):
        gathering.left_out.append((lineage, "a sample without consent on record, or destroyed, is not used"))
    return Found(
        lineage=lineage,
        record=record,
        sex=_SEXES.get(record.first("sex") or "", Sex.UNKNOWN),
        profile=_read_all(gathering, lineage, profiles),
        consent=tuple(dict.fromkeys(one.first("consent") or "" for one in agreed)),
        sources=(*agreed, *profiles),
        profiles=tuple(profiles),
    )


def _profiles(gathering: Gathering, record: Record, samples: Iterable[Record]) -> list[Record]:
    """Return the profiles that a record names, and those that were read from its samples, each once."""
    read = [dna for sample in samples for dna in gathering.naming(sample.lineage, "dna")]
    return list({dna.lineage: dna for dna in (*_named(gathering, record), *read)}.values())


def _named(gathering: Gathering, record: Record) -> list[Record]:
    named = (gathering.head(LineageId(value)) for value in record.properties.get("dna", ()))
    return [one for one in named if one and one.kind == "dna"]


def _read_all(gathering: Gathering, lineage: LineageId, records: Iterable[Record]) -> Profile | None:
    """Return what several profiles of one person say together; what two of them contradict counts as not read."""
    read = read_together(records)
    gathering.left_out.extend((lineage, f"a profile cannot be read: {why}") for why in read.faults)
    if read.apart:
        gathering.left_out.append((lineage, f"profiles differ at {', '.join(read.apart)}: these loci are not used"))
    return Profile(id=lineage, loci=read.loci) if read.loci else None


def _sex_in(profile: Profile | None) -> Sex:
    """Return the sex that amelogenin says (X,X or X,Y)."""
    pair = profile.loci.get(AMELOGENIN) if profile else None
    return {("X", "X"): Sex.FEMALE, ("X", "Y"): Sex.MALE}.get(pair or ("", ""), Sex.UNKNOWN)
