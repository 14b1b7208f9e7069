"""The record: one immutable item about one thing, or one link between two things."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from egnatia.model import canonical
from egnatia.model.caveat import Caveat, parse_caveat, plain_caveat
from egnatia.model.errors import ParseError
from egnatia.model.extent import check_extent
from egnatia.model.identity import LineageId, NodeId, RecordId, parse_lineage, parse_node, parse_record_id, parse_salt
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.kinds import KINDS, Kind, carried, parse_kind_name, parse_properties
from egnatia.model.reading import Fields, below, distinct


@dataclass(frozen=True, kw_only=True)
class Record:
    """One immutable item about one thing, by one issuer, with the caveat under which it may be used.

    An edit is a new record of the same lineage that supersedes; a partial view is a record of a lineage of its own
    that is derived from the original.
    """

    kind: str
    issuer: NodeId
    lineage: LineageId
    supersedes: frozenset[RecordId] = frozenset()
    derived_from: frozenset[RecordId] = frozenset()
    recorded_at: datetime
    properties: Mapping[str, tuple[str, ...]]
    caveat: Caveat
    salt: str

    @cached_property
    def id(self) -> RecordId:
        """SHA-256 of the canonical form; the 128-bit salt in it keeps ids silent about people."""
        return RecordId(sha256(canonical_form(self)).hexdigest())

    @property
    def definition(self) -> Kind:
        """The kind that the record is of."""
        return KINDS[self.kind]

    def first(self, name: str) -> str | None:
        """Return the first value of a property, or None."""
        values = self.properties.get(name)
        return values[0] if values else None


def plain_record(record: Record) -> dict[str, Any]:
    """Write a record as plain values for canonical JSON."""
    return {**_plain_rest(record), "caveat": plain_caveat(record.caveat)}


def _plain_rest(record: Record) -> dict[str, Any]:
    """Write all of a record but its caveat."""
    return {
        "kind": record.kind,
        "issuer": record.issuer,
        "lineage": record.lineage,
        "supersedes": sorted(record.supersedes),
        "derived_from": sorted(record.derived_from),
        "recorded_at": format_instant(record.recorded_at),
        "properties": {name: list(values) for name, values in record.properties.items()},
        "salt": record.salt,
    }


def canonical_form(record: Record) -> bytes:
    """Write a record as canonical JSON (RFC 8785): what its id is the digest of.

    Many records share a caveat, whose key comes first: it is written once.
    """
    return b'{"caveat":' + _caveat_form(record.caveat) + b"," + canonical.to_bytes(_plain_rest(record))[1:]


@lru_cache(maxsize=1024)
def _caveat_form(caveat: Caveat) -> bytes:
    return canonical.to_bytes(plain_caveat(caveat))


def parse_record(value: object, path: str = "") -> Record:
    """Read a record strictly, its properties against its kind and its subject's role.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    kind = fields.take("kind", parse_kind_name)
    record = Record(
        kind=kind.name,
        issuer=fields.take("issuer", parse_node),
        lineage=fields.take("lineage", parse_lineage),
        supersedes=fields.take("supersedes", distinct(parse_record_id)),
        derived_from=fields.take("derived_from", distinct(parse_record_id)),
        recorded_at=fields.take("recorded_at", parse_instant),
        properties=fields.take("properties", lambda found, where: parse_properties(kind, found, where)),
        caveat=fields.take("caveat", parse_caveat),
        salt=fields.take("salt", parse_salt),
    )
    fields.finish()
    check_record(record, path)
    return record


def check_record(record: Record, path: str = "") -> None:
    """See that what a record says may be said together, each part having been read strictly.

    Raises:
        ParseError: a property that may not be kept of a person in that role, a link without both ends, or more than
            one letter carries.
    """
    check_extent(record.properties, below(path, "properties"))
    _check_role(record, path)
    _check_ends(record, path)


def _check_role(record: Record, path: str) -> None:
    """Refuse properties that may not be kept of a person in this role (Regulation (EU) 2016/794 Annex II B)."""
    allowed = carried(record.definition, record.properties, record.caveat.role)
    for name in record.properties:
        if name not in allowed:
            place = below(below(path, "properties"), name)
            raise ParseError(place, f"may not be kept of a person in the role {record.caveat.role}")


def _check_ends(record: Record, path: str) -> None:
    """Refuse a link that does not say what it links."""
    for end in record.definition.link or ():
        if end not in record.properties:
            raise ParseError(below(below(path, "properties"), end), "missing: a link names both its ends")


def partial_view(
    record: Record, names: frozenset[str], *, lineage: LineageId, recorded_at: datetime, salt: str
) -> Record:
    """Make a record that holds only the named properties of another: what a recipient may see, never a redaction.

    Args:
        record: the original, which the view is derived from.
        names: the properties to show; those that the original does not have are passed over.
        lineage: the view's own lineage.
        recorded_at: when the view is made.
        salt: 128 fresh random bits, so that the view's id says nothing about the original's content.
    """
    return replace(
        record,
        lineage=lineage,
        supersedes=frozenset(),
        derived_from=frozenset({record.id}),
        recorded_at=recorded_at,
        properties={name: values for name, values in record.properties.items() if name in names},
        salt=salt,
    )
