"""A whole check of a database's file, of any size, beside a running node: which table is damaged, and how."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import make_url

from egnatia.adapters.sql.dialect import store_error
from egnatia.adapters.sql.errors import StoreError

#: How many faults of a table are told at most.
_MOST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A table that was looked over, with its indexes."""

    table: str
    faults: tuple[str, ...]  #: In SQLite's words, each of which names a page, a row or an index.


def check_tables(url: str) -> Iterator[Checked]:
    """Look every page of every table over, and hold every index against its table.

    Args:
        url: as for `open_store`; nothing is changed there.

    Raises:
        StoreError: it is no file, cannot be read, or is so damaged that its tables cannot be listed.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StoreError("the database is no file: one on a server is checked there, with pg_amcheck")
    path = Path(parsed.database)
    try:
        file = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
        try:
            yield from _check(file)
        finally:
            file.close()
    except sqlite3.Error as error:
        raise store_error(error, str(path)) from error


def _check(file: sqlite3.Connection) -> Iterator[Checked]:
    tables = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in tables:
        found = [str(words) for (words,) in file.execute(f"PRAGMA integrity_check('{table}')").fetchmany(_MOST)]
        yield Checked(table=table, faults=() if found == ["ok"] else tuple(found))
