"""Nodes that are killed in the middle of their work: nothing is lost, nothing is doubled, both logs hold."""

import random
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from tests.network.crashing import rows
from tests.network.realm import Realm, desk, entries, eventually

from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.upkeep import audit

QUESTIONS = 200
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
        eventually(lambda: "ready" in self.said, within=90)

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


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_is_doubled(trio: Realm) -> None:
    desk(trio, "RS")
    trio.person("AL", "expert", Role.FORENSIC)
    trio.person("AL", "giver", Role.SUPERVISOR)
    trio.stop("RS", "AL", "ME")
    rs, al = trio.folder / "RS", trio.folder / "AL"
    asked = crash(rs, al)
    questions = {str(question) for (question,) in rows(rs, "SELECT id FROM question WHERE state = 'hit'")}
    assert asked <= questions
    assert len(questions) == QUESTIONS
    check_hits(rs, al)
    for folder, act in ((rs, Act.ANSWER), (al, Act.DISCLOSURE)):
        told = [found.about[0] for found in entries(folder) if found.act is act and found.about[0] in questions]
        assert sorted(told) == sorted(questions)
        report = audit(folder).log
        assert (list(report.findings), report.unsequenced) == ([], 0)


def check_hits(rs: Path, al: Path) -> None:
    """Hold both sides to one hit a question, each confirmed and given once."""
    assert rows(rs, "SELECT count(*) FROM question") == rows(al, "SELECT count(*) FROM question") == [(QUESTIONS,)]
    hits = "SELECT question, reference, state FROM answer ORDER BY question"
    assert rows(rs, hits) == rows(al, hits)
    assert [state for _, _, state in rows(rs, hits)] == ["released"] * QUESTIONS
    assert rows(al, "SELECT count(DISTINCT statement), count(*) FROM holding") == [(QUESTIONS, QUESTIONS)]
    views = "SELECT count(DISTINCT id) FROM record WHERE issuer = 'AL'"
    assert rows(rs, views) == rows(al, "SELECT count(DISTINCT record) FROM holding")


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
    eventually(lambda: "done" in lives["RS"].said, within=120)
    for life in lives.values():
        life.kill()
    said += lives["RS"].said
    settle(Life(al, ahead=LEASE), Life(rs, ahead=LEASE))
    return {line.removeprefix("asked ") for line in said if line.startswith("asked ")}


def settle(al: Life, rs: Life) -> None:
    """Wait until no letter waits, and end both in order."""
    waiting = "SELECT count(*) FROM outbox WHERE open"
    open_hits = "SELECT count(*) FROM answer WHERE state IN ('open', 'confirmed')"
    eventually(lambda: rows(rs.folder, waiting) == [(0,)], within=60)
    eventually(lambda: rows(rs.folder, open_hits) == rows(al.folder, open_hits) == [(0,)], within=90)
    eventually(lambda: rows(al.folder, waiting) == [(0,)], within=60)
    rs.end()
    al.end()
