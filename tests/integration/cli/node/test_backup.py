"""A backup is for its owner only, and overwrites nothing."""

import stat
from pathlib import Path

from tests.integration.cli.conftest import shell


def test_a_backup_is_for_its_owner_only_and_restores_to_the_same_node(folder: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "rs.backup", tmp_path / "again"
    shell("node", "backup", "--node", folder, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "RS restored" in shell("node", "restore", file, again, "--tombstones-lost")
    assert "sound" in shell("ledger", "verify", "--node", again)
    assert stat.S_IMODE((again / "keys").stat().st_mode) == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "rs.backup"]


def test_nothing_is_ever_overwritten(folder: Path, backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "rs.backup"
    file.write_text("older")
    assert "exists already" in shell("node", "backup", "--node", folder, file, code=2)
    assert file.read_text() == "older"
    assert "exists already" in shell("node", "restore", backup, folder, "--tombstones-lost", code=2)
