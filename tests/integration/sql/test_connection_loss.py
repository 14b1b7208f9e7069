"""The connection to the server is lost at the worst moments: nothing is half done, nothing is done twice."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import LiteralString

import pytest
from psycopg import sql
from sqlalchemy import make_url
from tests.network.realm import eventually
from tests.twins.postgresql import Server, connected
from tests.unit.adapters.sql.samples import a_letter, an_entry

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction

pytestmark = pytest.mark.postgresql

#: Ends the connection of a transaction as it is to be committed; a lock tells the second time from the first.
_ENDS_AT_COMMIT = """
CREATE SEQUENCE commits;
CREATE FUNCTION ends() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF nextval('commits') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ends();
"""


@pytest.fixture
def store(database: str) -> Iterator[SqlStore]:
    """An empty store on a server."""
    opened = open_store(database)
    yield opened
    opened.close()


def contents(store: SqlStore) -> tuple[int, int]:
    """Return how many letters and entries there are."""
    return store.read(lambda tx: (len(tx.outbox.open()), tx.ledger.head().unsequenced))


class Work:
    """A work of two writes, which something befalls between the two of the first run."""

    def __init__(self, befalls: object = None) -> None:
        self.runs = 0
        self._befalls = befalls

    def __call__(self, tx: Transaction) -> None:
        """Write a letter and an entry."""
        self.runs += 1
        tx.outbox.add([a_letter(self.runs)])
        if self.runs == 1 and callable(self._befalls):
            self._befalls()
        tx.ledger.append([an_entry(self.runs)])


def test_a_work_whose_connection_is_cut_in_the_middle_is_done_once(
    postgresql: Server, database: str, store: SqlStore
) -> None:
    work = Work(lambda: postgresql.cut(database))
    store.write(work)
    assert (work.runs, contents(store)) == (2, (1, 1))


def test_a_work_whose_connection_is_cut_before_its_commit_is_done_once(database: str, store: SqlStore) -> None:
    with connected(database) as connection:
        connection.execute(_ENDS_AT_COMMIT.encode())
    work = Work()
    store.write(work)
    assert (work.runs, contents(store)) == (2, (1, 1))


def test_a_work_whose_connection_is_cut_after_its_commit_is_not_done_again(
    postgresql: Server, database: str, store: SqlStore
) -> None:
    if postgresql.folder is None:
        pytest.skip("needs a server of its own")
    confirming(postgresql, database, "SET", " = 'on'")
    work = Work()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(store.write, work)
        eventually(lambda: unconfirmed(postgresql, database))
        confirming(postgresql, database, "RESET", "")
        done.result(10)
    assert (work.runs, contents(store)) == (1, (1, 1))


def test_if_nobody_can_tell_what_became_of_a_commit_that_is_said(
    postgresql: Server, database: str, store: SqlStore
) -> None:
    if postgresql.folder is None:
        pytest.skip("needs a server of its own")
    confirming(postgresql, database, "SET", " = 'on'")
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(store.write, Work())
        eventually(lambda: unconfirmed(postgresql, database))
        postgresql.stop(signal.SIGQUIT)
        error = done.exception(30)
    postgresql.start()
    assert isinstance(error, StoreError)
    assert "whether it was kept is not known" in str(error)
    assert contents(store) in {(0, 0), (1, 1)}


def confirming(server: Server, database: str, *how: LiteralString) -> None:
    """Say how commits to a database are confirmed, and end the connections that do not know it yet."""
    name = sql.Identifier(make_url(database).database or "")
    server.run(sql.SQL("ALTER DATABASE {} {} synchronous_commit{}").format(name, *map(sql.SQL, how)))
    server.cut(database)


def unconfirmed(server: Server, database: str) -> bool:
    """Tell whether a commit waits to be confirmed by somebody who never will."""
    waiting = sql.SQL("SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event = 'SyncRep'")
    return bool(server.run(waiting, make_url(database).database))


def test_a_reader_whose_connection_is_cut_says_so_and_the_next_one_reads(
    postgresql: Server, database: str, store: SqlStore
) -> None:
    with pytest.raises(StoreError, match=r"the connection was lost|the server is stopping"):
        store.read(lambda tx: (postgresql.cut(database), tx.ledger.head()))
    assert contents(store) == (0, 0)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "crashed"])
def test_while_the_server_is_away_the_node_says_so_and_goes_on_when_it_is_back(
    postgresql: Server, store: SqlStore, how: signal.Signals
) -> None:
    if postgresql.folder is None:
        pytest.skip("a server of somebody else's is not stopped")
    store.write(Work())
    postgresql.stop(how)
    try:
        with pytest.raises(StoreError, match="the server cannot be reached"):
            store.write(Work())
        with pytest.raises(StoreError, match="the server cannot be reached"):
            contents(store)
    finally:
        postgresql.start()
    assert contents(store) == (1, 1)
    store.write(lambda tx: tx.ledger.append([an_entry(9)]))
    assert contents(store) == (1, 2)


def test_a_server_that_crashes_within_a_work_and_comes_back_keeps_it_once(postgresql: Server, store: SqlStore) -> None:
    if postgresql.folder is None:
        pytest.skip("a server of somebody else's is not stopped")

    def crash() -> None:
        postgresql.stop(signal.SIGQUIT)
        postgresql.start()

    work = Work(crash)
    store.write(work)
    assert (work.runs, contents(store)) == (2, (1, 1))


@pytest.mark.parametrize(
    ("part", "wrong", "words"),
    [
        ("database", "nothing_here", 'the server refuses: database "nothing_here" does not exist'),
        ("username", "nobody_here", 'the server refuses: role "nobody_here" does not exist'),
    ],
)
def test_what_the_server_refuses_is_said_in_its_words(database: str, part: str, wrong: str, words: str) -> None:
    address = make_url(database).set(**{part: wrong}).render_as_string(hide_password=False)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match=words):
        open_store(address)


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="the server cannot be reached") as caught:
        open_store("postgresql://node:secret@127.0.0.1:1/node?password=secret")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1:1/node" in str(caught.value)
