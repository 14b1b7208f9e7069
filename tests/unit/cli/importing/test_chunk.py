"""A chunk of rows: full at its bound, and every caveat is written once."""

import pytest
from tests.unit.casework.importing.samples import CELLS, mapping

from egnatia.casework.importing.drawing import draw
from egnatia.casework.importing.row import Row
from egnatia.cli.importing.chunk import RECORDS, ROWS, Chunk, Packer

NAMES = frozenset(template.name for template in mapping().templates)


def row(line: int) -> Row:
    return Row(line=line, cells={name: (cell,) for name, cell in CELLS.items()}, raw=None)


@pytest.mark.slow
def test_it_is_full_at_so_many_rows_or_records() -> None:
    chunk = Chunk()
    while not chunk.full:
        chunk.add(row(len(chunk.rows) + 2), draw(mapping(), row(2), NAMES))
    assert len(chunk.rows) == min(ROWS, -(-RECORDS // 3))
    assert chunk.records == 3 * len(chunk.rows)


def test_caveats_are_written_once_and_named_by_their_place() -> None:
    chunk = Chunk()
    chunk.add(row(7), draw(mapping(), row(7), NAMES))
    packed = Packer(mapping()).pack(chunk)
    assert [found["line"] for found in packed["rows"]] == [7]
    places = {record["caveat"] for found in packed["rows"] for record in found["records"]}
    assert places == set(range(len(packed["caveats"])))
    assert len(packed["caveats"]) == len({str(found) for found in packed["caveats"]}) == 2
