"""Files are replaced whole or not at all; folders appear so."""

import os
import stat
from pathlib import Path

import pytest

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.writing import appearing, make_folder, read_whole, replace_file


def test_a_file_is_replaced_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for content in (b"old", b"new"):
        replace_file(path, content)
    assert read_whole(path) == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["x"]


def test_if_the_disk_refuses_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "x"
    replace_file(path, b"old")
    (tmp_path / f".x.{os.getpid()}.draft").mkdir()
    with pytest.raises(FilesError, match="cannot be written"):
        replace_file(path, b"new")
    assert read_whole(path) == b"old"


def test_a_folder_appears_when_all_is_well_with_the_mode_it_is_to_have(tmp_path: Path) -> None:
    with appearing(tmp_path / "node", 0o711) as draft:
        make_folder(draft)
        (draft / "file").write_text("x")
        assert not (tmp_path / "node").exists()
    assert stat.S_IMODE((tmp_path / "node").stat().st_mode) == 0o711
    assert [path.name for path in tmp_path.iterdir()] == ["node"]


def test_if_anything_fails_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(FilesError), appearing(tmp_path / "node", 0o700) as draft:
        replace_file(draft / "no folder" / "file", b"x")
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "node").mkdir()
    with pytest.raises(FilesError, match="exists already"), appearing(tmp_path / "node", 0o700):
        raise AssertionError


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_folder_is_not_replaced_by_a_file(name: str) -> None:
    with pytest.raises(FilesError, match="is a folder"):
        replace_file(Path(name), b"new")
