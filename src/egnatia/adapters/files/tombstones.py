"""The file of tombstones: what a node erased, so that restoring a backup does not bring it back to life.

A line is a compact JWS over canonical JSON: `at`, `node`, `previous`, `records`, `v`. `records` has the ids of records,
and of questions whose words were erased. `previous` is the SHA-256 of the line before, so that the signature of the
last line vouches for all of them. Lines are only ever added, under a lock that several processes of a node share; a
line that a power cut left without its end is dropped. The ids say nothing about people (a record's salt is erased with
it), so that a copy of the file may be kept anywhere.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BufferedRandom
from pathlib import Path

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.writing import read_whole, replace_file
from egnatia.casework.tombstones import Tombstone, parse_tombstone
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.exchange.keys import Signer, Verifier
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, parse_digest, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, listed, whole

#: Records that one line names.
MOST = 1000
#: Bytes within which the last line lies: a thousand ids, and what is around them, in base64.
_TAIL = 256 * 1024
#: What the first line names as the one before it.
_NONE = "0" * 64
_VERSION = 1


class Tombstones:
    """The file of one node, open for adding to it."""

    def __init__(self, path: Path, node: NodeId, signer: Signer) -> None:
        """Say where it is, whose it is and with which key lines are signed; it is made with its first line."""
        self.path = path
        self._node = node
        self._signer = signer

    def append(self, records: Sequence[Tombstone], at: datetime) -> None:
        """Add what was erased; on disk when this returns.

        Raises:
            FilesError: the disk refuses; nothing of a line is left, or half of one, which the next line drops.
        """
        with _locked(self.path) as file:
            previous = _end(file)
            for start in range(0, len(records), MOST):
                line = self._line(records[start : start + MOST], at, previous)
                file.write(line + b"\n")
                previous = _digest(line)
            file.flush()
            os.fsync(file.fileno())

    def _line(self, records: Sequence[Tombstone], at: datetime, previous: str) -> bytes:
        plain = {
            "at": format_instant(at),
            "node": self._node,
            "previous": previous,
            "records": sorted(records),
            "v": _VERSION,
        }
        return sign_compact(canonical.to_bytes(plain), Typ.TOMBSTONES, self._signer)


def read_tombstones(path: Path, node: NodeId, verifier: Verifier, public: bytes) -> frozenset[Tombstone]:
    """Read what a node erased; nothing if there is no file.

    Args:
        path: the file.
        node: whose it must be.
        verifier: of signatures.
        public: the node's signing key, with which the last line must be signed.

    Raises:
        FilesError: it is damaged, another node's, or not signed by this key.
    """
    found, previous, line = set[Tombstone](), _NONE, b""
    try:
        for line in _lines(path):
            found.update(_read(line, node, previous))
            previous = _digest(line)
        if line:
            _check_signature(line, verifier, public)
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error
    except ParseError as error:
        raise FilesError(f"{path} is damaged, or not this node's: {error}") from error
    return frozenset(found)


def lay_tombstones(source: Path, target: Path) -> None:
    """Put the newest list of a node in place of the older one that came with a backup, or leave that if it is newer.

    Raises:
        FilesError: a file cannot be read or written, or neither list continues the other.
    """
    found = _whole_lines(read_whole(source))
    known = _whole_lines(read_whole(target)) if target.exists() else b""
    long, short = (found, known) if len(found) >= len(known) else (known, found)
    if not long.startswith(short):
        raise FilesError(f"{source} is not the list of the node whose backup this is")
    if long:
        replace_file(target, long)


def _whole_lines(content: bytes) -> bytes:
    """Return the content of a file without a line that has no end."""
    return content[: content.rfind(b"\n") + 1]


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from (line[:-1] for line in file if line.endswith(b"\n"))
    except FileNotFoundError:
        return


def _read(line: bytes, node: NodeId, previous: str) -> tuple[Tombstone, ...]:
    fields = Fields(canonical.from_bytes(split_compact(line, Typ.TOMBSTONES).payload), "")
    fields.take("v", whole(_VERSION, _VERSION))
    fields.take("at", parse_instant)
    if fields.take("node", parse_node) != node:
        raise ParseError("node", f"not {node}")
    if fields.take("previous", parse_digest) != previous:
        raise ParseError("previous", "not the line before")
    records = fields.take("records", listed(parse_tombstone, limit=MOST))
    fields.finish()
    return records


def _check_signature(line: bytes, verifier: Verifier, public: bytes) -> None:
    compact = split_compact(line, Typ.TOMBSTONES)
    if not verifier.verify(compact.signed, compact.signature, public):
        raise ParseError("signature", "not by this node's key")


@contextmanager
def _locked(path: Path) -> Iterator[BufferedRandom]:
    """Open the file for its owner only, to be written by nobody else meanwhile."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
    except OSError as error:
        raise FilesError(f"{path} cannot be written: {error.strerror}") from error


def _end(file: BufferedRandom) -> str:
    """Go to the end of the last whole line, cut off what follows, and return the line's digest."""
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - _TAIL))
    tail = _whole_lines(file.read())
    file.seek(start + len(tail))
    file.truncate()
    last = tail[:-1].rpartition(b"\n")[2]
    return _digest(last) if last else _NONE


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
