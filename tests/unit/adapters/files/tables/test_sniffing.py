"""How a table is written is found out by its first bytes."""

from pathlib import Path

import pytest
from tests.unit.adapters.files.tables.written import write

from egnatia.adapters.files.tables import sniff_table
from egnatia.casework.importing.mapping import Format, Table

#: How a table is written, and what is found out of it.
SNIFFED = (
    ("a;b\n1;2\n", "utf-8", Format.CSV, "utf-8-sig", ";"),
    ("a\tb\n1\t2\n", "utf-8", Format.CSV, "utf-8-sig", "\t"),
    ("Презиме,Име\nПробни,Петар\n", "cp1251", Format.CSV, "cp1251", ","),
    ("Prezime,Ime\nČorić,Željko\nŠarić,Đurđa\n", "cp1250", Format.CSV, "cp1250", ","),
    ("Επώνυμο,Όνομα\nΔοκιμαστικός,Πέτρος\n", "cp1253", Format.CSV, "cp1253", ","),
    ("a,b\n1,2\n", "utf-16", Format.CSV, "utf-16", ","),
    ('{"a": 1}\n', "utf-8", Format.JSONL, "utf-8-sig", ","),
    ('{"id": "x", "schema": "Person", "properties": {}}\n', "utf-8", Format.FTM, "utf-8-sig", ","),
)


@pytest.mark.parametrize("case", SNIFFED, ids=lambda case: case[1] + case[4])
def test_how_a_table_is_written_is_found_out(case: tuple[str, str, Format, str, str], tmp_path: Path) -> None:
    content, written, form, encoding, delimiter = case
    found = sniff_table(write(tmp_path / "x", content.encode(written)))
    assert found == (form, Table(encoding=encoding, delimiter=delimiter))
