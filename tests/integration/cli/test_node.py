"""The life of a node from the shell: founded, joined, run as a process, backed up, restored, checked."""

import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.network.realm import free_port

EGNATIA = (sys.executable, "-m", "egnatia.cli")


def shell(*typed: object, code: int = 0) -> str:
    done = subprocess.run([*EGNATIA, *map(str, typed)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code else done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found a network of one node, as the how-to tells it."""
    home = tmp_path_factory.mktemp("home")
    node, port = home / "RS", free_port()
    ports = ("--port", port, "--desk-port", 0)
    told = shell("node", "init", node, "--name", "RS", "--agency", "Contact point", "--country", "SRB", *ports,
                 "--endpoint", f"https://127.0.0.1:{port}")  # fmt: skip
    (home / "RS.json").write_text(told)
    for name in ("ana", "boris", "vera"):
        shell("network", "key", home / name)
    cards = [word for name in ("ana", "boris", "vera") for word in ("--governor", home / f"{name}.pub")]
    shell("network", "found", home / "draft.json", home / "RS.json", *cards)
    for name in ("ana", "vera"):
        shell("network", "sign", home / "draft.json", home / name)
    root = shell("network", "publish", home / "directory.json", home / "draft.json").split()[1]
    shell("node", "join", node, home / "directory.json", "--root", root)
    return node


@pytest.fixture(scope="module")
def backup(folder: Path) -> Path:
    """Back the node up once."""
    file = folder.with_name("good.backup")
    shell("node", "backup", "--node", folder, file)
    return file


@contextmanager
def served(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a node as a process; it ends with the block, also where a test fails in it."""
    with subprocess.Popen([*EGNATIA, "node", "serve", folder], stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_a_node_runs_until_it_is_told_to_stop_and_its_log_is_sound(folder: Path) -> None:
    with served(folder) as process:
        assert process.stderr
        assert process.stderr.readline().startswith("RS runs; page: http://127.0.0.1:")
        assert "RS  version" in shell("node", "status", "--node", folder)
        assert stat.S_IMODE((folder / "node.sock").stat().st_mode) == 0o666
        assert stat.S_IMODE(folder.stat().st_mode) == 0o711
        assert "already" in shell("node", "serve", folder, code=4)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert "no node is running" in shell("node", "status", "--node", folder, code=4)
    assert "sound" in shell("ledger", "verify", "--node", folder)


#: A program that gives up being the superuser within the node's folder, and then calls the node.
KNOCK = """
import os, socket, sys
folder, uid = sys.argv[1], int(sys.argv[2])
os.chdir(folder)
os.setgroups([])
os.setgid(uid)
os.setuid(uid)
with socket.socket(socket.AF_UNIX) as line:
    line.connect("node.sock")
    line.sendall(b"GET /v1/me HTTP/1.1\\r\\nhost: node\\r\\nconnection: close\\r\\n\\r\\n")
    print(line.recv(4096).split()[1].decode())
try:
    os.listdir(".")
except PermissionError:
    print("cannot look around")
"""
NOBODY = 65534


def knock(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", KNOCK, folder, str(NOBODY)], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(os.getuid() != 0, reason="only the superuser can be somebody else")
def test_two_users_of_the_machine_are_two_people_of_the_node(folder: Path) -> None:
    with served(folder) as process:
        assert process.stderr
        process.stderr.readline()
        assert knock(folder) == ["403", "cannot look around"]
        shell("user", "add", "ana", "--roles", "officer", "--os-user", NOBODY, "--node", folder)
        assert knock(folder) == ["200", "cannot look around"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_a_backup_is_for_its_owner_only_and_restores_to_the_same_node(folder: Path, tmp_path: Path) -> None:
    file, again = tmp_path / "rs.backup", tmp_path / "again"
    shell("node", "backup", "--node", folder, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "RS restored" in shell("node", "restore", file, again, "--tombstones-lost")
    assert "sound" in shell("ledger", "verify", "--node", again)
    assert stat.S_IMODE((again / "keys").stat().st_mode) == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "rs.backup"]


def test_whoever_restores_says_where_the_tombstones_are_or_that_they_are_lost(backup: Path, tmp_path: Path) -> None:
    again, file = tmp_path / "again", tmp_path / "tombstones"
    assert "--tombstones" in shell("node", "restore", backup, again, code=2)
    file.touch()
    assert "--tombstones" in shell("node", "restore", backup, again, "--tombstones", file, "--tombstones-lost", code=2)
    assert "0 records erased again" in shell("node", "restore", backup, again, "--tombstones", file)


def test_nothing_is_ever_overwritten(folder: Path, backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "rs.backup"
    file.write_text("older")
    assert "exists already" in shell("node", "backup", "--node", folder, file, code=2)
    assert file.read_text() == "older"
    assert "exists already" in shell("node", "restore", backup, folder, "--tombstones-lost", code=2)


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
    again = tmp_path / "again"
    shell("node", "restore", backup, again, "--tombstones-lost")
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    [statements] = re.findall(r"executescript\('([^']+)'\)", readme)
    with closing(sqlite3.connect(again / "egnatia.db")) as connection:
        connection.executescript(statements)
    told = subprocess.run([*EGNATIA, "ledger", "verify", "--node", again], capture_output=True, text=True, check=False)
    assert "Entry 0: the leaf hash stored beside the entry was changed" in told.stdout
