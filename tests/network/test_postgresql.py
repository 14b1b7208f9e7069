"""Nodes on a PostgreSQL server: the whole way of a question, two processes of one node, a server that goes away."""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url
from tests.network.realm import Realm, desk, eventually, foundation, free_port, realm, register
from tests.twins.postgresql import Server, connected, programs

from egnatia.adapters.sql.errors import StoreError
from egnatia.bootstrap import NodeError, create_node
from egnatia.casework.deliver import Outcome
from egnatia.model.answer import Result
from egnatia.upkeep import audit

pytestmark = pytest.mark.postgresql


@pytest.fixture
def addresses(postgresql: Server) -> Iterator[dict[str, str]]:
    """Give the addresses of two empty databases."""
    made = {name: postgresql.database() for name in ("RS", "AL")}
    yield made
    for address in made.values():
        postgresql.drop(address)


@pytest.fixture
def pair(tmp_path: Path, addresses: dict[str, str]) -> Iterator[Realm]:
    """Give a realm of RS and AL, founded on a server's databases and running; AL has a suspect on record."""
    with ExitStack() as stack:
        made = stack.enter_context(realm(tmp_path / "realm"))
        made.found("RS", "AL", databases=addresses)
        made.start("RS", "AL")
        register(made, "AL", "Petar", "Jovanoviq")
        yield made


def sound(made: Realm, name: str) -> int:
    """Audit the log of a node once all is sequenced; returns how many entries it has."""
    store = made.office(name).store
    eventually(lambda: store.read(lambda tx: tx.ledger.head().unsequenced == 0))
    assert audit(made.folder / name).findings == ()
    return store.read(lambda tx: tx.ledger.head().size)


def another_process(made: Realm, name: str, again: str) -> None:
    """Start a second process of a node: the same keys and database in a folder of its own, another port."""
    shutil.copytree(made.folder / name, made.folder / again, ignore=shutil.ignore_patterns("node.sock"))
    old = made.nodes[name].settings.port.port
    made.set(again, (f"port = {old}", f"port = {free_port()}"))
    made.start(again)


def test_a_question_finds_its_answer_and_both_logs_are_sound(pair: Realm) -> None:
    [delivered] = desk(pair, "RS").ask("AL")
    assert delivered.answer
    assert delivered.answer.result is Result.HIT
    assert min(sound(pair, "RS"), sound(pair, "AL")) >= 2


def test_two_processes_of_a_node_ask_at_once_and_keep_one_log(pair: Realm, addresses: dict[str, str]) -> None:
    another_process(pair, "RS", "RS.2")
    first = desk(pair, "RS")
    second = replace(first, office=pair.office("RS.2"))
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(one.ask, "AL", first_name=name)
            for name in ("Petar", "Petr", "Pjetar", "Peter")
            for one in (first, second)
        ]
    assert [delivered.outcome for one in asked for delivered in one.result(60)] == [Outcome.ANSWERED] * 8
    assert first.office.store.read(lambda tx: tx.outbox.open()) == ()
    with connected(addresses["AL"]) as connection:
        assert connection.execute("SELECT count(*) FROM inbox").fetchone() == (8,)
    assert sound(pair, "RS") == sound(pair, "RS.2")


def test_while_the_server_is_away_a_node_says_so_and_goes_on_when_it_is_back(pair: Realm, postgresql: Server) -> None:
    if postgresql.folder is None:
        pytest.skip("a server of somebody else's is not stopped")
    officer = desk(pair, "RS")
    postgresql.stop()
    try:
        with pytest.raises(StoreError, match="the server cannot be reached"):
            officer.ask("AL")
    finally:
        postgresql.start()
    [delivered] = officer.ask("AL")
    assert delivered.outcome is Outcome.ANSWERED
    sound(pair, "RS")


def test_a_new_node_does_not_take_the_database_of_another(pair: Realm, addresses: dict[str, str]) -> None:
    with pytest.raises(NodeError, match="a node has it already"):
        create_node(pair.folder / "ME", replace(foundation("ME"), database=addresses["RS"]), pair.clock.now())
    assert not (pair.folder / "ME").exists()


def test_a_node_whose_database_was_dumped_and_put_back_starts_with_a_sound_log(
    pair: Realm, postgresql: Server, addresses: dict[str, str], tmp_path: Path
) -> None:
    desk(pair, "RS").ask("AL")
    entries = sound(pair, "RS")
    pair.stop("RS")
    copy, dump = postgresql.database(), tmp_path / "rs.dump"
    subprocess.run([programs() / "pg_dump", "-Fc", "-f", dump, plain(addresses["RS"])], check=True)
    subprocess.run([programs() / "pg_restore", "--exit-on-error", "-d", plain(copy), dump], check=True)
    pair.set("RS", (quoted(addresses["RS"]), quoted(copy)))
    pair.start("RS")
    assert sound(pair, "RS") > entries
    pair.stop("RS")
    postgresql.drop(copy)


def plain(address: str) -> str:
    """Return an address as PostgreSQL's own programs take it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


def quoted(address: str) -> str:
    """Return an address as it stands in the settings."""
    return f'"{address}"'
