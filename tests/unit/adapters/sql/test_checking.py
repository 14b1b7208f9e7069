"""A whole check names the table, whatever the size, and changes nothing."""

import sqlite3
from pathlib import Path

import pytest

from egnatia.adapters.sql.checking import check_tables
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.tables import METADATA

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A node's database, with a table besides that has an index."""
    path = tmp_path / "a node's % 1.db"
    open_store(f"sqlite:///{path}").close()
    other = sqlite3.connect(path)
    other.executescript("CREATE TABLE word (is_word TEXT); INSERT INTO word VALUES ('via egnatia');")
    other.executescript("CREATE INDEX ix_word ON word (is_word);")
    other.close()
    return path


def test_a_sound_database_is_looked_over_table_by_table(file: Path) -> None:
    checked = list(check_tables(f"sqlite:///{file}"))
    assert {one.table for one in checked} >= {table.name for table in METADATA.sorted_tables}
    assert not any(one.faults for one in checked)


def test_a_damaged_index_is_named_with_its_table_and_the_others_are_sound(file: Path) -> None:
    before, _, after = file.read_bytes().rpartition(b"via egnatia")  # in the index: its page is the newest
    file.write_bytes(before + b"via egnatiz" + after)
    damaged = [one for one in check_tables(f"sqlite:///{file}") if one.faults]
    assert [one.table for one in damaged] == ["word"]
    assert any("ix_word" in fault for fault in damaged[0].faults)


def test_it_works_beside_a_node_that_runs(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    assert not any(one.faults for one in check_tables(f"sqlite:///{file}"))
    store.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/node.db", "database /nowhere/node.db: "),
        ("postgresql://localhost/node", "checked there"),
        ("sqlite://", "no file"),
    ],
)
def test_what_is_no_file_is_named(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        list(check_tables(url))


def test_what_is_no_database_is_named(file: Path) -> None:
    file.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match="is damaged, or is no database"):
        list(check_tables(f"sqlite:///{file}"))
