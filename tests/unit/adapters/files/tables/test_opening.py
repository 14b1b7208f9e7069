"""A table is opened by its mapping; a file that is not there and a mapping that cannot work are named."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.adapters.files.tables.written import bare, write

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables import load_mapping, table_columns, table_rows
from egnatia.adapters.files.tables.opening import digest_of
from egnatia.casework.importing.mapping import Format


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for form in Format:
        with pytest.raises(FilesError, match="ghost"):
            list(table_rows(tmp_path / "ghost", bare(form)))
    with pytest.raises(FilesError, match="ghost"):
        digest_of(tmp_path / "ghost")


def test_unknown_schemata_are_named_and_may_be_left_out(tmp_path: Path) -> None:
    lines = [{"id": str(number), "schema": "Sanction", "properties": {}} for number in range(3)]
    file = write(tmp_path / "x.json", "\n".join(map(json.dumps, lines)))
    with pytest.raises(FilesError, match=r"Sanction \(3\)"):
        table_columns(file, bare(Format.FTM))
    leaving = replace(bare(Format.FTM), left_out=frozenset({"Sanction"}))
    assert table_columns(file, leaving) == ()
    assert list(table_rows(file, leaving)) == []


def test_a_mapping_is_read_from_its_file_or_its_fault_is_named(tmp_path: Path) -> None:
    today = date(2026, 11, 22)
    for content, told in (("", "empty"), ("a: 1\na: 2", "twice"), ("a: [", "m.yaml"), ("format: csv", "missing")):
        with pytest.raises(FilesError, match=told):
            load_mapping(write(tmp_path / "m.yaml", content), today)
    with pytest.raises(FilesError, match="larger than any mapping"):
        load_mapping(write(tmp_path / "m.yaml", b" " * 2**21), today)
    with pytest.raises(FilesError, match="cannot be read"):
        load_mapping(tmp_path / "ghost", today)
