"""Building an index from the database, and bringing one up to date."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

from egnatia.adapters.files.writing import make_folder, replace_file
from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.index.register import RegisterIndex, create_index
from egnatia.casework.nearby import NumberedRow
from egnatia.casework.ports import Store, Transaction
from egnatia.match.near import SEARCHED
from egnatia.model.identity import RecordId

#: The file that names the folder of the index in use.
_CURRENT: Final = "current"
#: So many rows are read at once; so many are committed at once while an index is built.
_CHUNK: Final = 2_000
_COMMITTED: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Some rows of the register, and up to where nothing is left out."""

    found: tuple[NumberedRow, ...]
    upto: int
    last: RecordId


def rows_after(store: Store, no: int, kinds: Sequence[str] = tuple(SEARCHED)) -> Rows | None:
    """Read the next rows of some kinds after a number; None if there are none."""

    def work(tx: Transaction) -> Rows | None:
        last = tx.numbered.last()
        if last is None or last[0] <= no:
            return None
        found = tx.numbered.after(no, kinds, _CHUNK)
        if len(found) < _CHUNK:
            return Rows(found=found, upto=last[0], last=last[1])
        return Rows(found=found, upto=found[-1].no, last=found[-1].id)

    return store.read(work)


def open_current(folder: Path) -> RegisterIndex:
    """Open the index that is in use.

    Raises:
        SearchIndexError: it is damaged.
        OSError: there is none.
    """
    return RegisterIndex(folder / (folder / _CURRENT).read_text("ascii").strip())


def build(store: Store, folder: Path, going: Callable[[], bool]) -> RegisterIndex:
    """Build an index anew and put it in the place of the one in use, whose files go.

    Args:
        store: of the node.
        folder: of its indexes.
        going: tells, every few thousand records, whether to go on.

    Raises:
        SearchIndexError: the disk refuses, or it was not to go on; what was in use stays.
        FilesError: likewise.
        StoreError: the database refuses.
    """
    fresh = folder / token_hex(8)
    make_folder(fresh)
    try:
        index = create_index(fresh)
        _fill(index, store, going)
        replace_file(folder / _CURRENT, fresh.name.encode("ascii"))
    except BaseException:  # whatever ended it, half an index must not stay
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    remove_others(folder, fresh.name)
    return index


def remove_others(folder: Path, kept: str = "") -> None:
    """Remove all indexes but one."""
    for path in folder.glob("*"):
        if path.is_dir() and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
    if not kept:
        (folder / _CURRENT).unlink(missing_ok=True)


def _fill(index: RegisterIndex, store: Store, going: Callable[[], bool]) -> None:
    """Take the whole register in."""
    with index.writing(many=True) as writing:
        mark, committed = index.mark_of(0, RecordId("")), 0
        while some := rows_after(store, mark.no):
            if not going():
                raise SearchIndexError("the search index was not built to the end")
            writing.add(some.found)
            mark = index.mark_of(some.upto, some.last)
            if mark.no - committed >= _COMMITTED:
                committed = mark.no
                writing.commit(mark)
        writing.commit(mark)
