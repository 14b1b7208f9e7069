"""The file of tombstones: only ever added to, whole or not at all, and nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.twins.clock import NOON

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tombstones import MOST, Tombstones, lay_tombstones, read_tombstones
from egnatia.adapters.keys.signing import Ed25519Signer, Ed25519Verifier
from egnatia.casework.tombstones import Tombstone
from egnatia.model.identity import NodeId

RS = NodeId("RS")
KEY = Ed25519Signer(Ed25519PrivateKey.generate())
OTHER = Ed25519Signer(Ed25519PrivateKey.generate())


def record(number: int) -> Tombstone:
    return Tombstone(f"{number:064x}")


def read(path: Path, node: NodeId = RS, key: Ed25519Signer = KEY) -> frozenset[Tombstone]:
    return read_tombstones(path, node, Ed25519Verifier(), key.public)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A list of two erasures."""
    file = tmp_path / "tombstones"
    for number in (1, 2):
        Tombstones(file, RS, KEY).append([record(number)], NOON)
    return file


def test_what_was_added_is_read_and_a_file_that_is_not_there_is_empty(path: Path, tmp_path: Path) -> None:
    assert read(path) == {record(1), record(2)}
    assert read(tmp_path / "none") == frozenset()
    assert path.stat().st_mode & 0o777 == 0o600


def test_many_are_cut_into_lines(tmp_path: Path) -> None:
    file = tmp_path / "tombstones"
    many = [record(number) for number in range(2 * MOST + 1)]
    Tombstones(file, RS, KEY).append(many, NOON)
    assert read(file) == set(many)
    assert len(file.read_bytes().splitlines()) == 3
    Tombstones(file, RS, KEY).append([record(9999)], NOON)
    assert len(read(file)) == 2 * MOST + 2


@pytest.mark.parametrize("left", [b"half a li", b"\xff"])
def test_a_line_without_its_end_is_passed_over_and_dropped(path: Path, left: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + left)
    assert read(path) == {record(1), record(2)}
    Tombstones(path, RS, KEY).append([record(3)], NOON)
    assert path.read_bytes().startswith(whole)
    assert left not in path.read_bytes()
    assert read(path) == {record(1), record(2), record(3)}


@pytest.mark.parametrize("damage", ["first gone", "order", "byte", "noise", "node", "key"])
def test_a_list_that_was_tampered_with_or_is_another_nodes_is_named(path: Path, damage: str) -> None:
    one, two = path.read_bytes().splitlines(keepends=True)
    changed = {
        "first gone": two,
        "order": two + one,
        "byte": one[:200] + bytes([one[200] ^ 1]) + one[201:] + two,
        "noise": b"noise\n" + one + two,
    }
    path.write_bytes(changed.get(damage, one + two))
    with pytest.raises(FilesError, match=f"{path} is damaged, or not this node's"):
        read(path, NodeId("AL") if damage == "node" else RS, OTHER if damage == "key" else KEY)


def test_a_line_that_somebody_else_added_is_noticed(path: Path) -> None:
    Tombstones(path, RS, OTHER).append([record(3)], NOON)
    with pytest.raises(FilesError, match="not by this node's key"):
        read(path)


def test_a_new_key_vouches_for_the_lines_of_the_old_one(path: Path) -> None:
    Tombstones(path, RS, OTHER).append([record(3)], NOON)
    assert read(path, key=OTHER) == {record(1), record(2), record(3)}


def test_of_two_states_of_one_list_the_newer_is_laid_down(path: Path, tmp_path: Path) -> None:
    older, target = path.read_bytes(), tmp_path / "restored"
    target.write_bytes(older)
    Tombstones(path, RS, KEY).append([record(3)], NOON)
    lay_tombstones(path, target)
    assert read(target) == {record(1), record(2), record(3)}
    path.write_bytes(older)
    lay_tombstones(path, target)
    assert read(target) == {record(1), record(2), record(3)}


def test_a_list_that_does_not_continue_the_other_is_refused(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "restored"
    Tombstones(target, RS, KEY).append([record(7)], NOON)
    with pytest.raises(FilesError, match="is not the list of the node"):
        lay_tombstones(path, target)


def test_two_processes_add_lines_without_losing_or_breaking_one(tmp_path: Path) -> None:
    file = tmp_path / "tombstones"

    def add(first: int) -> None:
        mine = Tombstones(file, RS, KEY)
        for number in range(first, first + 20):
            mine.append([record(number)], NOON)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, (0, 20)))
    assert read(file) == {record(number) for number in range(40)}


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.data())
def test_wherever_a_power_cut_ends_the_file_what_is_left_is_a_beginning(sizes: list[int], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file, states = Path(folder) / "tombstones", [frozenset[Tombstone]()]
        for at, size in enumerate(sizes):
            Tombstones(file, RS, KEY).append([record(100 * at + number) for number in range(size)], NOON)
            states.append(read(file))
        file.write_bytes(file.read_bytes()[: data.draw(st.integers(0, file.stat().st_size))])
        assert read(file) in states
        Tombstones(file, RS, KEY).append([record(9999)], NOON)
        assert read(file) - {record(9999)} in states


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FilesError, match="cannot be written"):
        Tombstones(tmp_path / "nowhere" / "tombstones", RS, KEY).append([record(1)], NOON)
