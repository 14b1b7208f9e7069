"""Nodes that are killed in the middle of their work: nothing is lost, nothing is doubled, both logs hold."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from tests.network.realm import Realm, desk, entries, eventually

from egnatia.ledger.entry import Act
from egnatia.upkeep import audit

QUESTIONS = 300
KILLS = 6
#: A letter that its sender held when it was killed comes due after a minute.
LEASE = 70


@dataclass
class Life:
    """A node's process, and what it said."""

    folder: Path
    count: int = 0
    ahead: int = 0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "tests.network.crashing", str(self.folder), str(self.count), str(self.ahead)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        eventually(lambda: "ready" in self.said, within=30)

    def _listen(self) -> None:
        assert self.process.stdout
        self.said.extend(iter(self._line, ""))

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().rstrip("\n")

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self._end()

    def end(self) -> None:
        """Let it stop in order."""
        assert self.process.stdin
        with suppress(OSError):
            self.process.stdin.close()
        self._end()

    def _end(self) -> None:
        self.process.wait(20)
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            with suppress(OSError):
                pipe.close()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Ask a node's database directly."""
    with closing(sqlite3.connect(folder / "egnatia.db")) as connection:
        return list(connection.execute(query))


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_is_doubled(trio: Realm) -> None:
    desk(trio, "RS")
    trio.stop("RS", "AL", "ME")
    rs, al = trio.folder / "RS", trio.folder / "AL"
    asked = crash(rs, al)
    questions = {str(question) for (question,) in rows(rs, "SELECT id FROM question WHERE state = 'hit'")}
    assert asked <= questions
    assert len(questions) == QUESTIONS
    assert rows(rs, "SELECT count(*) FROM question") == rows(al, "SELECT count(*) FROM question") == [(QUESTIONS,)]
    hits = "SELECT question, reference FROM answer ORDER BY question"
    assert rows(rs, hits) == rows(al, hits)
    assert len(rows(rs, hits)) == QUESTIONS
    for folder, act in ((rs, Act.ANSWER), (al, Act.DISCLOSURE)):
        told = [found.about[0] for found in entries(folder) if found.act is act]
        assert sorted(told) == sorted(questions)
        report = audit(folder).log
        assert (list(report.findings), report.unsequenced) == ([], 0)


def crash(rs: Path, al: Path) -> set[str]:
    """Let RS ask AL while one after the other is killed; returns the questions that RS said were on disk."""
    chance = random.Random(7)  # noqa: S311 - when to kill, the same in each run
    lives = {"AL": Life(al), "RS": Life(rs, QUESTIONS)}
    said: list[str] = []
    for kill in range(KILLS):
        time.sleep(chance.uniform(0.1, 0.6))
        if kill % 2:
            lives["AL"].kill()
            lives["AL"] = Life(al)
        else:
            lives["RS"].kill()
            said += lives["RS"].said
            lives["RS"] = Life(rs, QUESTIONS)
    eventually(lambda: "done" in lives["RS"].said, within=60)
    for life in lives.values():
        life.kill()
    said += lives["RS"].said
    settle(Life(al, ahead=LEASE), Life(rs, ahead=LEASE))
    return {line.removeprefix("asked ") for line in said if line.startswith("asked ")}


def settle(al: Life, rs: Life) -> None:
    """Wait until no letter waits, and end both in order."""
    waiting = "SELECT count(*) FROM outbox WHERE open"
    eventually(lambda: rows(rs.folder, waiting) == [(0,)], within=30)
    rs.end()
    al.end()
