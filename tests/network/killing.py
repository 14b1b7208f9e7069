"""Kills nodes and their database again and again while they exchange messages, and reads afterwards what they keep."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from tests.network.realm import Realm, desk, eventually
from tests.network.tables import rows
from tests.twins.postgresql import Server

from egnatia.upkeep import audit

#: A letter that its sender held when it was killed comes due after a minute; a file after ten.
LEASE = 11 * 60
_PATIENCE = 900.0
#: Of so many kills, the victim works; the others die while they start.
_ALIVE = 0.8


@dataclass
class Life:
    """A node's process, and what it said."""

    folder: Path
    count: int = 0
    ahead: int = 0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "tests.network.mailing", str(self.folder), str(self.count), str(self.ahead)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.endswith("\n"):  # half a line is what it died of
                self.said.append(line.rstrip("\n"))

    @property
    def sent(self) -> list[str]:
        """Ids of the messages that it said were on disk."""
        return [line.removeprefix("sent ") for line in self.said if line.startswith("sent ")]

    def wait(self, word: str) -> None:
        """Wait until it says something."""

        def look() -> bool:
            assert self.process.poll() is None, f"{self.folder.name} ended by itself"
            return word in self.said

        eventually(look, within=_PATIENCE)

    def end(self, *, kill: bool) -> None:
        """Kill -9, or let it stop in order."""
        if kill:
            self.process.kill()
        assert self.process.stdin
        with suppress(OSError):
            self.process.stdin.close()
        self.process.wait(120)
        self._listener.join()
        assert self.process.stdout
        self.process.stdout.close()


@dataclass(frozen=True, kw_only=True)
class Load:
    """How much is written, and how often who is killed."""

    messages: int
    kills: int
    seed: int = 7
    server: Server | None = None  #: Of the databases; None: they are files.


@dataclass(frozen=True, kw_only=True)
class Killed:
    """What was killed, and what is wrong afterwards."""

    killed: dict[str, int]
    faults: tuple[str, ...]
    messages: int
    files: int
    seconds: float


def found(realm: Realm, load: Load) -> None:
    """Found RS and AL on files or on a server, and seat who writes."""
    server = load.server
    databases = {name: server.database().replace("+psycopg", "") for name in ("RS", "AL")} if server else None
    realm.found("RS", "AL", databases=databases)
    realm.start("RS", "AL")
    desk(realm, "RS")
    realm.stop("RS", "AL")


def kill_and_look(folder: Path, load: Load) -> Killed:
    """Let RS write to AL while sender, receiver and database are killed in turn by chance; read both afterwards.

    Raises:
        AssertionError: the nodes did not come to rest in time.
    """
    begun = time.monotonic()
    killing = _Killing(folder, load)
    said = killing.run()
    killing.settle()
    faults = tuple(_faults(folder / "RS", folder / "AL", said, load.messages))
    return Killed(
        killed=killing.killed,
        faults=faults,
        messages=_number(folder / "AL", "SELECT count(*) FROM dispatch WHERE received"),
        files=_number(folder / "AL", "SELECT count(*) FROM blob WHERE state = 'here'"),
        seconds=round(time.monotonic() - begun, 1),
    )


class _Killing:
    """The two lives, and who ends them."""

    def __init__(self, folder: Path, load: Load) -> None:
        self._folder, self._load = folder, load
        self._chance = random.Random(load.seed)  # noqa: S311 - the same in each run
        self._said: list[str] = []
        self._lives = {"AL": self._live("AL"), "RS": self._live("RS")}
        self.killed = dict.fromkeys(("RS", "AL", *(("database",) if load.server else ())), 0)

    def _live(self, name: str, ahead: int = 0) -> Life:
        return Life(self._folder / name, self._load.messages if name == "RS" and not ahead else 0, ahead)

    def run(self) -> set[str]:
        """Kill whenever a further part of the messages was sent; returns the ids that were said to be on disk."""
        every = self._load.messages / (self._load.kills + 1)
        for number in range(self._load.kills):
            self._await((number + self._chance.random()) * every)
            victim = self._chance.choice(list(self.killed))
            if victim in self._lives and self._chance.random() < _ALIVE:
                self._lives[victim].wait("ready")
            time.sleep(self._chance.uniform(0, 0.5))
            self._kill(victim)
        self._lives["RS"].wait("done")
        return {*self._said, *self._lives["RS"].sent}

    def _await(self, sent: float) -> None:
        """Wait until so many were sent, or all."""
        life = self._lives["RS"]

        def look() -> bool:
            assert life.process.poll() is None, "the sender ended by itself"
            return len(self._said) + len(life.sent) >= sent or "done" in life.said

        eventually(look, within=_PATIENCE)

    def _kill(self, victim: str) -> None:
        self.killed[victim] += 1
        if victim == "database":
            assert self._load.server
            kill_server(self._load.server)
            return
        life = self._lives[victim]
        life.end(kill=True)
        self._said += life.sent
        self._lives[victim] = self._live(victim)

    def settle(self) -> None:
        """Begin anew with clocks beyond every lease, until nothing waits; then end both in order."""
        for life in self._lives.values():
            life.wait("ready")
            life.end(kill=True)
        lives = [self._live(name, LEASE) for name in ("AL", "RS")]
        waiting = "SELECT count(*) FROM outbox WHERE open"
        coming = "SELECT count(*) FROM blob WHERE state = 'coming'"
        for life in lives:
            life.wait("ready")
        for name, query in (("RS", waiting), ("AL", waiting), ("AL", coming)):
            eventually(lambda name=name, query=query: not _number(self._folder / name, query), within=_PATIENCE)  # type: ignore[misc]
        for life in lives:
            life.end(kill=False)


def kill_server(server: Server) -> None:
    """Kill -9 all processes of a server of our own, and start it again: it recovers from its log."""
    assert server.process
    parent = server.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    for process in (parent, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    server.process.wait(30)
    for child in children:
        eventually(lambda child=child: not Path(f"/proc/{child}").exists(), within=30)  # type: ignore[misc]
    server.start()


def _number(folder: Path, query: str) -> int:
    return int(rows(folder, query)[0][0])


def _faults(sender: Path, recipient: Path, said: set[str], messages: int) -> list[str]:
    """Say what was lost, doubled or disagrees."""
    sent = dict(rows(sender, "SELECT id, state FROM dispatch WHERE NOT received"))
    came = rows(recipient, "SELECT id, thread, number FROM dispatch WHERE received ORDER BY no")
    found = [f"{len(said - sent.keys())} lost at the sender"] if said - sent.keys() else []
    if set(sent.values()) != {"delivered"}:
        found.append(f"states at the sender: {set(sent.values())}")
    if sorted(sent) != sorted(message for message, _, _ in came):
        found.append(f"{len(sent)} sent, {len(came)} came")
    if len(sent) < messages:
        found.append(f"{len(sent)} of {messages} were written")
    return [*found, *_out_of_order(came), *_logs(sender, recipient, len(came)), *_files(sender, recipient)]


def _out_of_order(came: list[tuple[str, str, int]]) -> list[str]:
    numbers: dict[str, list[int]] = {}
    for _, thread, number in came:
        numbers.setdefault(thread, []).append(number)
    return [thread for thread, found in numbers.items() if found != list(range(1, len(found) + 1))]


def _logs(sender: Path, recipient: Path, messages: int) -> list[str]:
    """Hold both logs against themselves, and count what they say was sent and taken."""
    faults = []
    for folder, what in ((sender, '"what":"message_sent"'), (recipient, '"what":"message"')):
        told = sum(what in bytes(body).decode() for (body,) in rows(folder, "SELECT body FROM entry"))
        report = audit(folder)
        if not report.sound or report.log.unsequenced:
            faults.append(f"the log of {folder.name} is not sound")
        if told != messages:
            faults.append(f"the log of {folder.name} tells of {told} messages, not of {messages}")
    return faults


def _files(sender: Path, recipient: Path) -> list[str]:
    given = rows(sender, "SELECT id, size FROM blob WHERE partner <> '' AND state = 'here' ORDER BY id")
    here = rows(recipient, "SELECT id, size FROM blob WHERE state = 'here' ORDER BY id")
    return [] if given == here else [f"{len(given)} files were given, {len(here)} are there"]
