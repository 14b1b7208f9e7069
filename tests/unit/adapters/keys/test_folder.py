"""A folder of secrets: made whole or not at all, readable by its owner only."""

import stat
from pathlib import Path

import pytest

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.folder import check_private, read_file, write_file, write_folder


def test_folder_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    write_folder(tmp_path / "keys", {"a": b"1", "b": b"2"})
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {"a": 0o600, "b": 0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert read_file(tmp_path / "keys" / "a") == b"1"


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    write_folder(tmp_path / "keys", {"a": b"1"})
    with pytest.raises(KeysError, match="never overwritten"):
        write_folder(tmp_path / "keys", {"a": b"2"})
    with pytest.raises(KeysError, match="never overwritten"):
        write_file(tmp_path / "keys" / "a", b"2")
    assert read_file(tmp_path / "keys" / "a") == b"1"
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["a"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_what_others_may_read_is_refused_with_the_command_that_mends_it(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"1")
    path.chmod(mode)
    with pytest.raises(KeysError, match=f"run: chmod 600 {path}"):
        check_private(path)


def test_a_link_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "key").symlink_to("/etc/hostname")
    with pytest.raises(KeysError, match="neither a plain file nor a folder"):
        check_private(tmp_path / "key")


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_secret_needs_a_name(name: str) -> None:
    with pytest.raises(KeysError, match="is a folder"):
        write_file(Path(name), b"secret")
