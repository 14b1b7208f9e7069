"""Opening: a new database is made, and what is no sound database of a node is named and not opened."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.adapters.sql.samples import an_entry, keep, run
from tests.unit.model.samples import PERSON

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import LARGEST_CHECKED, create_store, open_store
from egnatia.adapters.sql.schema import needed_version
from egnatia.adapters.sql.store import SqlStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a node's database is to be."""
    return tmp_path / "a node's data % 1.db"


def opened(file: Path, *, readonly: bool = False) -> SqlStore:
    return open_store(f"sqlite:///{file}", readonly=readonly)


def damage(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


@pytest.mark.slow
def test_a_new_database_is_its_owners_only(file: Path) -> None:
    store = opened(file)
    store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    modes = {part.name: stat.S_IMODE(part.stat().st_mode) for part in file.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert file.name in modes
    store.close()


@pytest.mark.slow
def test_a_new_node_does_not_take_a_file_with_a_log_in_it(file: Path) -> None:
    store = opened(file)
    store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    store.close()
    with pytest.raises(StoreError, match="a node has it already"):
        create_store(f"sqlite:///{file}")


def test_two_databases_in_memory_are_two() -> None:
    one, two = open_store("sqlite://"), open_store("sqlite:///:memory:")
    one.write(lambda tx: tx.ledger.append([an_entry(1)]))
    assert two.read(lambda tx: tx.ledger.head().unsequenced) == 0


@pytest.mark.slow
def test_every_commit_waits_for_the_disk(file: Path) -> None:
    store = opened(file)
    assert store.write(lambda tx: run(tx, "PRAGMA journal_mode").scalar_one()) == "wal"
    for setting, value in (("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)):
        assert store.write(lambda tx, name=setting: run(tx, f"PRAGMA {name}").scalar_one()) == value  # type: ignore[misc]
    store.close()


def test_for_reading_only_nothing_is_created(file: Path) -> None:
    with pytest.raises(StoreError, match=r"database .*data % 1\.db: no such file or directory"):
        opened(file, readonly=True)
    assert list(file.parent.iterdir()) == []


@pytest.mark.slow
def test_for_reading_only_nothing_can_be_written(file: Path) -> None:
    opened(file).close()
    store = opened(file, readonly=True)
    with pytest.raises(StoreError, match="open for reading only"):
        store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    with pytest.raises(StoreError, match="may not be written"):
        store.read(lambda tx: tx.ledger.append([an_entry(1)]))
    store.close()


@pytest.mark.slow
def test_the_log_can_be_read_while_the_node_runs(file: Path) -> None:
    node = opened(file)
    beside = opened(file, readonly=True)
    node.write(lambda tx: tx.ledger.append([an_entry(1)]))
    assert beside.read(lambda tx: tx.ledger.head().unsequenced) == 1
    beside.close()
    node.close()


def test_a_file_of_another_sort_is_named(file: Path) -> None:
    file.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StoreError, match=r"database .*data % 1\.db: it is damaged, or is no database"):
        opened(file)
    assert file.read_bytes().startswith(b"This is a letter")


@pytest.mark.slow
def test_an_index_that_does_not_say_what_its_table_says_is_damage(file: Path) -> None:
    opened(file).close()
    other = sqlite3.connect(file)
    other.executescript("CREATE TABLE word (is_word TEXT); INSERT INTO word VALUES ('via egnatia');")
    other.executescript("CREATE INDEX ix_word ON word (is_word);")
    other.close()
    before, _, after = file.read_bytes().rpartition(b"via egnatia")  # in the index: its page is the newest
    file.write_bytes(before + b"via egnatiz" + after)
    with pytest.raises(StoreError, match=r"data % 1\.db: it is damaged \(.*ix_word"):
        opened(file)


def test_a_database_of_another_program_is_left_alone(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        opened(file)
    assert file.read_bytes() == before


@pytest.mark.slow
def test_a_newer_database_is_left_alone(file: Path) -> None:
    store = opened(file)
    store.write(lambda tx: run(tx, "UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="version 9999 is newer than this program"):
        opened(file)


@pytest.mark.slow
@pytest.mark.parametrize("sql", ["UPDATE alembic_version SET version_num = '0000'", "DELETE FROM alembic_version"])
def test_for_reading_only_the_version_must_fit(file: Path, sql: str) -> None:
    store = opened(file)
    store.write(lambda tx: run(tx, sql))
    store.close()
    with pytest.raises(StoreError, match=r"version 0000 is newer|belongs to another program"):
        opened(file, readonly=True)


def test_an_empty_file_cannot_be_read_as_a_node(file: Path) -> None:
    file.touch()
    with pytest.raises(StoreError, match=f"its version is none, not {needed_version()}; start the node first"):
        opened(file, readonly=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"\0" * 100 + data[100:], id="its head is lost"),
        pytest.param(lambda data: data[: len(data) // 2], id="its second half is lost"),
        pytest.param(lambda data: data[:20000] + os.urandom(20000) + data[40000:], id="noise in the middle"),
        pytest.param(lambda data: data[: 4096 * 3] + bytes(4096) + data[4096 * 4 :], id="a page is empty"),
    ],
)
@pytest.mark.parametrize("readonly", [True, False])
def test_a_damaged_database_is_named_and_not_opened(
    file: Path, change: Callable[[bytes], bytes], *, readonly: bool
) -> None:
    store = opened(file)
    store.write(lambda tx: keep(tx, PERSON))
    store.close()
    damage(file, change)
    with pytest.raises(StoreError, match=r"database .*data % 1\.db: it is damaged"):
        opened(file, readonly=readonly)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"database {tmp_path}: is a directory"):
        opened(tmp_path)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file or directory"):
        opened(tmp_path / "nowhere" / "node.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_file_that_may_not_be_read_is_named(file: Path) -> None:
    opened(file).close()
    file.chmod(0)
    with pytest.raises(StoreError, match="permission denied"):
        opened(file)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("node.db", "not of the form sqlite:///path"),
        ("mysql://somewhere/node", "not in mysql"),
        ("", "not of the form sqlite:///path"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_store(url)


@pytest.mark.slow
def test_a_large_file_is_not_looked_over_page_by_page(file: Path) -> None:
    store = opened(file)
    store.close()
    size = file.stat().st_size
    with file.open("r+b") as handle:
        handle.truncate(LARGEST_CHECKED + 4096)
    reopened = opened(file)
    assert reopened.read(lambda tx: tx.ledger.head().size) == 0
    assert size < LARGEST_CHECKED
    reopened.close()
