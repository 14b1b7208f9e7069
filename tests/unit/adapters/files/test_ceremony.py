"""The files of governors: a key and its card come together or not at all, and nothing is overwritten."""

import os
from pathlib import Path

import pytest

from egnatia.adapters.files.ceremony import make_governor, read_governor
from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.governor import load_governor


def test_a_card_names_the_key_beside_it(tmp_path: Path) -> None:
    made = make_governor(tmp_path / "ana")
    card, key = read_governor(made.card), load_governor(tmp_path / "ana").public_key
    assert (card.keyid, card.keyval) == (key.keyid, key.keyval)
    assert (tmp_path / "ana").stat().st_mode & 0o077 == 0


def test_a_key_is_made_and_used_in_a_folder_that_others_may_look_into(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    made = make_governor(tmp_path / "ana")
    assert load_governor(tmp_path / "ana").public_key.keyval["public"] == made.public
    (tmp_path / "ana").chmod(0o640)
    with pytest.raises(KeysError, match="ana is open to others than its owner; run: chmod 600"):
        load_governor(tmp_path / "ana")


def test_a_card_holds_no_secret(tmp_path: Path) -> None:
    made = make_governor(tmp_path / "ana")
    assert made.card.read_text() == f'{{"governor":"{made.public}","v":1}}'


def test_a_card_that_exists_already_keeps_a_key_from_being_made(tmp_path: Path) -> None:
    (tmp_path / "ana.pub").write_text("older")
    with pytest.raises(FilesError, match=r"ana\.pub exists already"):
        make_governor(tmp_path / "ana")
    assert [path.name for path in tmp_path.iterdir()] == ["ana.pub"]


def test_a_key_whose_card_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / f".ana.pub.{os.getpid()}.draft").mkdir()
    with pytest.raises(FilesError, match=r"ana\.pub cannot be written"):
        make_governor(tmp_path / "ana")
    assert not (tmp_path / "ana").exists()


def test_a_key_that_exists_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ana").write_text("older")
    with pytest.raises(KeysError, match="never overwritten"):
        make_governor(tmp_path / "ana")
    assert [path.name for path in tmp_path.iterdir()] == ["ana"]


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_key_needs_a_name(name: str) -> None:
    with pytest.raises(FilesError, match="is a folder"):
        make_governor(Path(name))
