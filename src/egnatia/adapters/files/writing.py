"""Files that are replaced whole or not at all, readable by their owner only; folders that appear so."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from egnatia.adapters.files.errors import FilesError


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in place of the one of that name, on disk when this returns.

    Raises:
        FilesError: the disk refuses; the old file, if there was one, is still there.
    """
    if path.is_dir():  # such as the empty name, which is that of the folder where one is
        raise FilesError(f"{path} is a folder")
    # Processes of one node may write at the same time: each has a draft of its own.
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise FilesError(f"{path} cannot be written: {error.strerror}") from error


def make_folder(path: Path) -> None:
    """Make a folder for its owner only; one that is there already is left as it is.

    Raises:
        FilesError: the disk refuses.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FilesError(f"{path} cannot be made: {error.strerror}") from error


@contextmanager
def appearing(folder: Path, mode: int) -> Iterator[Path]:
    """Give a draft of a new folder, which appears under its name, with this mode, when all is well; else it vanishes.

    Raises:
        FilesError: the folder exists already, or the disk refuses.
    """
    if folder.exists():
        raise FilesError(f"{folder} exists already")
    draft = folder.with_name(f".{folder.name}.draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        yield draft
        draft.chmod(mode)
        draft.rename(folder)
    except OSError as error:
        raise FilesError(f"{folder} cannot be made: {error.strerror}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def read_whole(path: Path) -> bytes:
    """Read a file.

    Raises:
        FilesError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
