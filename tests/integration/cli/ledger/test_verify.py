"""A row of the log that was changed by hand is located."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.integration.cli.conftest import EGNATIA, shell


def test_a_row_that_was_changed_by_hand_is_located(backup: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shell("node", "restore", backup, again, "--tombstones-lost")
    with sqlite3.connect(again / "egnatia.db") as connection:
        connection.execute("DROP TRIGGER entry_unchanged")
        connection.execute("UPDATE entry SET body = replace(body, 'admin', 'adnim') WHERE no = 1")
    told = subprocess.run([*EGNATIA, "ledger", "verify", "--node", again], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "changed_entry: " in told.stdout


def test_what_the_readme_does_to_a_row_is_located(backup: Path, tmp_path: Path) -> None:
    again = tmp_path / "rs-copy"
    shell("node", "restore", backup, again, "--tombstones-lost")
    readme = (Path(__file__).parents[4] / "README.md").read_text("utf-8")
    [line] = re.findall(r"(?m)^python (-c \"import sqlite3;.*)$", readme)
    subprocess.run(f"{sys.executable} {line}", shell=True, cwd=tmp_path, check=True)  # noqa: S602 - as a reader would
    told = subprocess.run([*EGNATIA, "ledger", "verify", "--node", again], capture_output=True, text=True, check=False)
    assert "Entry 0: the leaf hash stored beside the entry was changed" in told.stdout
