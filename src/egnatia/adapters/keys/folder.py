"""A folder of secrets: made whole or not at all, readable by its owner only."""

import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from egnatia.adapters.keys.errors import KeysError

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with files, on disk when this returns.

    The files are written beside it and appear under their name all at once, so that a full disk or a power cut
    never leaves half of them.

    Raises:
        KeysError: the folder exists already, or the disk refuses.
    """
    if folder.exists():
        raise KeysError(f"{folder} exists already; keys are never overwritten")
    draft = folder.with_name(f".{folder.name}.draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=_FOLDER_MODE, parents=True)
        for name, content in contents.items():
            _write_new(draft / name, content)
        _sync_folder(draft)
        draft.rename(folder)
        _sync_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise KeysError(f"{folder} cannot be written: {error.strerror}") from error


def write_file(path: Path, content: bytes) -> None:
    """Make one file of a secret, on disk when this returns; all of it or nothing.

    Raises:
        KeysError: the file exists already, or the disk refuses.
    """
    if path.is_dir():
        raise KeysError(f"{path} is a folder")
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        _write_new(draft, content)
        os.link(draft, path)  # unlike a rename, fails if somebody else has made the file meanwhile
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise KeysError(f"{path} exists already; keys are never overwritten") from error
    except OSError as error:
        raise KeysError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def read_file(path: Path, *, among_others: bool = False) -> bytes:
    """Read one file of a secret.

    Args:
        path: of the file.
        among_others: it may lie in a folder that others may look into, such as a stick's; else that too is private.

    Raises:
        KeysError: it is missing, no plain file, or open to others than its owner.
    """
    if not among_others:
        check_private(path.parent)
    check_private(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeysError(f"{path} cannot be read: {error.strerror}") from error


def check_private(path: Path) -> None:
    """Refuse a file or folder that others than its owner may use.

    Raises:
        KeysError: it is missing, neither file nor folder, or open to others.
    """
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise KeysError(f"{path} cannot be read: {error.strerror}") from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise KeysError(f"{path} is neither a plain file nor a folder")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        right = _FOLDER_MODE if stat.S_ISDIR(mode) else _FILE_MODE
        raise KeysError(f"{path} is open to others than its owner; run: chmod {right:o} {path}")


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, with its mode from the first moment, and wait until it is on disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
