"""A node that cannot be trusted with its work does not start, and says in one sentence which file is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.network.realm import Realm, entries, eventually, foundation

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import NodeError, create_node, join_network, open_node
from egnatia.ledger.entry import Act

DAMAGE: dict[str, Callable[[Path], object]] = {
    "node.toml cannot be read": lambda folder: (folder / "node.toml").unlink(),
    "node.toml: node": lambda folder: (folder / "node.toml").write_text("node = 7\n"),
    "keys cannot be read": lambda folder: shutil.rmtree(folder / "keys"),
    "keys is open to others": lambda folder: (folder / "keys").chmod(0o755),
    "sign.pem is open to others": lambda folder: (folder / "keys" / "sign.pem").chmod(0o640),
    "seal.pem is damaged": lambda folder: (folder / "keys" / "seal.pem").write_bytes(b"-----BEGIN"),
    "tls.crt is not the certificate": lambda folder: shutil.copy(folder / "../ME/keys/tls.crt", folder / "keys"),
    "holds the keys of ME": lambda folder: shutil.copytree(folder / "../ME/keys", folder / "keys", dirs_exist_ok=True),
    "known.json cannot be read": lambda folder: (folder / "directory" / "known.json").unlink(),
    "targets of the directory is damaged": lambda folder: (folder / "directory" / "targets.json").write_bytes(b"x"),
    "law/srb/overlay.yaml: missing": lambda folder: (folder / "law" / "srb").mkdir(parents=True),
    "egnatia.db: it is not there": lambda folder: (folder / "egnatia.db").unlink(),
    "egnatia.db: it is not there; restore": lambda folder: (folder / "egnatia.db").write_bytes(b""),
    "egnatia.db is open to others": lambda folder: (folder / "egnatia.db").chmod(0o644),
    "egnatia.db: it is damaged": lambda folder: (folder / "egnatia.db").write_bytes(b"not a database at all" * 1000),
}


@pytest.fixture
def stopped(trio: Realm) -> Realm:
    """Give a realm in which RS does not run."""
    trio.stop("RS")
    return trio


@pytest.mark.parametrize("words", DAMAGE)
def test_damage_is_named_and_the_node_does_not_start(stopped: Realm, words: str) -> None:
    folder = stopped.folder / "RS"
    DAMAGE[words](folder)
    with pytest.raises(NodeError) as caught:
        open_node(folder, stopped.shared)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_each_start_is_in_the_log_and_all_of_it_is_sequenced_at_the_end(stopped: Realm) -> None:
    stopped.start("RS")
    stopped.stop("RS")
    assert [found.act for found in entries(stopped.folder / "RS") if found.act is Act.START] == [Act.START] * 2
    node = open_node(stopped.folder / "RS", stopped.shared)
    assert node.office.store.read(lambda tx: tx.ledger.head().unsequenced) == 0
    node.stop()


def test_a_port_that_is_taken_is_named(trio: Realm) -> None:
    with pytest.raises(NodeError, match=r"RS cannot listen at 127\.0\.0\.1:\d+: .*in use"):
        NodePort(trio.nodes["RS"]).start()


def test_a_stopped_node_leaves_no_thread_behind(empty: Realm) -> None:
    empty.found("RS")
    before = empty.threads()
    empty.start("RS")
    assert empty.threads() > before
    empty.stop("RS")
    assert eventually(lambda: empty.threads() == before)


def test_a_folder_that_exists_is_left_alone(tmp_path: Path, empty: Realm) -> None:
    (tmp_path / "RS").mkdir()
    (tmp_path / "RS" / "file").touch()
    with pytest.raises(NodeError, match="RS exists already"):
        create_node(tmp_path / "RS", foundation("RS"), empty.clock.now())
    assert [path.name for path in (tmp_path / "RS").iterdir()] == ["file"]


def test_a_node_that_cannot_be_founded_leaves_nothing(tmp_path: Path, empty: Realm) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NodeError, match="cannot be made"):
        create_node(tmp_path / "file" / "RS", foundation("RS"), empty.clock.now())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_all_that_is_in_a_node_is_for_its_owner_only(empty: Realm) -> None:
    empty.found("RS")
    empty.start("RS")
    files = [path for path in (empty.folder / "RS").rglob("*") if not path.is_socket()]
    assert {"egnatia.db", "egnatia.db-wal", "node.toml", "sign.pem", "known.json"} <= {path.name for path in files}
    assert [path for path in files if path.stat().st_mode & 0o077] == []


def test_a_node_joins_one_network_only(empty: Realm) -> None:
    empty.found("RS")
    assert empty.network
    with pytest.raises(NodeError, match="holds the directory of a network already"):
        join_network(empty.folder / "RS", empty.network.bundle, empty.network.root_digest)


def test_rubbish_is_no_directory(empty: Realm) -> None:
    create_node(empty.folder / "RS", foundation("RS"), empty.clock.now())
    with pytest.raises(NodeError, match="malformed"):
        join_network(empty.folder / "RS", b"{}", "0" * 64)
