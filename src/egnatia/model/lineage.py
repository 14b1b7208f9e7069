"""The versions of one thing by one issuer: which stand, which were superseded, and whether they fork."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.model.errors import ModelError
from egnatia.model.identity import LineageId, NodeId, RecordId
from egnatia.model.record import Record


class LineageError(ModelError):
    """A record that may not stand in this lineage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """All known versions of one thing by one issuer."""

    id: LineageId
    issuer: NodeId
    kind: str
    records: tuple[Record, ...]

    @property
    def heads(self) -> tuple[Record, ...]:
        """The versions that nothing supersedes, oldest first."""
        superseded = frozenset[RecordId]().union(*(record.supersedes for record in self.records))
        return tuple(record for record in self.records if record.id not in superseded)


def assemble(records: Iterable[Record]) -> Lineage:
    """Put the versions of one thing together, oldest first.

    Raises:
        LineageError: there are none, or they differ in lineage, issuer or kind (only the issuer supersedes).
    """
    known = {record.id: record for record in records}
    ordered = tuple(sorted(known.values(), key=lambda record: (record.recorded_at, record.id)))
    if not ordered:
        raise LineageError("a lineage without a record")
    first = ordered[0]
    for record in ordered:
        if (record.lineage, record.issuer, record.kind) != (first.lineage, first.issuer, first.kind):
            raise LineageError(f"record {record.id} is not a version of {first.lineage} by {first.issuer}")
    return Lineage(id=first.lineage, issuer=first.issuer, kind=first.kind, records=ordered)
