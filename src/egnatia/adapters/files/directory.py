"""The directory folder of a node: `root-1.json` …, `targets.json`, `known.json`.

The files are as the governors signed them. Whoever may write into the folder can hand the node a newer directory; it
is believed only if it verifies, and never if it is older than what is known.
"""

import logging
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.known import read_known, write_known
from egnatia.adapters.files.writing import make_folder, read_whole, replace_file
from egnatia.exchange.bundle import read_bundle, write_bundle
from egnatia.exchange.directory import Directory, Known, parse_directory, trust_root
from egnatia.exchange.errors import DirectoryError

_TARGETS, _KNOWN = "targets.json", "known.json"
_ROOT = re.compile(r"root-([1-9]\d{0,8})\.json")
#: Seconds between two looks at whether the files have changed.
LOOK = 1.0

_log = logging.getLogger(__name__)


class DirectoryFolder:
    """The directory in force, and its files."""

    def __init__(self, folder: Path, look: float = LOOK) -> None:
        """Read and verify what is there.

        Args:
            folder: of the directory.
            look: seconds until changed files are noticed.

        Raises:
            FilesError: a file is missing or damaged, or the directory is not to be trusted.
        """
        self._folder = folder
        self._look = look
        self._lock = Lock()
        self._stamp = self._read_stamp()
        self._current = self._read()
        self._next_look = time.monotonic() + self._look

    def current(self) -> Directory:
        """Return the directory in force; files that changed are read within a second, bad ones are passed over."""
        if time.monotonic() >= self._next_look:
            self._look_again()
        return self._current

    def update(self, bundle: bytes) -> Directory:
        """Take a newer directory, in force and on disk when this returns.

        Args:
            bundle: roots and list of members, as `GET /node/v1/directory` gives them.

        Raises:
            DirectoryError: it is malformed, not signed by enough governors, or older than what is known.
            FilesError: the disk refuses; the old one stays in force.
        """
        roots, targets = read_bundle(bundle)
        with self._lock:
            found = parse_directory(roots, targets, self._current.known)
            _write_files(self._folder, roots, targets, found.known)
            self._current = found
            self._stamp = self._read_stamp()
        return found

    def bundle(self) -> bytes:
        """Return roots and list of members, as held, in one document.

        Raises:
            FilesError: a file cannot be read.
        """
        return write_bundle(*_read_files(self._folder))

    def _look_again(self) -> None:
        with self._lock:
            self._next_look = time.monotonic() + self._look
            try:
                self._read_changes()
            except FilesError as error:
                _log.warning("the directory in force stays as it is: %s", error)

    def _read_changes(self) -> None:
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._current = self._read()

    def _read(self) -> Directory:
        known = read_known(self._folder / _KNOWN)
        roots, targets = _read_files(self._folder)
        try:
            found = parse_directory(roots, targets, known)
        except DirectoryError as error:
            raise FilesError(f"{self._folder}: {error}") from error
        if found.known != known:
            write_known(self._folder / _KNOWN, found.known)
        return found

    def _read_stamp(self) -> tuple[int, ...]:
        """Return by what a change of the files shows."""
        try:
            found = ((self._folder / _TARGETS).stat(), self._folder.stat())
        except OSError as error:
            raise FilesError(f"{self._folder / _TARGETS} cannot be read: {error.strerror}") from error
        return tuple(value for status in found for value in (status.st_mtime_ns, status.st_ino, status.st_size))


def join_directory(
    folder: Path, bundle: bytes, root_digest: str, check: Callable[[Directory], None] = lambda _: None
) -> Directory:
    """Make the directory folder of a node that joins a network.

    Args:
        folder: must not hold a directory yet.
        bundle: roots and list of members.
        root_digest: SHA-256 of the signed part of the network's first root, handed over by other means.
        check: raises a `DirectoryError` if the node has no business in it; then nothing is written.

    Raises:
        DirectoryError: this is not that network's directory.
        FilesError: the folder holds a directory already, or the disk refuses.
    """
    if (folder / _KNOWN).exists():
        raise FilesError(f"{folder} holds the directory of a network already")
    roots, targets = read_bundle(bundle)
    trusted = next((known for root in roots if (known := trust_root(root)).root_digest == root_digest), None)
    if trusted is None:
        raise DirectoryError("none of its roots is the one that was handed over")
    found = parse_directory(roots, targets, trusted)
    check(found)
    make_folder(folder)
    _write_files(folder, roots, targets, found.known)
    return found


def _read_files(folder: Path) -> tuple[tuple[bytes, ...], bytes]:
    """Return the roots, versions ascending, and the list of members."""
    numbered = {int(match[1]): path for path in folder.iterdir() if (match := _ROOT.fullmatch(path.name))}
    return tuple(read_whole(numbered[number]) for number in sorted(numbered)), read_whole(folder / _TARGETS)


def _write_files(folder: Path, roots: Sequence[bytes], targets: bytes, known: Known) -> None:
    """Write what is known last: files that are newer than it verify, older ones would not."""
    for root in roots:
        path = folder / f"root-{trust_root(root).root_version}.json"
        if not path.exists():  # a root is never changed, only followed by the next
            replace_file(path, root)
    replace_file(folder / _TARGETS, targets)
    write_known(folder / _KNOWN, known)
