"""The mapping: what the columns of a table mean, as records of ours. Frozen values; `reading.py` reads them from YAML.

A mapping has templates: each makes one record, or one link, of a row. A template's key names the columns by which the
source itself tells its things apart; by it, a thing that is imported again is found again, and links find their ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from egnatia.casework.importing.cells import Conversion
from egnatia.model.caveat import Caveat
from egnatia.model.kinds import KINDS, Kind


class Format(StrEnum):
    """The sort of file that a mapping is for."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    FTM = "ftm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How the file itself is read."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","
    sheet: str = ""  #: The name of a sheet; empty: the first.
    header: int = 1  #: The row with the names of the columns.


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """From where the values of one property come."""

    columns: tuple[str, ...] = ()
    constant: str | None = None
    join: str | None = None  #: What stands between several columns that make one value; None: each is a value.
    split: str = ""  #: What stands between several values in one cell.
    first: bool = False  #: Of several values, take the first.
    conversion: Conversion


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Which other record a property refers to."""

    template: str  #: Whose key is meant; empty if `space` says it.
    space: str  #: In which keys are told apart.
    columns: tuple[str, ...]  #: Where the key of a thing of another row stands; empty: the thing of the same row.


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a template makes a record at all."""

    column: str
    values: frozenset[str]  #: Empty: whenever the column holds anything.


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What makes one record, or one link, of a row."""

    name: str
    kind: str
    space: str  #: In which keys are told apart: the same key in the same space is the same thing.
    key: tuple[str, ...]  #: Columns; none: a thing is known by all that the row says of it.
    when: Condition | None
    caveat: Caveat
    sources: Mapping[str, Source]
    references: Mapping[str, Reference]

    @property
    def definition(self) -> Kind:
        """The kind of its records."""
        return KINDS[self.kind]

    @property
    def far(self) -> bool:
        """Whether it refers to things of other rows, which must all be there first."""
        return any(reference.columns for reference in self.references.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapping:
    """What a table of one source means."""

    source: str  #: Whose table it is; keys of two sources never meet.
    format: Format
    table: Table
    empty: frozenset[str]  #: What stands in cells that hold nothing.
    templates: tuple[Template, ...]  #: Those that others refer to within a row come first.
    left_out: frozenset[str] = frozenset()  #: Sorts of entity (FollowTheMoney) that are not to be imported.

    @property
    def columns(self) -> frozenset[str]:
        """All columns that the mapping names."""
        found = set[str]()
        for template in self.templates:
            found.update(template.key, (template.when.column,) if template.when else ())
            for source in template.sources.values():
                found.update(source.columns)
            for reference in template.references.values():
                found.update(reference.columns)
        return frozenset(found)

    @property
    def late(self) -> frozenset[str]:
        """The templates that need what other rows make: they are drawn when all rows were read once."""
        late = {template.name for template in self.templates if template.far}
        for template in self.templates:
            if any(reference.template in late for reference in template.references.values()):
                late.add(template.name)
        return frozenset(late)
