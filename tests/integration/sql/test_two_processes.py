"""Several processes of one node on one database of a server: nothing is doubled, and the log stays one and sound."""

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from tests.integration.sql.presser import FORMS
from tests.integration.sql.test_kill import numbers_in
from tests.integration.sql.writer import NOW, SIGNER
from tests.twins.network import network
from tests.twins.postgresql import Server
from tests.unit.adapters.sql.samples import a_letter, an_entry, hex128

from egnatia.adapters.sql.opening import open_store
from egnatia.casework.accounts import Newcomer, open_account
from egnatia.casework.errors import ConflictError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, Lodged, Role
from egnatia.ledger.entry import Entry

pytestmark = pytest.mark.postgresql

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[2]


def program(name: str, *words: str) -> "subprocess.Popen[str]":
    """Start one of our programs as a process of the node."""
    command = [sys.executable, str(_HERE / name), *words]
    environment = {"PYTHONPATH": str(_ROOT), "PATH": ""}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


@pytest.mark.slow
def test_two_processes_that_are_brought_the_same_letters_accept_each_once(database: str) -> None:
    processes = [program("writer.py", database, "0") for _ in range(2)]
    first = [process.stdout.readline() for process in processes if process.stdout]
    time.sleep(2)
    for process in processes:
        process.kill()
    said = [process.communicate(timeout=30) for process in processes]
    assert [errors for _, errors in said] == ["", ""]
    lines = [begin + rest for begin, (rest, _) in zip(first, said, strict=True)]
    acknowledged = [{int(line) for line in out.splitlines(keepends=True) if line.endswith("\n")} for out in lines]
    assert all(acknowledged)
    found = numbers_in(database)
    assert acknowledged[0] | acknowledged[1] <= found["inbox"]
    assert found["inbox"] == found["outbox"] == found["entry"]


def test_two_processes_take_every_letter_once(database: str) -> None:
    store = open_store(database)
    store.write(lambda tx: tx.outbox.add([a_letter(number, due=NOW) for number in range(200)]))
    processes = [program("sender.py", database) for _ in range(2)]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 2
    said = [process.communicate("begin\n", timeout=60) for process in processes]
    assert [errors for _, errors in said] == ["", ""]
    assert Counter(id_ for out, _ in said for id_ in out.split()) == Counter(map(hex128, range(200)))
    store.close()


def test_two_processes_that_are_sent_the_same_forms_carry_each_out_once(database: str) -> None:
    processes = [program("presser.py", database) for _ in range(2)]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 2
    for process in processes:
        assert process.stdin
        process.stdin.write("begin\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in processes]
    assert [errors for _, errors in said] == ["", ""]
    lines = Counter(line for out, _ in said for line in out.splitlines())
    assert lines == Counter(f"{number} {words}" for number in range(FORMS) for words in ("done", "before"))
    assert len(numbers_in(database)["outbox"]) == FORMS


def add(tx: Transaction, entry: Entry) -> None:
    tx.ledger.append([entry])


def look(tx: Transaction, subject: str) -> tuple[Lodged, ...]:
    return tx.ledger.trail(subject, 9)


def test_an_entry_is_in_the_tree_when_its_own_process_has_sequenced(database: str) -> None:
    def work(first: int) -> list[int | None]:
        store, places = open_store(database), list[int | None]()
        for number in range(first, first + 20):
            store.write(partial(add, entry=an_entry(number, hex128(number))))
            store.write(lambda tx: tx.ledger.sequence(SIGNER, NOW))
            [lodged] = store.read(partial(look, subject=hex128(number)))
            places.append(lodged.index)
        store.close()
        return places

    with ThreadPoolExecutor(3) as pool:
        places = [place for part in pool.map(work, (0, 100, 200)) for place in part]
    assert sorted(place for place in places if place is not None) == list(range(60))


def test_processes_that_start_at_once_on_an_empty_database_bring_it_up_once(postgresql: Server) -> None:
    address = postgresql.database()
    with ThreadPoolExecutor(5) as pool:
        stores = list(pool.map(lambda _: open_store(address), range(5)))
    assert {store.read(lambda tx: tx.ledger.head().size) for store in stores} == {0}
    for store in stores:
        store.close()
    open_store(address, readonly=True).close()
    postgresql.drop(address)


@pytest.mark.parametrize(
    ("newcomers", "words"),
    [
        ((("petra", 1), ("petra", 2)), "there is an account petra already"),
        ((("petra", 1), ("marko", 1)), "has an account already"),
    ],
)
def test_of_two_accounts_that_exclude_each_other_one_is_opened(
    database: str, newcomers: tuple[tuple[str, int], ...], words: str
) -> None:
    made = network("RS")
    stores = [open_store(database) for _ in newcomers]
    administrator = made.person("RS", "admin", Role.ADMINISTRATOR)
    together = Barrier(len(newcomers))

    def opening(office: Office, name: str, uid: int) -> Account:
        together.wait(10)
        return open_account(office, administrator, Newcomer(name=name, roles=frozenset({Role.OFFICER}), uid=uid))

    with ThreadPoolExecutor(len(newcomers)) as pool:
        attempts: list[Future[Account]] = [
            pool.submit(opening, replace(made.offices["RS"], store=store), *newcomer)
            for store, newcomer in zip(stores, newcomers, strict=True)
        ]
    errors = [attempt.exception(30) for attempt in attempts]
    assert [type(error) for error in errors if error] == [ConflictError]
    assert any(words in str(error) for error in errors)
    assert len(stores[0].read(lambda tx: tx.accounts.list())) == 1
    for store in stores:
        store.close()
