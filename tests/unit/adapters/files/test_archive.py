"""A node's folder as one file: whole or not at all, for its owner only, and never trusted when it is read."""

import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from egnatia.adapters.files.archive import Held, held_file, read_archive, write_archive
from egnatia.adapters.files.errors import FilesError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what belongs to a node, and what does not."""
    made = tmp_path / "RS"
    (made / "keys").mkdir(parents=True)
    (made / "keys" / "sign.pem").write_text("secret")
    (made / "node.toml").write_text("node")
    (made / "rs.draft").write_text("scratch")
    with closing(sqlite3.connect(made / "egnatia.db")) as database:
        database.executescript("CREATE TABLE x (y); INSERT INTO x VALUES (7)")
    return made


def backup(folder: Path, name: str = "a.backup") -> Path:
    target = folder.parent / name
    assert write_archive(folder, held_file(folder, folder.absolute() / "egnatia.db"), target) == target.stat().st_size
    return target


def test_what_belongs_to_a_node_comes_back_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    read_archive(backup(folder), tmp_path / "again")
    again = tmp_path / "again"
    assert {path.name for path in again.rglob("*")} == {"keys", "sign.pem", "node.toml", "egnatia.db"}
    with closing(sqlite3.connect(again / "egnatia.db")) as database:
        assert database.execute("SELECT y FROM x").fetchall() == [(7,)]


def test_rows_that_stay_behind_are_not_in_the_file_and_not_under_it(folder: Path, tmp_path: Path) -> None:
    database = folder.absolute() / "egnatia.db"
    with closing(sqlite3.connect(database)) as made:
        made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE ticket (t); INSERT INTO ticket VALUES ('canary-17')")
    target = tmp_path / "b.backup"
    write_archive(folder, held_file(folder, database, ("ticket", "no such table")), target)
    assert {path.name for path in tmp_path.iterdir()} == {"RS", "b.backup"}
    read_archive(target, tmp_path / "again")
    assert b"canary-17" not in (tmp_path / "again" / "egnatia.db").read_bytes()
    with closing(sqlite3.connect(tmp_path / "again" / "egnatia.db")) as back:
        assert back.execute("SELECT count(*) FROM ticket").fetchone() == (0,)
        assert back.execute("SELECT y FROM x").fetchall() == [(7,)]
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("SELECT t FROM ticket").fetchall() == [("canary-17",)]


def test_it_is_its_owners_alone_and_leaves_no_draft(folder: Path) -> None:
    assert stat.S_IMODE(backup(folder).stat().st_mode) == 0o600
    assert {path.name for path in folder.parent.iterdir()} == {"RS", "a.backup"}


def test_nothing_is_overwritten_and_nothing_left_if_the_copy_fails(folder: Path) -> None:
    backup(folder)
    with pytest.raises(FilesError, match="exists already"):
        backup(folder)

    def refuse(_copy: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(FilesError, match="No space left"):
        write_archive(folder, Held(name="egnatia.db", copy=refuse), folder.parent / "b.backup")
    assert {path.name for path in folder.parent.iterdir()} == {"RS", "a.backup"}


def test_a_database_elsewhere_is_backed_up_by_its_own_means(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FilesError, match="by its own means"):
        held_file(folder, tmp_path / "elsewhere.db")


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "keys/../../outside"])
def test_an_archive_that_reaches_outside_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "x", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo(name))
    with pytest.raises(FilesError, match="is no backup of a node"):
        read_archive(tmp_path / "x", tmp_path / "again")
    assert not (tmp_path / "outside").exists()
