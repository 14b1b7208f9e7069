"""JSON lines and FollowTheMoney are read a line at a time."""

import json
from pathlib import Path

import pytest
from tests.unit.adapters.files.tables.written import bare, cells, write

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables import lines as json_lines
from egnatia.adapters.files.tables import table_rows
from egnatia.casework.importing.mapping import Format


def test_objects_within_objects_are_columns_and_lists_are_values(tmp_path: Path) -> None:
    found = {"a": 1, "b": {"c": ["x", None, 2.0], "d": True}, "e": [{"f": "1"}, {"f": "2"}], "_rejected": {"line": 1}}
    file = write(tmp_path / "x.jsonl", "\ufeff" + json.dumps(found) + "\n\n[1]\n{\n")
    assert cells(table_rows(file, bare(Format.JSONL))) == [
        (1, {"a": ("1",), "b.c": ("x", "2"), "b.d": ("true",), "e.f": ("1", "2")}, ""),
        (3, {}, "is no JSON object"),
        (4, {}, "is no JSON object"),
    ]


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 100)
    file = write(tmp_path / "x.jsonl", "{" + " " * 200 + "}")
    with pytest.raises(FilesError, match="longer than 100"):
        list(table_rows(file, bare(Format.JSONL)))


def test_entities_are_rows_with_id_and_schema(tmp_path: Path) -> None:
    owner = {
        "id": "o",
        "schema": "Ownership",
        "properties": {"owner": [{"id": "p", "schema": "Person"}], "asset": ["c"]},
    }
    lines = [owner, {"id": 1, "schema": "Person", "properties": {}}, {"id": "x"}, [1]]
    file = write(tmp_path / "x.json", "\n".join(map(json.dumps, lines)))
    first, *others = cells(table_rows(file, bare(Format.FTM)))
    assert first[1] == {"owner": ("p",), "asset": ("c",), "id": ("o",), "schema": ("Ownership",)}
    assert {fault for _, _, fault in others} == {"is no entity with id, schema and properties"}
