"""Whose turn it is among the processes of one folder: the system ends a turn with its process, however that ended."""

import fcntl
import os
from pathlib import Path

from egnatia.adapters.files.errors import FilesError


class Turn:
    """A lock on a file of the folder. `take` and `give` it from one thread."""

    def __init__(self, path: Path) -> None:
        """Take no turn yet."""
        self._path = path
        self._held: int | None = None

    def take(self) -> bool:
        """Take the turn, if nobody has it; it is kept until it is given, or the process ends.

        Raises:
            FilesError: the file cannot be made.
        """
        if self._held is not None:
            return True
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise FilesError(f"{self._path}: {error.strerror or error}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._held = file
        return True

    def give(self) -> None:
        """Give the turn to whoever waits for it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None
