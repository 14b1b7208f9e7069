"""One record as a row, and back.

What is stored was parsed strictly when it came in. It is read back without asking today's schema, which may have
moved on; that it is unchanged is shown by its id, the SHA-256 of all of it.
"""

from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.errors import DamagedRowError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.terms import REFERENCE_PREFIX, references
from egnatia.match.engine import Term
from egnatia.model.caveat import Caveat, parse_caveat, plain_caveat
from egnatia.model.identity import LineageId, NodeId, RecordId
from egnatia.model.record import Record

#: The columns that a record is made of.
CONTENT = (
    "id",
    "kind",
    "issuer",
    "lineage",
    "supersedes",
    "derived_from",
    "recorded_at",
    "salt",
    "caveat",
    "properties",
)

_NONE: frozenset[RecordId] = frozenset()


def row_of(record: Record, keys: Iterable[Term], received_from: NodeId | None) -> dict[str, Any]:
    """Write a record as a row of the table `record`."""
    return {
        "id": record.id,
        "kind": record.kind,
        "issuer": record.issuer,
        "lineage": record.lineage,
        "supersedes": _joined(record.supersedes),
        "derived_from": _joined(record.derived_from),
        "recorded_at": record.recorded_at,
        "received_from": received_from,
        "superseded": False,
        "import_no": None,
        "replaced_by": None,
        "retain_until": record.caveat.retain_until.isoformat(),
        "erased_at": None,
        "hidden_at": None,
        "salt": record.salt,
        "caveat": _caveat_text(record.caveat),
        "properties": to_text(dict(record.properties)),
        "terms": "\n".join(
            (*sorted(f"{term.scheme}:{term.key}" for term in keys), *map(REFERENCE_PREFIX.__add__, references(record)))
        ),
    }


def record_of(row: AnyRow) -> Record:
    """Read a row that is no tombstone.

    Raises:
        StoreError: the row is damaged so far that it is no record.
    """
    return read_row(f"record {row.id}", lambda: _record(row))


def checked_record(row: AnyRow) -> Record:
    """Read a row that is no tombstone, and see that nothing of it was changed.

    Raises:
        StoreError: the row is damaged.
    """
    record = record_of(row)
    if read_row(f"record {row.id}", lambda: record.id) != row.id:
        raise DamagedRowError(f"record {row.id}", "its content has another id")
    return record


def _record(row: AnyRow) -> Record:
    return Record(
        kind=row.kind,
        issuer=NodeId(row.issuer),
        lineage=LineageId(row.lineage),
        supersedes=_split(row.supersedes),
        derived_from=_split(row.derived_from),
        recorded_at=row.recorded_at,
        properties=MappingProxyType({name: tuple(values) for name, values in from_text(row.properties).items()}),
        caveat=_caveat_of(row.caveat),
        salt=row.salt,
    )


@lru_cache(maxsize=1024)
def _caveat_text(caveat: Caveat) -> str:
    """Write a caveat; many records share one."""
    return to_text(plain_caveat(caveat))


@lru_cache(maxsize=1024)
def _caveat_of(text: str) -> Caveat:
    return parse_caveat(from_text(text), "caveat")


def _joined(ids: frozenset[RecordId]) -> str:
    return " ".join(sorted(ids))


def _split(text: str) -> frozenset[RecordId]:
    return frozenset(map(RecordId, text.split())) if text else _NONE
