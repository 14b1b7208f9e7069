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
from egnatia.match.engine import Properties
from egnatia.match.engines import ENGINES
from egnatia.match.names.forms import Form, person_forms
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


class Likeness:
    """How whoever is named somewhere is compared with the person."""

    def __init__(self, applicant: Applicant) -> None:
        """Take by what the person is searched for."""
        self.asked: Properties = {
            name: found for name, found in applicant.properties.items() if name in _PERSON.searchable
        }
        self._engine = ENGINES[_PERSON.name]
        self._probes = self._engine.probes(_PERSON, self.asked, exact=False) if self.asked else frozenset()

    @property
    def names(self) -> tuple[Form, ...]:
        """The person's names."""
        return person_forms(self.asked)

    def of(self, person: Properties) -> Quality | None:
        """Return how well somebody fits; None if not."""
        if self._engine.terms(_PERSON, person).isdisjoint(self._probes):
            return None
        return self._engine.score(_PERSON, self.asked, person, exact=False).quality


def people_in(kind: str, properties: Properties) -> Iterator[Properties]:
    """Yield the people whom a record or a thing of a kind names, as if they were on record: it, its holder, its owner.

    Args:
        kind: its name.
        properties: what is said of it.
    """
    if kind in KINDS and KINDS[kind].personal:
        yield properties
    for way in MENTIONS.get(kind, ()):
        yield {of: properties[name] for name, of in way.items() if name in properties}


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
    likeness = Likeness(applicant)
    for kind in MENTIONS:
        found = {one.stored.id: one for one in _of_kind(tx, kind, likeness, made)}
        made.found += found.values()
    made.found += [Mention(stored=stored, quality=Quality.CLOSE) for stored in _by_number(tx, applicant, made)]
    return made


def _of_kind(tx: Transaction, kind: str, likeness: Likeness, made: Mentioned) -> Iterator[Mention]:
    if not likeness.asked:
        return
    parts = [(name, of) for way in MENTIONS[kind] for name, of in way.items()]
    names = frozenset(name for name, of in parts if of in ("family_name", "full_name"))
    dates = frozenset(likeness.asked.get("birth_date", ()))
    if dates:
        yield from _alike(tx.records.having(kind, names, dates), likeness)
    read = list(_first(tx.records.having(kind, names), READ + 1))
    if len(read) > READ:
        made.unread.append(kind)
    yield from _alike(iter(read[:READ]), likeness)


def _first(records: Iterator[StoredRecord], limit: int) -> Iterator[StoredRecord]:
    for _, stored in zip(range(limit), records, strict=False):
        yield stored


def _alike(records: Iterator[StoredRecord], likeness: Likeness) -> Iterator[Mention]:
    """Yield those of the records in which somebody is named like the person."""
    for stored in records:
        people = people_in(stored.record.kind, stored.record.properties) if stored.record else ()
        yield from (Mention(stored=stored, quality=found) for found in map(likeness.of, people) if found)


def _by_number(tx: Transaction, applicant: Applicant, made: Mentioned) -> Iterator[StoredRecord]:
    """Yield the records in which the number of a document stands."""
    shown = {one.stored.id for one in made.found}
    for kind in KINDS.values() if applicant.documents else ():
        names = frozenset(name for name in _NUMBERS if name in kind.properties)
        for stored in tx.records.having(kind.name, names, frozenset(applicant.documents)) if names else ():
            if stored.id not in shown:
                yield stored
