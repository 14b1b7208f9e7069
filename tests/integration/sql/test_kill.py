"""Kill -9: whatever was acknowledged is there, whole, once; and the log is sound."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.integration.sql.writer import SIGNER

from egnatia.adapters.sql.opening import open_store
from egnatia.ledger.audit import verify
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


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_when_the_node_is_killed(tmp_path: Path) -> None:
    url, chance = f"sqlite:///{tmp_path / 'node.db'}", random.Random(6)  # noqa: S311 - when to kill
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
    store.close()
    with create_engine(url).connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        columns = {"inbox": "message", "outbox": "message", "entry": "json_extract(CAST(body AS TEXT), '$.nonce')"}
        rows = {
            table: connection.execute(text(f"SELECT {column} FROM {table}")).scalars().all()  # noqa: S608 - of this table
            for table, column in columns.items()
        }
    numbers = {table: {int(value, 16) for value in values} for table, values in rows.items()}
    assert {table: len(values) for table, values in numbers.items()} == {table: len(rows[table]) for table in rows}
    return numbers
