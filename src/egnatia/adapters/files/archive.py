"""A node's folder as one file: a compressed tar, readable by its owner only, written whole or not at all."""

import os
import sqlite3
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from egnatia.adapters.files.errors import FilesError

#: What belongs to a node beside its database; sockets and drafts do not.
_KEPT = ("node.toml", "keys", "directory", "law", "tombstones", "attachments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The database of a node, as a backup holds it: one SQLite file."""

    name: str  #: Of the file, within the folder.
    copy: Callable[[Path], None]  #: Writes one consistent state of the database into an empty file.


def held_file(folder: Path, database: Path, without: Sequence[str] = ()) -> Held:
    """Return how a backup holds a database that is a file in the folder of its node.

    Args:
        folder: of the node.
        database: its file.
        without: names of tables whose rows stay behind.

    Raises:
        FilesError: it lies elsewhere.
    """
    try:
        name = database.relative_to(folder.absolute())
    except ValueError as error:
        raise FilesError(f"the database {database} lies outside {folder}: back it up by its own means") from error
    return Held(name=str(name), copy=partial(_copy_database, database, without))


def write_archive(folder: Path, database: Held, target: Path) -> int:
    """Write settings, keys, directory and database of a node, which may be running, into one file.

    Args:
        folder: of the node.
        database: how the backup holds it.
        target: must not exist yet.

    Returns:
        The number of bytes written.

    Raises:
        FilesError: the target exists, or the disk refuses; nothing is left behind.
    """
    if target.exists():
        raise FilesError(f"{target} exists already")
    draft, copy = target.with_name(f".{target.name}.draft"), target.with_name(f".{target.name}.database")
    try:
        copy.unlink(missing_ok=True)
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        database.copy(copy)
        _pack(draft, {**dict(_files(folder)), database.name: copy})
        draft.replace(target)
        return target.stat().st_size
    except (OSError, sqlite3.Error, tarfile.TarError) as error:
        raise FilesError(f"{target} cannot be written: {getattr(error, 'strerror', None) or error}") from error
    finally:
        for path in (draft, copy):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def read_archive(source: Path, folder: Path) -> None:
    """Unpack a backup into a folder that is not there yet.

    Raises:
        FilesError: no backup, a damaged one, one that reaches outside the folder, or the disk refuses.
    """
    try:
        with tarfile.open(source, "r:gz") as archive:
            folder.mkdir(mode=0o700)
            for member in archive:
                _unpack(archive, member, folder)
    except (OSError, EOFError, ValueError, tarfile.TarError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise FilesError(f"{source} cannot be restored: {words}") from error


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in _KEPT:
        top = folder / name
        for path in (top, *sorted(top.rglob("*"))):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def _copy_database(database: Path, without: Sequence[str], copy: Path) -> None:
    """Copy one state of a database beside its writer (sqlite.org/backup.html); what stays behind is overwritten."""
    address = f"file:{quote(str(database))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA secure_delete=ON")
        known = {name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in known.intersection(without):  # one of an older program has fewer
            target.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of our own
        target.commit()


def _pack(draft: Path, contents: dict[str, Path]) -> None:
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            for name, path in contents.items():
                with suppress(FileNotFoundError):  # it was erased meanwhile, and is not to come back
                    archive.add(path, name, recursive=False)
        file.flush()
        os.fsync(file.fileno())


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one file, with a mode of our own; a name from a file is never trusted."""
    name = PurePosixPath(member.name)
    if not member.isfile() or name.is_absolute() or ".." in name.parts:
        raise FilesError(f"{archive.name!s} is no backup of a node: {member.name}")
    path = folder.joinpath(*name.parts)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = archive.extractfile(member)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while content and (piece := content.read(2**20)):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
