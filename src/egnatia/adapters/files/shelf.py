"""The shelf: the sealed bytes of files that go with messages, one file each, in the folder of the node.

Nothing of it can be read without the key that stands in the message; when that is erased, what a disk may still hold
of the bytes says nothing.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.writing import make_folder
from egnatia.casework.errors import ConflictError
from egnatia.model.identity import AttachmentId

_NAME = re.compile(r"[0-9a-f]{32}")


class FolderShelf:
    """The port `casework.blobs.Shelf` over a folder; used by many threads, each for another file."""

    def __init__(self, folder: Path) -> None:
        """Say where it is; it is made with its first file."""
        self._folder = folder

    def append(self, attachment: AttachmentId, data: bytes) -> None:
        """Put bytes after those that are there.

        Raises:
            ConflictError: the disk refuses.
        """
        with _refusing(), self._open(attachment, os.O_WRONLY | os.O_CREAT | os.O_APPEND) as descriptor:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]

    def settle(self, attachment: AttachmentId) -> None:
        """Wait until the bytes are on disk; nothing if there are none.

        Raises:
            ConflictError: the disk refuses.
        """
        with _refusing(), suppress(FileNotFoundError), self._open(attachment, os.O_WRONLY) as descriptor:
            os.fsync(descriptor)

    def length(self, attachment: AttachmentId) -> int:
        """Return how many bytes are there; 0 if none."""
        try:
            return self._path(attachment).stat().st_size
        except OSError:
            return 0

    def cut(self, attachment: AttachmentId, length: int) -> None:
        """Keep so many bytes of the beginning only.

        Raises:
            ConflictError: the disk refuses.
        """
        with _refusing(), suppress(FileNotFoundError), self._open(attachment, os.O_WRONLY) as descriptor:
            os.truncate(descriptor, length)

    def read(self, attachment: AttachmentId, start: int, size: int) -> bytes:
        """Return bytes from a place on; fewer, or none, where there are no more or the disk does not give them."""
        try:
            with self._open(attachment, os.O_RDONLY) as descriptor:
                return os.pread(descriptor, size, start)
        except OSError:
            return b""

    def remove(self, attachment: AttachmentId) -> None:
        """Take the bytes away, if there are any."""
        with suppress(OSError):  # what stays is swept away later, and nobody can read it
            self._path(attachment).unlink()

    def names(self) -> frozenset[AttachmentId]:
        """Return of which files there are bytes."""
        try:
            return frozenset(AttachmentId(path.name) for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
        except OSError:
            return frozenset()

    def _path(self, attachment: AttachmentId) -> Path:
        if not _NAME.fullmatch(attachment):
            raise FileNotFoundError(attachment)
        return self._folder / attachment

    @contextmanager
    def _open(self, attachment: AttachmentId, flags: int) -> Iterator[int]:
        path = self._path(attachment)
        if flags & os.O_CREAT and not self._folder.is_dir():
            make_folder(self._folder)
        descriptor = os.open(path, flags | os.O_NOFOLLOW, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, FilesError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise ConflictError(f"the disk does not take the attachment: {words}") from error
