import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from tests.twins.clock import NOON
from tests.twins.party import party

from egnatia.adapters.files.directory import DirectoryFolder, join_directory
from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.founding import Network, change_members, found_network
from egnatia.adapters.files.known import read_known
from egnatia.exchange.bundle import read_bundle
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.member import Member


@dataclass
class Realm:
    """A network, its governors' folder, and the folder of one node in it."""

    governors: Path
    folder: Path
    members: tuple[Member, Member]
    network: Network

    def next(self, *members: Member) -> Network:
        """Let the governors sign another list."""
        return change_members(self.governors, self.network, members, NOON + timedelta(hours=1))


@pytest.fixture
def realm(tmp_path: Path) -> Realm:
    rs, al = party(tmp_path, "RS").member, party(tmp_path, "AL").member
    network = found_network(tmp_path / "governors", [rs, al], NOON)
    join_directory(tmp_path / "directory", network.bundle, network.root_digest)
    return Realm(tmp_path / "governors", tmp_path / "directory", (rs, al), network)


def test_a_node_that_joined_knows_the_members(realm: Realm) -> None:
    held = DirectoryFolder(realm.folder)
    assert set(held.current().members) == {"RS", "AL"}
    assert read_bundle(held.bundle()) == (realm.network.roots, realm.network.targets)


def test_the_files_are_for_their_owner_only(realm: Realm) -> None:
    assert realm.folder.stat().st_mode & 0o077 == 0
    assert [path for path in realm.folder.iterdir() if path.stat().st_mode & 0o077] == []


def test_a_newer_directory_is_in_force_at_once_and_after_a_restart(realm: Realm) -> None:
    held = DirectoryFolder(realm.folder)
    rs, _expelled = realm.members
    held.update(realm.next(rs).bundle)
    assert set(held.current().members) == {"RS"}
    assert set(DirectoryFolder(realm.folder).current().members) == {"RS"}


def test_an_older_directory_is_refused_even_after_a_restart(realm: Realm) -> None:
    DirectoryFolder(realm.folder).update(realm.next(*realm.members).bundle)
    held = DirectoryFolder(realm.folder)
    with pytest.raises(DirectoryError, match="version 1, is older than the known 2"):
        held.update(realm.network.bundle)
    assert held.current().version == 2


def test_an_old_list_put_back_by_hand_keeps_the_node_from_starting(realm: Realm) -> None:
    DirectoryFolder(realm.folder).update(realm.next(*realm.members).bundle)
    (realm.folder / "targets.json").write_bytes(realm.network.targets)
    with pytest.raises(FilesError, match="is older than the known 2"):
        DirectoryFolder(realm.folder)


def test_a_list_put_into_the_folder_is_read_while_the_node_runs(realm: Realm) -> None:
    held = DirectoryFolder(realm.folder, look=0.0)
    (realm.folder / "targets.json").write_bytes(realm.next(realm.members[0]).targets)
    assert held.current().version == 2
    assert read_known(realm.folder / "known.json").targets_version == 2


def test_rubbish_put_into_the_folder_changes_nothing_while_the_node_runs(
    realm: Realm, caplog: pytest.LogCaptureFixture
) -> None:
    held = DirectoryFolder(realm.folder, look=0.0)
    (realm.folder / "targets.json").write_bytes(b"{}")
    with caplog.at_level(logging.WARNING):
        assert held.current().version == 1
        assert held.current().version == 1
    assert [record.getMessage() for record in caplog.records] == [
        f"the directory in force stays as it is: {realm.folder}: the targets of the directory is damaged"
    ]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "known.json cannot be read": lambda folder: (folder / "known.json").unlink(),
    "known.json is damaged": lambda folder: (folder / "known.json").write_bytes(b"{"),
    "targets.json cannot be read": lambda folder: (folder / "targets.json").unlink(),
    "root 1, which this node trusts, is not in the chain": lambda folder: (folder / "root-1.json").unlink(),
    "the root of the directory is damaged": lambda folder: (folder / "root-1.json").write_bytes(b"[]"),
}


@pytest.mark.parametrize("words", DAMAGE)
def test_a_damaged_directory_is_named_at_the_start(realm: Realm, words: str) -> None:
    DAMAGE[words](realm.folder)
    with pytest.raises(FilesError) as caught:
        DirectoryFolder(realm.folder)
    assert words in str(caught.value)
    assert str(realm.folder) in str(caught.value)


def test_a_node_joins_only_the_network_whose_root_it_was_told(realm: Realm, tmp_path: Path) -> None:
    other = found_network(tmp_path / "others", realm.members, NOON)
    with pytest.raises(DirectoryError, match="none of its roots"):
        join_directory(tmp_path / "new", other.bundle, realm.network.root_digest)
    assert not (tmp_path / "new").exists()


def test_a_node_joins_one_network_once(realm: Realm) -> None:
    with pytest.raises(FilesError, match="holds the directory of a network already"):
        join_directory(realm.folder, realm.network.bundle, realm.network.root_digest)


def test_a_disk_that_refuses_leaves_the_old_directory_in_force(realm: Realm) -> None:
    held = DirectoryFolder(realm.folder)
    (realm.folder / f".targets.json.{os.getpid()}.draft").mkdir()
    with pytest.raises(FilesError, match=r"targets\.json cannot be written"):
        held.update(realm.next(realm.members[0]).bundle)
    assert held.current().version == 1
