"""The demo as it is started by its command, and what it prints: desks, links, and the steps for a newcomer."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from egnatia.cli.bench.scene import free_port

#: Enough for every register to have somebody in it beside the people of the stories.
_PERSONS = 200
_DESK = re.compile(r"^  ([A-Z]+) .* (http://\S+)/$", re.MULTILINE)
_LINK = re.compile(r"^  ([A-Z]+) +([a-z]+) +(http://\S+/login/\S+)$", re.MULTILINE)
_STEP = re.compile(r"^  (\d)\. (.+)$", re.MULTILINE)
_LAST = "8."
#: Ports below 65,535 for all nodes and desks.
_HIGHEST = 65_000
_PATIENCE = 240.0


class DemoError(AssertionError):
    """The demo did not come up."""


@dataclass
class Demo:
    """A demo that runs, as whoever started it sees it."""

    printed: str = ""
    desks: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def link(self, node: str, name: str) -> str:
        """Return the printed link of a role; it works once."""
        return self._links.pop((node, name))

    def read(self, printed: str) -> None:
        """Take in what was printed."""
        self.printed = printed
        self.desks = dict(_DESK.findall(printed))
        self._links = {(node, role): link for node, role, link in _LINK.findall(printed)}
        self.steps = [step for _, step in _STEP.findall(printed)]


@contextmanager
def running(folder: Path) -> Iterator[Demo]:
    """Start the demo in a process of its own, and end it by Ctrl-C.

    Raises:
        DemoError: it ended, or took too long, before it had said what to try.
    """
    words = ("--folder", str(folder), "--persons", str(_PERSONS), "--port", str(min(free_port(), _HIGHEST)))
    command = [sys.executable, "-m", "egnatia.cli", "demo", "run", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1) as process:
        late = threading.Timer(_PATIENCE, process.kill)
        late.start()
        try:
            demo = Demo()
            demo.read(_until_told(process))
            yield demo
        finally:
            late.cancel()
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def _until_told(process: subprocess.Popen[str]) -> str:
    """Return what the demo prints up to its last step."""
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.strip().startswith(_LAST):
            return "".join(lines)
    raise DemoError("".join(lines))
