"""The whole database of a node, looked over from a terminal."""

import sqlite3
from pathlib import Path
from shutil import copytree

from tests.integration.cli.conftest import shell


def test_a_node_is_looked_over_and_the_damaged_table_is_named(folder: Path, tmp_path: Path) -> None:
    node = copytree(folder, tmp_path / "RS")
    assert "sound: " in shell("node", "check", "--node", node)
    [file] = node.glob("*.db")
    other = sqlite3.connect(file)
    other.executescript("CREATE TABLE word (is_word TEXT); INSERT INTO word VALUES ('via egnatia');")
    other.executescript("CREATE INDEX ix_word ON word (is_word);")
    other.close()
    before, _, after = file.read_bytes().rpartition(b"via egnatia")
    file.write_bytes(before + b"via egnatiz" + after)
    assert "damaged are: word;" in shell("node", "check", "--node", node, code=1)


def test_where_there_is_no_node_none_is_looked_over(tmp_path: Path) -> None:
    assert "no node in" in shell("node", "check", "--node", tmp_path / "nothing", code=2)
