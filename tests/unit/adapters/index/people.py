"""People for the register, and questions about them."""

from dataclasses import replace
from typing import Any

from tests.unit.adapters.sql.samples import hex128
from tests.unit.model.samples import PERSON

from egnatia.adapters.index.following import Following
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.terms import terms_of
from egnatia.model.identity import LineageId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

KIND = KINDS["person"]


def named(number: int, first: str, family: str, **changes: Any) -> Record:  # noqa: ANN401 - any field of a record
    """Return the numbered person, under a name."""
    properties = {"first_name": (first,), "family_name": (family,)}
    fields = {"lineage": LineageId(hex128(number)), "salt": hex128(number), "properties": properties, **changes}
    return replace(PERSON, **fields)


def keep(store: SqlStore, *records: Record) -> None:
    """Keep records in the register."""
    store.write(lambda tx: tx.records.add([(record, terms_of(record)) for record in records], None))


def nearest(following: Following, store: SqlStore, name: str) -> list[str] | None:
    """Return the family names of the current records that the index names, best first; None if it names nothing."""
    numbers = following.nearest(KIND, {"full_name": (name,)}, 20)
    if numbers is None:
        return None
    found = store.read(lambda tx: tx.numbered.records("person", numbers))
    return [record.properties["family_name"][0] for record in found]
