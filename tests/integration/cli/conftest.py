"""What several commands are typed at: the governors' table, a node of its own, a case file with a hit."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.integration.conftest import Type

from egnatia.cli import main
from egnatia.cli.bench.scene import free_port

THREE = ("ana", "boris", "vera")


@dataclass(frozen=True)
class Table:
    """The table at which governors sit: a folder with their files, and a way to type commands."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def type(self, *words: object, code: int = 0) -> str:
        """Type a command within the folder; it must end as expected, and bad input with one sentence."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(self.folder / word) if str(word).count(".") == 1 else str(word) for word in map(str, words)])
        told = self.capsys.readouterr()
        assert ended.value.code == code, told.err or told.out
        if code:
            assert len(told.err.splitlines()) == 1
        return told.err if code else told.out + told.err

    def files(self) -> set[str]:
        """Return which files there are."""
        return {path.name for path in self.folder.iterdir()}

    def init(self, name: str) -> str:
        """Make a node and its entry."""
        self.capsys.readouterr()
        port = free_port()
        told = self.type("node", "init", f"{name.lower()}.node", "--name", name, "--agency", f"Contact point {name}",
                         "--sort", "body", "--endpoint", f"https://localhost:{port}", "--port", port)  # fmt: skip
        (self.folder / f"{name}.json").write_text(told.splitlines()[0])
        return told

    def sign(self, draft: str, *governors: str) -> str:
        """Let governors sign a draft, one after the other; returns what the last one was told."""
        return [self.type("network", "sign", draft, f"{name}.key") for name in governors][-1]


def cards(*names: str) -> list[str]:
    return [word for name in names for word in ("--governor", str(name))]


@pytest.fixture
def table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Table:
    made = Table(tmp_path, capsys)
    for name in (*THREE, "mila"):
        made.type("network", "key", f"{name}.key")
        (tmp_path / f"{name}.key.pub").rename(tmp_path / f"{name}.pub")
    made.init("ICMP")
    made.type("network", "found", "draft.json", "ICMP.json", *cards("ana.pub", "boris.pub", "vera.pub"))
    return made


@pytest.fixture
def founded(table: Table) -> Table:
    table.sign("draft.json", "ana", "vera")
    table.type("network", "publish", "directory.json", "draft.json")
    return table


def root(table: Table) -> str:
    told = table.type("network", "publish", "copy.json", "draft.json")
    (table.folder / "copy.json").unlink()
    return told.split()[1]


EGNATIA = (sys.executable, "-m", "egnatia.cli")


def shell(*typed: object, code: int = 0) -> str:
    done = subprocess.run([*EGNATIA, *map(str, typed)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code else done.stdout


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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


def ready(process: subprocess.Popen[str]) -> str:
    """Wait until a node says that it runs; returns where."""
    assert process.stderr
    assert process.stderr.readline().startswith("starting the node in ")
    return process.stderr.readline()


ASK = (
    *("ask", "person", "--first-name", "Петар", "--family-name", "Јовановић", "--birth-date", "1985-04-12"),
    *("--role", "suspect", "--case", "KT-1", "--why", "His name was found in a seized notebook."),
)


@pytest.fixture(scope="session")
def opened() -> set[str]:
    """Remember whether the case file is open already: the nodes are the same for all tests."""
    return set()


@pytest.fixture
def kt1(typed: Type, opened: set[str]) -> None:
    """Open the case file KT-1, once."""
    if not opened:
        told = typed(
            *("RS", "supervisor", "case", "open", "KT-1", "--title", "Speedboats"),
            *("--offence", "drug_trafficking", "--members", "officer"),
        )
        assert "KT-1 opened" in told
        opened.add("KT-1")


@pytest.fixture
def hit(typed: Type, kt1: None) -> str:  # noqa: ARG001 - in which it is asked
    lines = typed("RS", "officer", *ASK, "--to", "AL", "--json").splitlines()
    answer = json.loads(lines[1])
    assert (answer["partner"], answer["result"]) == ("AL", "hit")
    reference: str = answer["hits"][0]["reference"]
    return reference
