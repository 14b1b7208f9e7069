"""Which records name people without being about them: the holder of a vehicle, of an account, the owner of a thing.

They are found by reading: such names have no keys in the index, for no partner may ask by them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from egnatia.casework.ports import Transaction
from egnatia.casework.requests import Applicant
from egnatia.casework.rows import StoredRecord
from egnatia.match.engines import engine_for, judge
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

#: What of a person each property is: by kind, one mapping for each way in which somebody is named.
_HOLDER: Final = {
    "holder_name": "family_name",
    "holder_first_name": "first_name",
    "holder_birth_date": "birth_date",
    "holder_sex": "sex",
}
_OWNER: Final = {name.replace("holder", "owner"): of for name, of in _HOLDER.items()}
_OWNER_NAME: Final = {"owner_name": "full_name"}
MENTIONS: Final[Mapping[str, tuple[Mapping[str, str], ...]]] = MappingProxyType(
    {
        "vehicle": (_HOLDER, _OWNER),
        "account": ({"holder_name": "full_name"},),
        "device": ({"subscriber_name": "full_name"},),
        "firearm": ({"last_owner": "full_name"},),
        "object": (_OWNER_NAME,),
        "vessel": (_OWNER_NAME,),
        "missing_report": ({"reporter_name": "full_name"},),
    }
)
#: Numbers of people's documents in records about something else.
_NUMBERS: Final = ("holder_document_number", "owner_document_number", "personal_number", "document_number")

#: So many records of a kind are read for the names in them; those with the person's date of birth, or the number of a
#: document, are all found.
READ: Final = 200_000
_PERSON: Final = KINDS["person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A record that names somebody like the person."""

    stored: StoredRecord
    quality: Quality


@dataclass(slots=True)
class Mentioned:
    """What was found, and the kinds of which not all could be read."""

    found: list[Mention]
    unread: list[str]


def mentions(tx: Transaction, applicant: Applicant) -> Mentioned:
    """Return the records that name a person, each once; in a large register this takes seconds."""
    made = Mentioned([], [])
    for kind, ways in MENTIONS.items():
        found = {one.stored.id: one for one in _of_kind(tx, kind, ways, applicant, made)}
        made.found += found.values()
    made.found += [Mention(stored=stored, quality=Quality.CLOSE) for stored in _by_number(tx, applicant, made)]
    return made


def _of_kind(
    tx: Transaction, kind: str, ways: tuple[Mapping[str, str], ...], applicant: Applicant, made: Mentioned
) -> Iterator[Mention]:
    names = frozenset(name for way in ways for name, of in way.items() if of in ("family_name", "full_name"))
    dates = frozenset(applicant.properties.get("birth_date", ()))
    if dates:
        yield from _alike(tx.records.having(kind, names, dates), ways, applicant)
    read = list(_first(tx.records.having(kind, names), READ + 1))
    if len(read) > READ:
        made.unread.append(kind)
    yield from _alike(iter(read[:READ]), ways, applicant)


def _first(records: Iterator[StoredRecord], limit: int) -> Iterator[StoredRecord]:
    for _, stored in zip(range(limit), records, strict=False):
        yield stored


def _alike(
    records: Iterator[StoredRecord], ways: tuple[Mapping[str, str], ...], applicant: Applicant
) -> Iterator[Mention]:
    """Yield those of the records in which somebody is named like the person."""
    engine = engine_for(_PERSON)
    asked = {name: found for name, found in applicant.properties.items() if name in _PERSON.searchable}
    if engine is None or not asked:
        return
    probes = engine.probes(_PERSON, asked, exact=False)
    for stored in records:
        for way in ways:
            person = _named(stored, way)
            if engine.terms(_PERSON, person) & probes:
                [(_, score)] = judge(engine, _PERSON, asked, [(stored, person)], exact=False)
                if score.quality:
                    yield Mention(stored=stored, quality=score.quality)


def _named(stored: StoredRecord, way: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return the person whom a record names in one way, as if that person were on record."""
    properties = stored.record.properties if stored.record else {}
    return {of: properties[name] for name, of in way.items() if name in properties}


def _by_number(tx: Transaction, applicant: Applicant, made: Mentioned) -> Iterator[StoredRecord]:
    """Yield the records in which the number of a document stands."""
    shown = {one.stored.id for one in made.found}
    for kind in KINDS.values() if applicant.documents else ():
        names = frozenset(name for name in _NUMBERS if name in kind.properties)
        for stored in tx.records.having(kind.name, names, frozenset(applicant.documents)) if names else ():
            if stored.id not in shown:
                yield stored
