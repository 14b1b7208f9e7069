"""One index of a register: which rows of it have names near to one that is asked for.

It holds numbers only: those of rows, digests of the records' ids, and keys under a secret digest (`match/near.py`).
Each commit is whole: with what it brings it says how far it has come, so that after a crash nothing is missing and
nothing is there twice (ADR 0045).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from numpy.typing import NDArray

from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.index.looking import HIGH, ID, LAST, LOW, MARK, MARKED, NO, Looking, schema
from egnatia.adapters.index.secret import make_secret, read_digest
from egnatia.adapters.index.writing import HALF, HALF_BITS, Mark, Writing
from egnatia.match.engine import Properties
from egnatia.match.near import NEAR, NearReader
from egnatia.model.kinds import Kind

_KEY: Final = "key"
_FILES: Final = "files"
_VERSION: Final = "version"
#: What a writer may keep in memory before it writes to the disk, in bytes, and its threads.
_SMALL_HEAP: Final = 32_000_000
_LARGE_HEAP: Final = 256_000_000
_THREADS: Final = 2
#: So many records that share keys are ordered by how they sound, which counts so many times what the keys do.
_WIDE: Final = 800
_SOUNDS: Final = 4.0


class RegisterIndex:
    """An index in a folder; one at a time writes, many read."""

    def __init__(self, folder: Path) -> None:
        """Open an index; `create_index` makes one.

        Raises:
            SearchIndexError: it is not there, or damaged.
        """
        self.folder = folder
        _check_version(folder / _VERSION)
        self.digest = read_digest(folder / _KEY)
        self._reader = NearReader(self.digest)
        try:
            self._index = tantivy.Index.open(str(folder / _FILES))
            self._looking = Looking(self._index.schema)
            self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise SearchIndexError(f"{folder}: {error}") from error

    @property
    def size(self) -> int:
        """How many records it holds."""
        return max(self._searcher.num_docs - 1, 0)

    def holds(self, record: str) -> bool:
        """Tell whether a record is in the index."""
        return bool(self._searcher.doc_freq(ID, self.digest(record)))

    def mark_of(self, no: int, record: str) -> Mark:
        """Return the mark that says that the index has come to a row."""
        return Mark(no=no, last=self.digest(record))

    def mark(self) -> Mark | None:
        """Return how far it has come; None if nothing was ever taken in."""
        hits = self._searcher.search(self._looking.at(MARK, MARKED), 1, count=False).hits
        if not hits:
            return None
        (no,), (last,) = (self._searcher.fast_field_values(name, [hits[0][1]]) for name in (NO, LAST))
        return Mark(no=int(str(no)), last=int(str(last)))

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...]:
        """Return the numbers of the rows whose names are nearest, best first.

        Args:
            kind: of what is asked for.
            asked: the properties that the question names.
            limit: how many at most.

        Raises:
            SearchIndexError: the files are damaged.
        """
        keys = self._reader.keys(kind, asked)
        if keys is None:
            return ()
        searcher = self._searcher  # whoever commits meanwhile has another
        try:
            hits = searcher.search(self._looking.near(keys), max(_WIDE, limit), count=False).hits
            found = [address for _, address in hits]
            columns = [searcher.fast_field_values(name, found) for name in (NO, LOW, HIGH)]
        except (ValueError, OSError) as error:
            raise SearchIndexError(str(error)) from error
        numbers, low, high = np.array(columns, dtype=np.uint64).reshape(3, -1)
        return _ranked(numbers, _alike(keys.sketch, low, high) * _SOUNDS + _shares([score for score, _ in hits]), limit)

    @contextmanager
    def writing(self, *, many: bool = False) -> Iterator[Writing]:
        """Lend the writer; what it committed is found when the block ends, and what it did not commit is gone.

        Args:
            many: records will come by the ten thousand.

        Raises:
            SearchIndexError: the disk refuses, or another program writes.
        """
        try:
            writer = self._index.writer(_LARGE_HEAP if many else _SMALL_HEAP, _THREADS)
            yield Writing(writer, self._looking, self._reader, self.digest)
            writer.wait_merging_threads()
            self._index.reload()
            self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise SearchIndexError(f"the search index cannot be written: {error}") from error


def _alike(sketch: int, low: NDArray[np.uint64], high: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return how far sketches of sounds agree with one (Dice 1945), each from 0 to 1."""
    ours = np.uint64(sketch & HALF), np.uint64(sketch >> HALF_BITS)
    shared = np.bitwise_count(low & ours[0]).astype(np.float64) + np.bitwise_count(high & ours[1])
    total = np.bitwise_count(low).astype(np.float64) + np.bitwise_count(high) + sketch.bit_count()
    found: NDArray[np.float64] = 2 * shared / np.maximum(total, 1)
    return found


def _shares(scores: list[float]) -> NDArray[np.float64]:
    """Return scores as shares of the first one."""
    found: NDArray[np.float64] = np.array(scores, dtype=np.float64) / max(scores, default=1.0)
    return found


def _ranked(numbers: NDArray[np.uint64], scores: NDArray[np.float64], limit: int) -> tuple[int, ...]:
    """Return the numbers with the best scores, best first; equals in the order in which they came."""
    order = np.lexsort((numbers, -scores))
    return tuple(numbers[order[:limit]].tolist())


def _check_version(path: Path) -> None:
    """See that an index has the keys that questions look up.

    Raises:
        SearchIndexError: it is another program's.
    """
    try:
        found = path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise SearchIndexError(f"{path} cannot be read: {error}") from error
    if found != NEAR:
        raise SearchIndexError(f"{path.parent} has keys of {found}, not of {NEAR}")


def create_index(folder: Path) -> RegisterIndex:
    """Make an empty index in a folder that is there, with a secret of its own.

    Raises:
        SearchIndexError: there is one already, or the disk refuses.
    """
    make_secret(folder / _KEY)
    try:
        (folder / _VERSION).write_text(NEAR, "ascii")
        (folder / _FILES).mkdir(mode=0o700)
        tantivy.Index(schema(), path=str(folder / _FILES), reuse=False)
    except (ValueError, OSError) as error:
        raise SearchIndexError(f"{folder}: {error}") from error
    return RegisterIndex(folder)
