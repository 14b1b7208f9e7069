"""The Merkle tree of the log (RFC 6962, section 2.1; RFC 9162, section 2.1), kept as its complete subtrees.

The node at (level, offset) is the hash over the leaves from offset·2^level up to (offset + 1)·2^level. Only complete
subtrees are stored, so a stored node never changes, and n leaves need fewer than 2n nodes. The root of any size, and
any proof, is folded from about log2(n) of them. The `nodes_for_…` functions tell which ones a step needs, so that
where nodes are kept one query can fetch them all.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, repeat
from typing import Final, NamedTuple

from egnatia.ledger.errors import TreeError

#: The root of the tree without leaves: the hash of nothing (RFC 6962, section 2.1).
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
HASH_SIZE: Final = 32

#: Returns the stored node at a level and offset, or raises `TreeError`.
GetNode = Callable[[int, int], bytes]


class Place(NamedTuple):
    """Where a node stands: level 0 holds the leaves."""

    level: int
    offset: int


class Node(NamedTuple):
    """The root of one complete subtree."""

    level: int
    offset: int
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What appending leaves gives: the nodes to store, and the size and root after it."""

    nodes: tuple[Node, ...]
    size: int
    root: bytes


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of a one byte and both children (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(size: int, leaf_hashes: Iterable[bytes], get_node: GetNode) -> Appended:
    """Add leaves at the right edge.

    Args:
        size: number of leaves before.
        leaf_hashes: 32 bytes each, in the order of the log.
        get_node: asked only for `nodes_for_root(size)`.

    Returns:
        All nodes completed by the new leaves (fewer than two a leaf), lowest level first.
    """
    rows: list[tuple[int, list[bytes]]] = []  # of each level, the offset of the first new node, and the new nodes
    start, row = size, list(leaf_hashes)
    grown = size + len(row)
    while row:
        rows.append((start, row))
        # Each odd start waits for its left sibling, which is one of the nodes that make up the old root.
        children = [get_node(len(rows) - 1, start - 1), *row] if start % 2 else row
        row = [node_hash(left, right) for left, right in zip(children[::2], children[1::2], strict=False)]
        start //= 2

    def get_old_or_new(level: int, offset: int) -> bytes:
        first, new = rows[level] if level < len(rows) else (offset + 1, [])
        return new[offset - first] if offset >= first else get_node(level, offset)

    nodes = chain.from_iterable(map(Node, repeat(level), count(first), new) for level, (first, new) in enumerate(rows))
    return Appended(nodes=tuple(nodes), size=grown, root=root(grown, get_old_or_new))


def root(size: int, get_node: GetNode) -> bytes:
    """Return the root of the first `size` leaves."""
    return fold([get_node(*place) for place in nodes_for_root(size)]) if size else EMPTY_ROOT


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaves that are kept nowhere else, such as the ids of the records of one import."""
    return append(0, leaf_hashes, reader({})).root


def inclusion_proof(index: int, size: int, get_node: GetNode) -> tuple[bytes, ...]:
    """Return the hashes that lead from a leaf up to the root (RFC 9162, section 2.1.3.1).

    Args:
        index: of the leaf, from 0.
        size: of the tree that the proof is for.
        get_node: asked only for `nodes_for_inclusion(index, size)`.

    Raises:
        TreeError: a tree of that size has no such leaf.
    """
    return tuple(_span_hash(*span, get_node) for span in _inclusion_spans(index, size))


def consistency_proof(first: int, second: int, get_node: GetNode) -> tuple[bytes, ...]:
    """Return the hashes that show that a tree only grew (RFC 9162, section 2.1.4.1).

    Args:
        first: the smaller size; 0 and `second` have an empty proof.
        second: the larger size.
        get_node: asked only for `nodes_for_consistency(first, second)`.

    Raises:
        TreeError: `first` is negative or larger than `second`.
    """
    return tuple(_span_hash(*span, get_node) for span in _consistency_spans(first, second))


def nodes_for_root(size: int) -> list[Place]:
    """List the nodes that make up the root: one a set bit of `size`, the leftmost and largest first."""
    return _span_places(0, size)


def nodes_for_inclusion(index: int, size: int) -> list[Place]:
    """List the nodes that `inclusion_proof` reads."""
    return [place for span in _inclusion_spans(index, size) for place in _span_places(*span)]


def nodes_for_consistency(first: int, second: int) -> list[Place]:
    """List the nodes that `consistency_proof` reads."""
    return [place for span in _consistency_spans(first, second) for place in _span_places(*span)]


def reader(nodes: Mapping[Place, bytes]) -> GetNode:
    """Read nodes from a mapping, such as the rows that one query brought.

    Returns:
        A getter that raises `TreeError` for a node that the mapping has not.
    """

    def get_node(level: int, offset: int) -> bytes:
        try:
            return nodes[Place(level, offset)]
        except KeyError:
            raise TreeError(f"the node at level {level}, offset {offset} is missing") from None

    return get_node


def _inclusion_spans(index: int, size: int) -> list[tuple[int, int]]:
    """Return the leaf ranges whose roots prove a leaf, the nearest sibling first."""
    if not 0 <= index < size:
        raise TreeError(f"a tree of {size} leaves has no leaf {index}")
    start, end, spans = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def _consistency_spans(first: int, second: int) -> list[tuple[int, int]]:
    """Return the leaf ranges whose roots prove growth (RFC 9162, section 2.1.4.1, SUBPROOF without recursion)."""
    if not 0 <= first <= second:
        raise TreeError(f"a tree of {second} leaves does not begin with one of {first}")
    if first == 0:
        return []
    start, end, spans = 0, second, []
    while end != first:
        middle = start + _split(end - start)
        if first <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:  # else the old tree is one whole subtree, and its root is known to the verifier
        spans.append((start, end))
    return spans[::-1]


def _split(width: int) -> int:
    """Return the largest power of two below `width` (RFC 6962, section 2.1: k < n ≤ 2k)."""
    return 1 << ((width - 1).bit_length() - 1)


def _span_places(start: int, end: int) -> list[Place]:
    """Return the complete subtrees that cover the leaves from `start` up to `end`, left to right."""
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append(Place(level, start >> level))
        start += 1 << level
    return places


def _span_hash(start: int, end: int, get_node: GetNode) -> bytes:
    return fold([get_node(*place) for place in _span_places(start, end)])


def fold(hashes: Sequence[bytes]) -> bytes:
    """Join the roots of adjoining subtrees, largest first, to the root over all of them."""
    value = hashes[-1]
    for left in reversed(hashes[:-1]):
        value = node_hash(left, value)
    return value
