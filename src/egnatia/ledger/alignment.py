"""Putting stored rows beside the leaves of the stored tree: which entry is missing, which was slipped in.

Sequence numbers are the first clue. Where they and the hashes disagree, the neighbours decide: rows that were
renumbered behind an inserted or deleted one still have their hashes, so the leaves tell where each belongs.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from egnatia.ledger.entry import leaf_hash
from egnatia.ledger.finding import Findings, Kind
from egnatia.ledger.stored import StoredRow

#: How far to look for the row or leaf that fits, where numbers were changed.
WINDOW: Final = 64

_INSERTED: Final = "the row is no entry of the log; it was inserted."
_MISSING: Final = "the tree has it, but its row is gone; it was deleted."
_REWOUND: Final = "a signed checkpoint covers it, but row and leaf are gone; the log was cut back."


@dataclass(frozen=True, slots=True)
class Placed:
    """A row at an index in the log, with the leaf hash that its bytes have."""

    place: int
    leaf: bytes
    row: StoredRow


class Alignment:
    """Yields the rows that have a place in the log, in order, and reports the others and the gaps."""

    def __init__(
        self,
        rows: Iterable[tuple[int, StoredRow]],
        leaf_at: Callable[[int], bytes | None],
        signed: int,
        findings: Findings,
    ) -> None:
        """Begin.

        Args:
            rows: by sequence number, in that order.
            leaf_at: the stored leaf node at an index, if there is one.
            signed: the largest size that a checkpoint vouches for.
            findings: takes what is wrong.
        """
        self._rows = (Placed(number, leaf_hash(row.entry), row) for number, row in rows)
        self._ahead: deque[Placed] = deque()  # still at the place that the number claims
        self._leaf_at = leaf_at
        self._signed = signed
        self._findings = findings
        self._shift = 0  # by how much the numbers are too high from here on
        self.end = 0  #: Index behind the last entry; after the iteration, the size of the log.

    def __iter__(self) -> Iterator[Placed]:
        """Place every row."""
        while self._look_ahead(1):
            claimed = self._ahead.popleft()
            if self._has_place(claimed):
                yield Placed(self.end, claimed.leaf, claimed.row)
                self.end += 1
        self._finish()

    def _has_place(self, claimed: Placed) -> bool:
        place = claimed.place - self._shift
        if place > self.end and self._is_in_log(place):
            self._findings.add(Kind.MISSING_ENTRY, _MISSING, self.end, place - 1)
            self.end = place
        if place != self.end or not self._is_in_log(place):
            return self._refuse(claimed)
        stored = self._leaf_at(place)
        return stored is None or stored == claimed.leaf or self._fits(claimed, stored)

    def _is_in_log(self, place: int) -> bool:
        """Tell whether the log has an entry there, by a checkpoint or at least by a leaf."""
        return place < self._signed or self._leaf_at(place) is not None

    def _fits(self, claimed: Placed, stored: bytes) -> bool:
        """Decide on a row whose bytes are not those of the leaf at its number: changed, inserted or moved."""
        self._look_ahead(WINDOW)
        if self._next_is_right():
            return True  # changed; comparing the trees will say so
        for distance, later in enumerate(self._ahead):
            if later.leaf == stored:
                self._refuse(claimed)
                for _ in range(distance):
                    self._refuse(self._ahead.popleft())
                self._shift = later.place - self.end
                return False
        for place in range(self.end + 1, self.end + WINDOW):
            if self._leaf_at(place) == claimed.leaf:
                self._findings.add(Kind.MISSING_ENTRY, _MISSING, self.end, place - 1)
                self.end, self._shift = place, claimed.place - place
                break
        return True

    def _next_is_right(self) -> bool:
        if not self._ahead:
            return False
        following = self._ahead[0]
        return following.place - self._shift == self.end + 1 and self._leaf_at(self.end + 1) == following.leaf

    def _refuse(self, claimed: Placed) -> bool:
        self._findings.add(Kind.INSERTED_ENTRY, _INSERTED, claimed.place)
        return False

    def _look_ahead(self, count: int) -> bool:
        self._ahead.extend(islice(self._rows, max(0, count - len(self._ahead))))
        return bool(self._ahead)

    def _finish(self) -> None:
        """Report what stands in the tree, or is signed, behind the last row."""
        first, self.end = self.end, max(self.end, self._signed)
        while self._leaf_at(self.end) is not None:
            self.end += 1
        if self.end > first:
            kind, words = (Kind.REWOUND, _REWOUND) if self._leaf_at(first) is None else (Kind.MISSING_ENTRY, _MISSING)
            self._findings.add(kind, words, first, self.end - 1)
