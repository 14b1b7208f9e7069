"""A backup is put back whole, by whoever knows where the tombstones are."""

import shutil
import tarfile
from pathlib import Path

import pytest
from tests.integration.cli.conftest import shell


def test_whoever_restores_says_where_the_tombstones_are_or_that_they_are_lost(backup: Path, tmp_path: Path) -> None:
    again, file = tmp_path / "again", tmp_path / "tombstones"
    assert "--tombstones" in shell("node", "restore", backup, again, code=2)
    file.touch()
    assert "--tombstones" in shell("node", "restore", backup, again, "--tombstones", file, "--tombstones-lost", code=2)
    assert "0 records erased again" in shell("node", "restore", backup, again, "--tombstones", file)


@pytest.mark.parametrize("damage", ["empty", "cut", "elsewhere", "link"])
def test_a_damaged_backup_restores_nothing(damage: str, backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "rs.backup"
    shutil.copy(backup, file)
    _damage(file, damage)
    shell("node", "restore", file, tmp_path / "again", "--tombstones-lost", code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["rs.backup"]


def _damage(file: Path, damage: str) -> None:
    if damage == "empty":
        file.write_bytes(b"")
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    else:
        strange = tarfile.TarInfo("../outside" if damage == "elsewhere" else "node.toml")
        strange.type, strange.linkname = (tarfile.REGTYPE, "") if damage == "elsewhere" else (tarfile.SYMTYPE, "/etc/x")
        with tarfile.open(file, "w:gz") as archive:
            archive.addfile(strange)
