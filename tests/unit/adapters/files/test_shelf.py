"""The shelf keeps bytes for the node's owner only, under names that are ids and nothing else."""

from pathlib import Path

import pytest

from egnatia.adapters.files.shelf import FolderShelf
from egnatia.casework.errors import ConflictError
from egnatia.model.identity import AttachmentId

ONE = AttachmentId("0a" * 16)


def test_bytes_are_there_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "attachments")
    for part in (b"one", b"two", b"three"):
        shelf.append(ONE, part)
    shelf.settle(ONE)
    assert (shelf.length(ONE), shelf.read(ONE, 3, 4), shelf.read(ONE, 9, 99)) == (11, b"twot", b"ee")
    assert shelf.read(ONE, 11, 1) == b""
    assert shelf.names() == {ONE}
    assert (tmp_path / "attachments" / ONE).stat().st_mode & 0o777 == 0o600


def test_cutting_keeps_the_beginning(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    shelf.append(ONE, b"boats")
    shelf.cut(ONE, 2)
    assert shelf.read(ONE, 0, 9) == b"bo"


def test_what_is_not_there_is_empty_and_can_be_removed_and_settled(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "none")
    shelf.remove(ONE)
    shelf.settle(ONE)
    shelf.cut(ONE, 0)
    assert (shelf.length(ONE), shelf.read(ONE, 0, 9), shelf.names()) == (0, b"", frozenset())


def test_removing_takes_the_bytes_away(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    shelf.append(ONE, b"boats")
    shelf.remove(ONE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../keys/sign", "", "0A" * 16, "0a" * 15])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "keys").mkdir()
    shelf = FolderShelf(tmp_path / "attachments")
    assert shelf.read(AttachmentId(name), 0, 9) == b""
    assert shelf.length(AttachmentId(name)) == 0
    with pytest.raises(FileNotFoundError):
        shelf.append(AttachmentId(name), b"x")


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"mine")
    (tmp_path / ONE).symlink_to(tmp_path / "outside")
    shelf = FolderShelf(tmp_path)
    assert shelf.read(ONE, 0, 9) == b""
    with pytest.raises(ConflictError, match="does not take"):
        shelf.append(ONE, b"x")
    assert (tmp_path / "outside").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConflictError, match="does not take"):
        FolderShelf(tmp_path / "file" / "attachments").append(ONE, b"x")


def test_other_files_in_the_folder_are_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    assert FolderShelf(tmp_path).names() == frozenset()
