"""A whole node as one file, and a node out of it, whether its database is a file or on a server.

In the backup the database is an SQLite file in either case, so that a node may also be put back on the other sort.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from egnatia.adapters.files.archive import Held, held_file, write_archive
from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.sql.copying import NOT_COPIED, copy_in, copy_out, empty_server

#: The file in the backup of a node whose database is on a server.
_HELD = "egnatia.db"


def write_backup(folder: Path, database: Path | None, url: str, target: Path) -> int:
    """Write a node, which may be running, into one file for its owner only; returns its bytes.

    Args:
        folder: of the node.
        database: its file; None: it is on a server.
        url: of the database.
        target: must not exist yet.

    Raises:
        FilesError: the target exists, the database is a file elsewhere, or the disk refuses; nothing is left behind.
        StoreError: the server refuses.
    """
    held = held_file(folder, database, NOT_COPIED) if database else Held(name=_HELD, copy=partial(copy_out, url))
    return write_archive(folder, held, target)


@contextmanager
def put_back(folder: Path, held: Path | None, database: Path | None, url: str) -> Iterator[None]:
    """Put the database of a backup that was unpacked where it is to be from now on; if the block fails, take it away.

    Args:
        folder: into which the backup was unpacked.
        held: the file that was the node's database; None: that was on a server.
        database: the file that is to be; None: it is to be on a server.
        url: of the database that is to be.

    Raises:
        FilesError: the disk refuses.
        StoreError: the server refuses, or its database is not empty.
    """
    source = held or folder.absolute() / _HELD
    if database:
        _move(source, database)
        yield
        return
    copy_in(source, url)
    try:
        source.unlink()
        yield
    except BaseException:  # whatever ends it, Ctrl-C too: nothing may be left half-restored
        empty_server(url)
        raise


def _move(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise FilesError(f"{target} cannot be made: {error.strerror}") from error
