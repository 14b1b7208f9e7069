"""Kill -9: whatever was acknowledged is there, whole, once; and the log is sound."""

import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from tests.integration.sql.writer import SIGNER
from tests.unit.adapters.sql.samples import connection_of

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.tables import ENTRY, INBOX, OUTBOX
from egnatia.ledger.audit import verify
from egnatia.ledger.entry import parse_entry
from egnatia.ledger.note import Verifier

_WRITER = Path(__file__).parent / "writer.py"
_KILLS = 6


def acknowledged_before_the_kill(url: str, first: int, seconds: float) -> list[int]:
    """Let a writer work, kill it, and return what it said was durable."""
    writer = subprocess.Popen([sys.executable, str(_WRITER), url, str(first)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    lines = [writer.stdout.readline()]
    killer = subprocess.Popen(["sh", "-c", f"sleep {seconds}; kill -9 {writer.pid}"])
    lines += writer.stdout.readlines()
    assert (killer.wait(30), writer.wait(30)) == (0, -signal.SIGKILL)
    writer.stdout.close()
    return [int(line) for line in lines if line.endswith("\n")]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database, in a file and on a server."""
    return f"sqlite:///{tmp_path / 'node.db'}" if request.param == "sqlite" else request.getfixturevalue("database")


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_when_the_node_is_killed(url: str) -> None:
    chance = random.Random(6)  # noqa: S311 - when to kill
    acknowledged: list[int] = []
    for kill in range(_KILLS):
        acknowledged += acknowledged_before_the_kill(url, kill * 10**6, chance.uniform(0.05, 0.6))
        found = numbers_in(url)
        assert set(acknowledged) <= found["inbox"]
        assert found["inbox"] == found["outbox"] == found["entry"]
    assert len(acknowledged) == len(set(acknowledged)) > _KILLS


def numbers_in(url: str) -> dict[str, set[int]]:
    """Open the database as a node does after a crash; return the works that each table knows, each once."""
    store = open_store(url)
    verifier = Verifier(key=SIGNER.key, verify=lambda message, signature: SIGNER.sign(message) == signature)
    report = store.read(lambda tx: verify(tx.ledger.stored([verifier])))
    assert report.findings == ()
    rows = store.read(lambda tx: works_in(connection_of(tx)))
    store.close()
    numbers = {table: {int(value, 16) for value in values} for table, values in rows.items()}
    assert {table: len(values) for table, values in numbers.items()} == {table: len(rows[table]) for table in rows}
    return numbers


def works_in(connection: Connection) -> dict[str, Sequence[str]]:
    """Return the ids of the works that each table knows; SQLite is asked whether its file is sound."""
    if connection.dialect.name == "sqlite":
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    return {
        "inbox": connection.execute(select(INBOX.c.message)).scalars().all(),
        "outbox": connection.execute(select(OUTBOX.c.message)).scalars().all(),
        "entry": [parse_entry(body).nonce for body in connection.execute(select(ENTRY.c.body)).scalars()],
    }
