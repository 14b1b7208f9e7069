"""Two records as training knows them: how each field agrees, and nothing of what they say."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from egnatia.match.engine import Properties
from egnatia.match.names.compare import meet_persons
from egnatia.match.records.fields import compare_fields
from egnatia.match.records.things import compare_things
from egnatia.match.records.training import Example
from egnatia.model.kinds import KINDS

#: The kinds whose comparison can be learned, and whose figures they have.
SORTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "document": "document",
        "missing_report": "person",
        "organisation": "organisation",
        "person": "person",
        "vehicle": "vehicle",
    }
)


def example_of(kind: str, one: Properties, other: Properties, *, same: bool | None) -> Example:
    """Compare two records for training.

    Args:
        kind: of both, one of `SORTS`.
        one: what the one says.
        other: likewise.
        same: what people judged; None: nobody did.
    """
    if SORTS[kind] == "person":
        meeting = meet_persons(one, other)
        levels = {name: field.level for name, field in compare_fields(one, other).fields.items()}
        return Example(levels=levels, name=meeting.evidence if meeting else 0.0, same=same)
    compared = compare_things(KINDS[kind], one, other)
    levels = {field.evidence.property: field.level for field in (*compared.numbers, *compared.rest)}
    return Example(levels=levels, name=compared.name, same=same)
