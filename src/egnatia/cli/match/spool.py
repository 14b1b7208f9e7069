"""Join keys on disk: written as they come, in parts by their value, and read back a part at a time."""

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from egnatia.match.linking import Numbers

#: So many parts; equal keys are in the same one.
PARTS: Final = 16
#: Numbers that wait in memory before a part is written: half a megabyte.
_WAITING: Final = 65_536


class Spool:
    """The keys of one register, each with the row whose key it is."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty folder, which is made."""
        folder.mkdir()
        self._files = [folder / str(part) for part in range(PARTS)]
        self._waiting = [array("Q") for _ in range(PARTS)]

    def add(self, keys: Iterable[int], row: int) -> None:
        """Keep keys of a row."""
        for key in dict.fromkeys(keys):
            waiting = self._waiting[(key >> 40 ^ key) % PARTS]
            waiting.extend((key, row))
            if len(waiting) >= _WAITING:
                self._write(waiting, self._files[(key >> 40 ^ key) % PARTS])

    def parts(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Return the keys and the rows of each part."""
        for waiting, file in zip(self._waiting, self._files, strict=True):
            self._write(waiting, file)
            both = np.fromfile(file, dtype=np.uint64).reshape(-1, 2)
            yield both[:, 0], both[:, 1]

    @staticmethod
    def _write(waiting: "array[int]", file: Path) -> None:
        with file.open("ab") as opened:
            waiting.tofile(opened)
        del waiting[:]
