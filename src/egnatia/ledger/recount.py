"""Building the tree anew from the entries, block by block, and noting every stored node that differs.

Memory stays bounded: one block of leaves, the nodes above the blocks that are still waiting for a sibling, and the
differences, of which a sound log has none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from egnatia.ledger.alignment import Alignment, Placed
from egnatia.ledger.stored import ReadNodes
from egnatia.ledger.tree import EMPTY_ROOT, Place, fold, node_hash, nodes_for_root

BLOCK_LEVEL: Final = 10
BLOCK: Final = 1 << BLOCK_LEVEL
#: Differences within blocks are listed up to this many; above the blocks always.
MOST_DIFFERENCES: Final = 100_000

#: A hash, or None where it is missing or cannot be computed.
MaybeHash = bytes | None


def blocks(alignment: Alignment, examine: Callable[[Placed], None]) -> Iterator[list[MaybeHash]]:
    """Cut the leaves into blocks, with None where a row is missing; only the last one is shorter, maybe empty.

    Args:
        alignment: the rows at their places.
        examine: sees each of them.
    """
    start, leaves = 0, list[MaybeHash]()
    for placed in alignment:
        examine(placed)
        while placed.place >= start + BLOCK:
            yield _padded(leaves, BLOCK)
            start, leaves = start + BLOCK, []
        _padded(leaves, placed.place - start).append(placed.leaf)
    while alignment.end >= start + BLOCK:
        yield _padded(leaves, BLOCK)
        start, leaves = start + BLOCK, []
    yield _padded(leaves, alignment.end - start)


class Recount:
    """The tree as the entries give it, beside the tree as it is stored."""

    def __init__(self, read_nodes: ReadNodes) -> None:
        """Begin with the empty tree."""
        self._read_nodes = read_nodes
        self._waiting: dict[int, tuple[MaybeHash, MaybeHash]] = {}  # by level: the last node above the blocks
        self._rows: list[list[MaybeHash]] = [[]]  # of the current block, by level: from entries
        self._nodes: list[list[MaybeHash]] = [[]]  # as stored
        self._top: MaybeHash = None  # of the current block, once it is full
        self.start = 0  #: Index of the first leaf of the current block.
        self.differences: dict[Place, MaybeHash] = {}  #: What the entries give where something else is stored.

    def take(self, leaves: Sequence[MaybeHash]) -> None:
        """Take in the next block. A missing entry is stood in for by its leaf node, so that only it is missing."""
        self._nodes = [self._read(level, self.start >> level, len(leaves) >> level) for level in range(BLOCK_LEVEL)]
        row = [node if leaf is None else leaf for leaf, node in zip(leaves, self._nodes[0], strict=True)]
        self._rows = []
        for level in range(BLOCK_LEVEL):
            self._rows.append(row)
            self._compare(level, row, self._nodes[level])
            row = [_join(left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
        if row:
            self._top = row[0]

    def close(self) -> None:
        """Leave a full block behind: join it with what waits above."""
        level, offset, value = BLOCK_LEVEL, self.start >> BLOCK_LEVEL, self._top
        stored = self._note(Place(level, offset), value)
        while offset & 1:
            value = _join(self._waiting[level][0], value)
            level, offset = level + 1, offset >> 1
            stored = self._note(Place(level, offset), value)
        self._waiting[level] = (value, stored)
        self.start += BLOCK

    def roots(self, size: int) -> tuple[MaybeHash, MaybeHash]:
        """Return the root of a size that ends in the current block: as the entries give it, and as the nodes do."""
        if size == 0:
            return EMPTY_ROOT, EMPTY_ROOT
        pairs = [self._pair(place) for place in nodes_for_root(size)]
        return _fold(pair[0] for pair in pairs), _fold(pair[1] for pair in pairs)

    def _pair(self, place: Place) -> tuple[MaybeHash, MaybeHash]:
        level, offset = place
        if level >= BLOCK_LEVEL:
            return self._waiting[level]
        within = offset - (self.start >> level)
        return self._rows[level][within], self._nodes[level][within]

    def _compare(self, level: int, row: list[MaybeHash], nodes: list[MaybeHash]) -> None:
        if row != nodes and len(self.differences) < MOST_DIFFERENCES:
            for offset, (value, stored) in enumerate(zip(row, nodes, strict=True), self.start >> level):
                if value != stored:
                    self.differences[Place(level, offset)] = value

    def _note(self, place: Place, value: MaybeHash) -> MaybeHash:
        [stored] = self._read(place.level, place.offset, 1)
        if value != stored:
            self.differences[place] = value
        return stored

    def _read(self, level: int, offset: int, count: int) -> list[MaybeHash]:
        found = self._read_nodes(level, offset, offset + count) if count else {}
        return [found.get(place) for place in range(offset, offset + count)]


def _padded(leaves: list[MaybeHash], length: int) -> list[MaybeHash]:
    """Fill up with missing leaves, in place."""
    leaves += [None] * (length - len(leaves))
    return leaves


def _join(left: MaybeHash, right: MaybeHash) -> MaybeHash:
    return None if left is None or right is None else node_hash(left, right)


def _fold(hashes: Iterable[MaybeHash]) -> MaybeHash:
    given = list(hashes)
    known = [value for value in given if value is not None]
    return fold(known) if len(known) == len(given) else None
