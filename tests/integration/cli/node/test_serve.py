"""A node as a process: it runs until it is told to stop, and knows who calls."""

import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.integration.cli.conftest import ready, served, shell


def test_a_node_runs_until_it_is_told_to_stop_and_its_log_is_sound(folder: Path) -> None:
    with served(folder) as process:
        assert process.stderr
        assert process.stderr.readline() == f"starting the node in {folder}\n"
        where = re.escape(f"commands at {folder / 'node.sock'}, page: http://127.0.0.1:")
        assert re.match(rf"RS runs; partners at 0\.0\.0\.0:\d+, {where}", process.stderr.readline())
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
        ready(process)
        assert knock(folder) == ["403", "cannot look around"]
        shell("user", "add", "ana", "--roles", "officer", "--os-user", NOBODY, "--node", folder)
        assert knock(folder) == ["200", "cannot look around"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
