"""Checking proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2): takes roots and a path, and nothing of the log itself."""

from collections.abc import Sequence

from egnatia.ledger.errors import ProofError
from egnatia.ledger.tree import EMPTY_ROOT, HASH_SIZE, node_hash


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> None:
    """Check that a leaf stands at an index of the tree with this root (RFC 9162, section 2.1.3.2).

    Raises:
        ProofError: the proof does not lead from the leaf to the root.
    """
    if not 0 <= index < size or len(leaf) != HASH_SIZE:
        raise ProofError(f"a tree of {size} leaves has no leaf {index}")
    node, last, value = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("the proof is too long")
        if node & 1 or node == last:
            value = node_hash(sibling, value)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        node, last = node >> 1, last >> 1
    if last or value != root_hash:
        raise ProofError("the proof does not lead to the root")


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of `first` leaves is the beginning of that of `second` (RFC 9162, section 2.1.4.2).

    Raises:
        ProofError: the proof does not connect both roots.
    """
    if not 0 <= first <= second:
        raise ProofError(f"a tree of {second} leaves does not begin with one of {first}")
    if first == 0 and first_root != EMPTY_ROOT:
        raise ProofError("the empty tree has the hash of nothing as its root")
    if first in {0, second}:  # c2sp.org/tlog-witness: nothing to prove, so no proof may be there
        if proof or (first == second and first_root != second_root):
            raise ProofError("the roots differ, or there is a proof where none is needed")
        return
    # a whole subtree is not repeated in the proof
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        raise ProofError("the proof is empty")
    if _consistent_roots(first, second, path) != (first_root, second_root):
        raise ProofError("the proof does not connect the roots")


def _consistent_roots(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Compute both roots from a consistency path; None if its length is wrong."""
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for value in path[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(value, old), node_hash(value, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, value)
        node, last = node >> 1, last >> 1
    return None if last else (old, new)
