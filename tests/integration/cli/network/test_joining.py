"""A new agency joins a network whose nodes run and asks its first question, by what each command before says."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.integration.cli.conftest import ready, served

from egnatia.cli import main
from egnatia.cli.bench.scene import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.getuid() != 0, reason="only the superuser can be three people of the machine"),
]

#: Within which a new node joins and asks, with its partners, its people and governors at hand (issue 3, section 3).
MINUTES = 5
#: A program that becomes another user of the machine and types a command.
AS_SOMEBODY = """
import os, sys
from egnatia.cli import ask, case, main, question, user
uid = int(sys.argv[1])
os.setgroups([])
os.setgid(uid)
os.setuid(uid)
main(sys.argv[2:])
"""
#: Users of the machine who need not have a name.
ROOT, CHIEF, PETRA = 0, 65533, 65534
CAPITALS = re.compile(r"[A-Z_-]{2,}")
NEXT = re.compile(r"^  egnatia (.+)$", re.MULTILINE)


@dataclass
class Reader:
    """Somebody who does what the command before told, and fills in what stands there in capitals."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    told: str = ""

    def type(self, *words: object, uid: int = ROOT) -> str:
        """Type a command as a user of the machine; what it prints is what the next one is read from."""
        typed = list(map(str, words))
        code, out, err = self.own(typed) if uid == ROOT else self.of_another(typed, uid)
        assert code == 0, err
        self.told = out + err
        return out

    def own(self, typed: list[str]) -> tuple[object, str, str]:
        """Type it in this process, which has its programs at hand."""
        self.capsys.readouterr()
        with chdir(self.folder), pytest.raises(SystemExit) as ended:
            main(typed)
        return ended.value.code, *self.capsys.readouterr()

    def of_another(self, typed: list[str], uid: int) -> tuple[object, str, str]:
        """Type it as somebody else."""
        program = [sys.executable, "-c", AS_SOMEBODY, str(uid), *typed]
        done = subprocess.run(program, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def words(self, begin: str, **known: object) -> list[str]:
        """Return the command that was told and begins so, with what is known in its places."""
        told = [shlex.split(line) for line in NEXT.findall(self.told)]
        (words,) = [one for one in told if " ".join(one).startswith(begin)]
        assert set(filter(CAPITALS.fullmatch, words)) == {*known}
        return [str(known.get(word, word)) for word in words]

    def follow(self, begin: str, uid: int = ROOT, **known: object) -> str:
        """Do what was told."""
        return self.type(*self.words(begin, **known), uid=uid)


@pytest.fixture
def reader(capsys: pytest.CaptureFixture[str]) -> Iterator[Reader]:
    """Found a network of Belgrade alone, as the commands say; every user of the machine may pass to its folders."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        found = Reader(folder, capsys)
        for governor in ("ana", "boris"):
            found.type("network", "key", governor)
        init(found, "RS", "SRB")
        found.type("network", "found", "draft.json", "RS.json", "--governor", "ana.pub", "--governor", "boris.pub")
        join(found, "rs.node", "directory.json")
        yield found


def init(reader: Reader, name: str, country: str) -> None:
    """Make a node and its entry, by the first command of the guide."""
    port = free_port()
    entry = reader.type("node", "init", f"{name.lower()}.node", "--name", name, "--agency", f"Contact point {name}",
                        "--country", country, "--endpoint", f"https://127.0.0.1:{port}", "--port", port,
                        "--desk-port", 0)  # fmt: skip
    (reader.folder / f"{name}.json").write_text(entry)


def join(reader: Reader, node: str, directory: str) -> None:
    """Have a draft signed and published, and join."""
    reader.follow("network sign", KEY="ana")
    reader.follow("network sign", KEY="boris")
    published = reader.follow("network publish", NEW_DIRECTORY=directory)
    reader.follow("node join", FOLDER=node, DIGEST=published.split()[1])


def staff(reader: Reader) -> None:
    """Open two accounts and a case file, each by whom the command before names."""
    reader.follow("user add", NAME="chief", USER=CHIEF)
    reader.follow("user add", NAME="petra", USER=PETRA)
    reader.follow("user grant petra", uid=CHIEF)
    reader.follow("case open", uid=CHIEF, NUMBER="KT-1", TITLE="Speedboats", OFFENCE="drug_trafficking")


def state(reader: Reader, node: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(reader.type("node", "status", "--json", "--node", node))
    return found


def witnessed(reader: Reader, node: str) -> bool:
    """Tell whether a node's whole log was cosigned by its one partner, over its port."""
    found = state(reader, node)["status"]["witnesses"]
    return bool(found["up_to_date"] == found["partners"] == 1 and not found["contradicted"])


def result(reader: Reader) -> str:
    """Return how the officer's question stands."""
    told = json.loads(reader.type("question", "list", "--json", "--node", reader.folder / "me.node", uid=PETRA))
    return ", ".join(row["state"] for row in told["rows"])


ASKED = {"FIRST": "Petar", "FAMILY": "Jovanović", "YYYY-MM-DD": "1985-04-12", "ROLE": "suspect", "PARTNER": "RS",
         "WHY": "Named in a seized notebook"}  # fmt: skip


def test_a_node_joins_and_asks_within_five_minutes_by_what_each_command_says(reader: Reader) -> None:
    begun = time.monotonic()
    with served(reader.folder / "rs.node") as rs:
        assert "RS runs" in ready(rs)
        init(reader, "ME", "MNE")
        reader.follow("network change", DIRECTORY="directory.json", DRAFT="next.json", ENTRY="ME.json")
        join(reader, "me.node", "newer.json")
        with served(reader.folder / reader.words("node serve")[-1]) as me:
            assert "ME runs" in ready(me)
            staff(reader)
            told = reader.follow("ask person", uid=PETRA, **ASKED)
            assert "most likely its directory is older than our joining" in told
            reader.type(*shlex.split(told.split("egnatia ")[1].replace("FOLDER DIRECTORY", "rs.node newer.json")))
            while result(reader) != "nothing" or not all(witnessed(reader, node) for node in ("rs.node", "me.node")):
                assert time.monotonic() - begun < MINUTES * 60
                time.sleep(1)
