from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]
from tests.unit.ledger.cabinet import vectors

from egnatia.ledger.entry import leaf_hash
from egnatia.ledger.errors import TreeError
from egnatia.ledger.tree import (
    EMPTY_ROOT,
    GetNode,
    Place,
    append,
    consistency_proof,
    inclusion_proof,
    node_hash,
    nodes_for_consistency,
    nodes_for_inclusion,
    nodes_for_root,
    reader,
    root,
    root_of,
)
from egnatia.ledger.verification import verify_consistency

VECTORS = vectors("rfc6962")
LEAVES = [leaf_hash(bytes.fromhex(leaf)) for leaf in VECTORS["leaves"]]
MANY = [sha256(b"%d" % number).digest() for number in range(300)]
sizes = st.integers(0, 300)


def grown(leaves: list[bytes]) -> dict[Place, bytes]:
    return {Place(*node[:2]): node.hash for node in append(0, leaves, reader({})).nodes}


NODES = grown(MANY)


def noting(places: list[Place]) -> GetNode:
    """Read nodes that a query for these places alone would bring."""
    return reader({place: NODES[place] for place in places})


def hexes(hashes: tuple[bytes, ...]) -> list[str]:
    return [value.hex() for value in hashes]


def test_the_published_nodes_come_out() -> None:
    expected = {
        Place(level, offset): bytes.fromhex(value)
        for level, row in enumerate(VECTORS["nodes"])
        for offset, value in enumerate(row)
    }
    assert grown(LEAVES) == expected


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    appended = append(0, LEAVES[:size], reader({}))
    assert (appended.size, appended.root.hex()) == (size, VECTORS["roots"][size])
    assert root_of(LEAVES[:size]) == appended.root == root(size, reader(grown(LEAVES)))


@pytest.mark.parametrize("case", VECTORS["inclusion"])
def test_the_published_inclusion_proofs_come_out(case: dict[str, Any]) -> None:
    proof = inclusion_proof(case["index"], case["size"], reader(grown(LEAVES)))
    assert hexes(proof) == case["path"]


@pytest.mark.parametrize("case", VECTORS["consistency"])
def test_the_published_consistency_proofs_come_out(case: dict[str, Any]) -> None:
    proof = consistency_proof(case["first"], case["second"], reader(grown(LEAVES)))
    assert hexes(proof) == case["path"]


def test_the_example_of_rfc_6962_section_2_1_3_comes_out() -> None:
    d = LEAVES[:7]
    a, b, c, _, e, f = d[:6]
    g, h, i, j = node_hash(a, b), node_hash(c, d[3]), node_hash(e, f), d[6]
    k, whole = node_hash(g, h), node_hash(i, j)
    get_node = reader(grown(d))
    assert [inclusion_proof(index, 7, get_node) for index in (0, 3, 4, 6)] == [
        (b, h, whole), (c, g, whole), (f, j, k), (i, k),
    ]  # fmt: skip
    assert [consistency_proof(first, 7, get_node) for first in (3, 4, 6)] == [
        (c, d[3], g, whole), (whole,), (i, j, k),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 50), max_size=6))
def test_appending_in_parts_gives_what_appending_at_once_gives(parts: list[int]) -> None:
    nodes: dict[Place, bytes] = {}
    size, value = 0, EMPTY_ROOT
    for part in parts:
        known = reader({place: nodes[place] for place in nodes_for_root(size)})
        appended = append(size, MANY[size : size + part], known)
        nodes |= {Place(*node[:2]): node.hash for node in appended.nodes}
        size, value = appended.size, appended.root
    assert (nodes, value) == (grown(MANY[:size]), root_of(MANY[:size]))


@given(sizes)
def test_fewer_than_two_nodes_are_stored_for_each_leaf(size: int) -> None:
    assert len(append(0, MANY[:size], reader({})).nodes) == 2 * size - size.bit_count()


@pytest.fixture(scope="module")
def oracle() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for number in range(300):
        tree.append_entry(b"%d" % number)
    return tree


ORACLE_NODES = grown([leaf_hash(b"%d" % number) for number in range(300)])


@given(size=sizes)
def test_an_independent_program_has_the_same_roots(oracle: InmemoryTree, size: int) -> None:
    assert root(size, reader(ORACLE_NODES)) == oracle.get_root(size)


@given(data=st.data())
def test_an_independent_program_has_the_same_inclusion_proofs(oracle: InmemoryTree, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    theirs = oracle.prove_inclusion(index + 1, size).path  # counts from one and begins with the leaf
    assert [ORACLE_NODES[Place(0, index)], *inclusion_proof(index, size, reader(ORACLE_NODES))] == theirs


@given(data=st.data())
def test_consistency_proofs_lead_to_the_roots_of_an_independent_program(
    oracle: InmemoryTree, data: st.DataObject
) -> None:
    second = data.draw(st.integers(1, 300))
    first = data.draw(st.integers(1, second))
    proof = consistency_proof(first, second, reader(ORACLE_NODES))
    verify_consistency(first, second, oracle.get_root(first), oracle.get_root(second), proof)


def split(leaves: list[bytes]) -> int:
    return max(1 << power for power in range(10) if 1 << power < len(leaves))


def mth(leaves: list[bytes]) -> bytes:
    """Compute the root as RFC 6962, section 2.1, writes it."""
    if len(leaves) == 1:
        return leaves[0]
    k = split(leaves)
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """Build the audit path as RFC 6962, section 2.1.1, writes it."""
    if len(leaves) == 1:
        return []
    k = split(leaves)
    return [*path(m, leaves[:k]), mth(leaves[k:])] if m < k else [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """Build the consistency proof as RFC 6962, section 2.1.2, writes it."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(leaves)
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


@given(st.data())
def test_proofs_are_those_of_the_recursive_definitions(data: st.DataObject) -> None:
    second = data.draw(st.integers(1, 300))
    first = data.draw(st.integers(1, second))
    assert root(second, reader(NODES)) == mth(MANY[:second])
    assert inclusion_proof(first - 1, second, reader(NODES)) == tuple(path(first - 1, MANY[:second]))
    assert consistency_proof(first, second, reader(NODES)) == tuple(subproof(first, MANY[:second], whole=True))


@given(st.data())
def test_the_listed_nodes_are_all_that_is_read(data: st.DataObject) -> None:
    second = data.draw(st.integers(1, 300))
    first = data.draw(st.integers(0, second))
    index = data.draw(st.integers(0, second - 1))
    root(second, noting(nodes_for_root(second)))
    inclusion_proof(index, second, noting(nodes_for_inclusion(index, second)))
    consistency_proof(first, second, noting(nodes_for_consistency(first, second)))


def test_an_inclusion_proof_among_a_million_reads_few_nodes() -> None:
    assert max(len(nodes_for_inclusion(index, 10**6)) for index in range(0, 10**6, 997)) <= 40


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_that_the_tree_has_not_cannot_be_proven(index: int, size: int) -> None:
    with pytest.raises(TreeError):
        inclusion_proof(index, size, reader(NODES))


@pytest.mark.parametrize(("first", "second"), [(-1, 3), (4, 3)])
def test_growth_from_a_larger_tree_cannot_be_proven(first: int, second: int) -> None:
    with pytest.raises(TreeError):
        consistency_proof(first, second, reader(NODES))


def test_a_missing_node_is_named() -> None:
    with pytest.raises(TreeError, match="level 2, offset 2 "):
        root(12, reader({Place(3, 0): MANY[0]}))
