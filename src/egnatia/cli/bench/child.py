"""A process of the bench beside the one that asks."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from egnatia.bootstrap import NodeError


@dataclass(frozen=True, slots=True)
class Child:
    """A process that is ready."""

    number: int  #: Of the process.
    stdin: IO[bytes]
    stdout: IO[bytes]

    def ask(self) -> bytes:
        """Send an empty line and return the line that comes back."""
        self.stdin.write(b"\n")
        self.stdin.flush()
        return self.stdout.readline()


@contextmanager
def child(module: str, *arguments: str) -> Iterator[Child]:
    """Run a module as a process until the block ends.

    Raises:
        NodeError: it did not come up.
    """
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None or stdout.readline() != b"ready\n":
            raise NodeError(f"{module} did not start")
        try:
            yield Child(process.pid, stdin, stdout)
        finally:
            stdin.close()
