"""The store as a whole: snapshots, a full disk, erasure from the disk, closing."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from tests.unit.adapters.sql.samples import (
    HIT_ROW,
    QUESTION_ROW,
    a_letter,
    a_person,
    an_entry,
    connection_of,
    keep,
    run,
    terms,
)
from tests.unit.model.samples import MORNING, PERSON

from egnatia.adapters.sql.dialect import READERS, raw_of
from egnatia.adapters.sql.errors import StoreError, StoreFull
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a node's database is."""
    return tmp_path / "node.db"


@pytest.fixture
def on_disk(file: Path) -> Iterator[SqlStore]:
    """A store in a file."""
    opened = open_store(f"sqlite:///{file}")
    yield opened
    opened.close()


@pytest.mark.slow
def test_a_read_sees_one_state_whatever_is_written_meanwhile(on_disk: SqlStore) -> None:
    def work(tx: Transaction) -> list[int]:
        seen = [tx.ledger.head().unsequenced]
        on_disk.write(lambda writing: writing.ledger.append([an_entry(1)]))
        return [*seen, tx.ledger.head().unsequenced]

    assert on_disk.read(work) == [0, 0]
    assert on_disk.read(lambda tx: tx.ledger.head().unsequenced) == 1


@pytest.mark.slow
def test_a_read_cannot_write(on_disk: SqlStore) -> None:
    with pytest.raises(StoreError, match="may not be written"):
        on_disk.read(lambda tx: tx.ledger.append([an_entry(1)]))


@pytest.mark.parametrize("outer", ["read", "write"])
def test_in_memory_a_read_within_a_work_is_refused(outer: str) -> None:
    store = open_store("sqlite://")
    with pytest.raises(StoreError, match="acts on its transaction only"):
        getattr(store, outer)(lambda _tx: store.read(lambda tx: tx.ledger.head()))
    assert store.read(lambda tx: tx.ledger.head().size) == 0


def test_what_a_read_raises_comes_out(store: SqlStore) -> None:
    def work(_tx: Transaction) -> None:
        raise LookupError("of its own")

    with pytest.raises(LookupError, match="of its own"):
        store.read(work)
    assert store.read(lambda tx: tx.ledger.head().size) == 0


@pytest.mark.slow
def test_more_readers_than_connections_wait_for_one_another(on_disk: SqlStore) -> None:
    together = Barrier(READERS)

    def work(tx: Transaction) -> int:
        together.wait(20)
        return tx.ledger.head().size

    with ThreadPoolExecutor(3 * READERS) as pool:
        assert list(pool.map(lambda _: on_disk.read(work), range(3 * READERS))) == [0] * (3 * READERS)


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_done_and_can_be_cleared(embedded: SqlStore) -> None:
    def limit(pages: int) -> None:
        embedded.write(lambda tx: raw_of(connection_of(tx)).execute(f"PRAGMA max_page_count={pages}"))

    def work(tx: Transaction) -> None:
        tx.outbox.add([a_letter(number) for number in range(3000)])
        tx.ledger.append([an_entry(1)])

    limit(embedded.read(lambda tx: run(tx, "PRAGMA page_count").scalar_one()) + 2)
    with pytest.raises(StoreFull, match="no space left"):
        embedded.write(work)
    assert embedded.read(lambda tx: (tx.outbox.waiting(), tx.ledger.head().unsequenced)) == ({}, 0)
    limit(10**6)
    embedded.write(work)
    assert embedded.read(lambda tx: (tx.outbox.waiting(), tx.ledger.head().unsequenced)) == ({"RS": 3000}, 1)


def test_on_a_full_disk_what_still_fits_succeeds(embedded: SqlStore) -> None:
    pages = embedded.read(lambda tx: run(tx, "PRAGMA page_count").scalar_one()) + 2
    embedded.write(lambda tx: raw_of(connection_of(tx)).execute(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StoreFull):
        embedded.write(lambda tx: tx.outbox.add([a_letter(number) for number in range(3000)]))
    embedded.write(lambda tx: tx.ledger.append([an_entry(1)]))
    assert embedded.read(lambda tx: tx.ledger.head().unsequenced) == 1


@pytest.mark.slow
def test_what_was_written_is_there_after_opening_again(file: Path) -> None:
    first = open_store(f"sqlite:///{file}")
    first.write(lambda tx: keep(tx, PERSON))
    first.close()
    second = open_store(f"sqlite:///{file}")
    stored = second.read(lambda tx: tx.records.get(PERSON.id))
    assert stored is not None
    assert stored.record == PERSON
    second.close()


@pytest.mark.slow
def test_what_is_erased_stands_nowhere_on_the_disk(on_disk: SqlStore, file: Path) -> None:
    secret = "Zagubljenović"
    person = replace(PERSON, properties={"family_name": (secret,)})
    hit = replace(HIT_ROW, record=person.id, evidence=({"asked": secret},))
    on_disk.write(lambda tx: keep(tx, person, *map(a_person, range(50)), keys=terms("zgbljnvc")))
    on_disk.write(lambda tx: (tx.questions.add([QUESTION_ROW]), tx.answers.add([hit])))  # type: ignore[func-returns-value]
    assert any(secret.encode() in part for part in bytes_on_disk(file))
    on_disk.write(lambda tx: (tx.records.erase(person.id, MORNING), tx.answers.forget(person.id)))  # type: ignore[func-returns-value]
    assert not any(secret.encode() in part for part in bytes_on_disk(file))


@pytest.mark.slow
def test_what_is_erased_while_somebody_reads_is_gone_from_the_disk_after_the_next_write(
    on_disk: SqlStore, file: Path
) -> None:
    on_disk.write(lambda tx: keep(tx, PERSON))

    def read(tx: Transaction) -> None:
        tx.records.count()
        on_disk.write(lambda writing: writing.records.erase(PERSON.id, MORNING))

    on_disk.read(read)
    assert any("Пробни".encode() in part for part in bytes_on_disk(file))
    on_disk.write(lambda tx: tx.ledger.append([an_entry(1)]))
    assert not any("Пробни".encode() in part for part in bytes_on_disk(file))


def bytes_on_disk(file: Path) -> list[bytes]:
    return [part.read_bytes() for part in file.parent.iterdir()]


@pytest.mark.slow
def test_a_copy_of_the_files_at_any_moment_is_a_sound_database(on_disk: SqlStore, file: Path, tmp_path: Path) -> None:
    on_disk.write(lambda tx: keep(tx, *map(a_person, range(300))))
    copied = tmp_path / "copy"
    copied.mkdir()
    for part in file.parent.glob("node.db*"):
        shutil.copy(part, copied / part.name)
    again = open_store(f"sqlite:///{copied / 'node.db'}")
    assert again.read(lambda tx: tx.records.count()) == {"person": 300}
    again.close()
