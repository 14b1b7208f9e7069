"""Several processes of one node, the first of which is killed: programs and people find another one."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.network.realm import Realm, desk, eventually, realm
from tests.twins.postgresql import Server

from egnatia.casework.accounts import Newcomer, found_accounts
from egnatia.casework.deliver import Outcome
from egnatia.casework.rows import Role
from egnatia.cli.bench.scene import free_port
from egnatia.upkeep import audit

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def house(tmp_path: Path, postgresql: Server) -> Iterator[Realm]:
    """RS, which runs here, and AL, whose database is on a server and which does not run yet."""
    address = postgresql.database()
    with ExitStack() as stack:
        stack.callback(postgresql.drop, address)
        made = stack.enter_context(realm(tmp_path))
        made.found("RS", "AL", databases={"AL": address})
        made.set("AL", ("port = 0", f"port = {free_port()}"))
        made.start("RS", "AL")
        found_accounts(
            made.office("AL"), Newcomer(name="admin", roles=frozenset({Role.ADMINISTRATOR}), uid=os.getuid())
        )
        made.stop("AL")
        yield made


@pytest.fixture
def start(house: Realm) -> Iterator[Start]:
    """Give a way to start a process of AL."""
    with ExitStack() as stack:

        def run(*words: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "egnatia.cli", "node", "serve", str(house.folder / "AL"), *words]
            made = stack.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
            stack.callback(made.kill)
            return made

        yield run


def socket_of(house: Realm) -> Path:
    return house.folder / "AL" / "node.sock"


def answers(house: Realm) -> bool:
    """Tell whether somebody serves programs, and knows the account of whoever asks."""
    asked = b"GET /v1/me HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n"
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.settimeout(2)
            line.connect(str(socket_of(house)))
            line.sendall(asked)
            return line.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False


def page_answers(house: Realm) -> bool:
    """Tell whether the desk is there."""
    text = (house.folder / "AL" / "node.toml").read_text("utf-8")
    port = text.partition("[desk]")[2].partition("port = ")[2].split()[0]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def serves(house: Realm) -> bool:
    return answers(house) and page_answers(house)


@pytest.mark.postgresql
def test_programs_and_people_find_another_process_when_the_first_is_killed(house: Realm, start: Start) -> None:
    first = start()
    assert eventually(lambda: serves(house), within=30)
    second, third = start("--stand-by"), start("--stand-by")
    for dying in (first, second, third):
        assert eventually(lambda: serves(house), within=30)
        assert sum(one.poll() is None for one in (first, second, third)) >= 1
        if dying is not third:
            holder = _holder(house, (first, second, third))
            holder.send_signal(signal.SIGKILL)
            holder.wait(10)
    [delivered] = desk(house, "RS").ask("AL")
    assert delivered.outcome is Outcome.ANSWERED
    for one in (first, second, third):
        one.terminate()
        one.wait(20)
    assert audit(house.folder / "AL").sound


def _holder(house: Realm, processes: tuple[subprocess.Popen[bytes], ...]) -> subprocess.Popen[bytes]:
    """Return the process that serves programs: the kernel says whose socket it is."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(socket_of(house)))
        pid = int.from_bytes(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], sys.byteorder)
    return next(one for one in processes if one.pid == pid)


@pytest.mark.postgresql
def test_a_second_first_process_is_told_to_stand_by(house: Realm, start: Start) -> None:
    start()
    assert eventually(lambda: serves(house), within=30)
    command = [sys.executable, "-m", "egnatia.cli", "node", "serve", str(house.folder / "AL")]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "is to stand by (--stand-by)" in told.stderr
    assert answers(house)


@pytest.mark.postgresql
def test_a_process_that_ends_in_order_hands_over(house: Realm, start: Start) -> None:
    first = start()
    assert eventually(lambda: serves(house), within=30)
    start("--stand-by")
    first.terminate()
    assert first.wait(20) == 0
    assert eventually(lambda: serves(house), within=30)
