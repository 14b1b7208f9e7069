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
from tests.network.realm import Realm, desk, eventually, foundation, realm, register
from tests.twins.postgresql import Server, connected, programs

from egnatia.adapters.sql.errors import StoreError
from egnatia.bootstrap import NodeError, create_node, open_node
from egnatia.casework.deliver import Outcome
from egnatia.casework.erase import erase
from egnatia.casework.rows import Role
from egnatia.cli.bench.scene import free_port
from egnatia.cli.serving import Serving
from egnatia.model.answer import Result
from egnatia.model.identity import RecordId
from egnatia.upkeep import audit, back_up, restore

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
    assert audit(made.folder / name).sound
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


def backed_up(pair: Realm, tmp_path: Path) -> tuple[Path, RecordId]:
    """Back AL up while it runs, then erase the suspect and stop the node; return the backup and the record."""
    backup, al = tmp_path / "al.backup", pair.office("AL")
    assert back_up(pair.folder / "AL", backup) > 0
    [stored] = al.store.read(lambda tx: tx.records.current("person", 9))
    erase(al, pair.person("AL", "chief", Role.SUPERVISOR), stored.id, "acquitted")
    pair.stop("AL")
    return backup, stored.id


def test_a_backup_put_back_on_a_server_brings_nothing_back_to_life(
    pair: Realm, postgresql: Server, tmp_path: Path
) -> None:
    desk(pair, "RS").ask("AL")
    backup, record = backed_up(pair, tmp_path)
    shutil.move(pair.folder / "AL", pair.folder / "AL.old")
    address, tombstones = postgresql.database(), pair.folder / "AL.old" / "tombstones"
    assert restore(backup, pair.folder / "AL", pair.shared, tombstones, address) == ("AL", 1)
    assert not (pair.folder / "AL" / "egnatia.db").exists()
    pair.start("AL")
    register(pair, "AL", "Ana", "Petrović")  # rows are numbered on
    found = pair.office("AL").store.read(lambda tx: tx.records.get(record))
    assert found
    assert found.record is None
    assert sound(pair, "AL") > 0
    pair.stop("AL")
    postgresql.drop(address)


def test_a_backup_of_a_server_may_be_put_back_as_a_file_and_the_other_way_round(
    pair: Realm, postgresql: Server, tmp_path: Path
) -> None:
    backup, _ = backed_up(pair, tmp_path)
    in_file, on_server, address = tmp_path / "file", tmp_path / "server", postgresql.database()
    assert restore(backup, in_file, pair.shared, None, "sqlite:///egnatia.db") == ("AL", 0)
    assert audit(in_file).sound
    again = tmp_path / "again.backup"
    back_up(in_file, again)
    assert restore(again, on_server, pair.shared, None, address) == ("AL", 0)
    assert audit(on_server).sound
    assert audit(on_server).log.size == audit(in_file).log.size
    postgresql.drop(address)


def test_a_backup_is_put_into_an_empty_database_only_and_wholly_or_not_at_all(
    pair: Realm, postgresql: Server, addresses: dict[str, str], tmp_path: Path
) -> None:
    backup, _ = backed_up(pair, tmp_path)
    with pytest.raises(NodeError, match="a node has it already; name an empty one"):
        restore(backup, tmp_path / "again", pair.shared, None, addresses["RS"])
    noise, address = tmp_path / "tombstones", postgresql.database()
    noise.write_bytes(b"noise\n")
    with pytest.raises(NodeError, match="damaged, or not this node's"):
        restore(backup, tmp_path / "again", pair.shared, noise, address)
    assert not (tmp_path / "again").exists()
    assert restore(backup, tmp_path / "again", pair.shared, None, address) == ("AL", 0)
    postgresql.drop(address)


def test_several_processes_of_a_node_share_one_folder_and_its_port(pair: Realm) -> None:
    others = [open_node(pair.folder / "AL", pair.shared) for _ in range(2)]
    serving = [Serving(node, stand_by=True) for node in others]
    for one in serving:
        one.start()
    try:
        officer = desk(pair, "RS")
        pair.ports["AL"].stop()  # the first process is gone; whoever calls finds another
        for name in ("Petar", "Petr", "Pjetar"):
            [delivered] = officer.ask("AL", first_name=name)
            assert delivered.outcome is Outcome.ANSWERED
        assert sound(pair, "AL") > 0
    finally:
        for one in serving:
            one.stop()


def test_a_node_whose_database_is_a_file_runs_in_one_process(empty: Realm) -> None:
    empty.found("RS")
    node = open_node(empty.folder / "RS", empty.shared)
    with pytest.raises(NodeError, match="only a node whose database is on a server"):
        Serving(node, stand_by=True)
    node.stop()


def plain(address: str) -> str:
    """Return an address as PostgreSQL's own programs take it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


def quoted(address: str) -> str:
    """Return an address as it stands in the settings."""
    return f'"{address}"'
