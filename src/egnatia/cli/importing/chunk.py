"""A chunk of rows on its way to the node."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from egnatia.casework.importing.drawing import Drawn
from egnatia.casework.importing.mapping import ImportMapping
from egnatia.casework.importing.row import Row
from egnatia.model.caveat import Caveat, plain_caveat

#: Rows in one request: few enough that the node's other work does not wait long, enough that requests cost little.
ROWS = 500
#: Records in one request, where rows have many.
RECORDS = 1500


@dataclass(slots=True)
class Chunk:
    """Rows with what the mapping drew of them."""

    rows: dict[int, Row] = field(default_factory=dict)
    drawn: list[tuple[int, list[Drawn]]] = field(default_factory=list)
    records: int = 0

    @property
    def full(self) -> bool:
        """Whether it is time to send it."""
        return len(self.rows) >= ROWS or self.records >= RECORDS

    def add(self, row: Row, drawn: list[Drawn]) -> None:
        """Add a row."""
        self.rows[row.line] = row
        self.drawn.append((row.line, drawn))
        self.records += len(drawn)


class Packer:
    """Writes chunks as the node reads them: caveats once, and named by their place."""

    def __init__(self, mapping: ImportMapping) -> None:
        """Take the caveats of a mapping."""
        caveats = list(dict.fromkeys(template.caveat for template in mapping.templates))
        self._places: Mapping[Caveat, int] = {caveat: place for place, caveat in enumerate(caveats)}
        self._caveats = [plain_caveat(caveat) for caveat in caveats]

    def pack(self, chunk: Chunk) -> dict[str, Any]:
        """Write one chunk."""
        rows = [{"line": line, "records": list(self._plain(drawn))} for line, drawn in chunk.drawn]
        return {"caveats": self._caveats, "rows": rows}

    def _plain(self, drawn: Iterable[Drawn]) -> Iterator[dict[str, Any]]:
        for one in drawn:
            yield {
                "key": one.key,
                "kind": one.kind,
                "properties": one.properties,
                "refers": one.refers,
                "caveat": self._places[one.caveat],
            }
