from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import vectors

from egnatia.ledger.entry import leaf_hash
from egnatia.ledger.errors import ProofError
from egnatia.ledger.tree import EMPTY_ROOT, Place, append, consistency_proof, inclusion_proof, reader, root
from egnatia.ledger.verification import verify_consistency, verify_inclusion

VECTORS = vectors("rfc6962")
ROOTS = [bytes.fromhex(value) for value in VECTORS["roots"]]
MANY = [sha256(b"%d" % number).digest() for number in range(300)]
NODES = {Place(*node[:2]): node.hash for node in append(0, MANY, reader({})).nodes}
GET = reader(NODES)


@st.composite
def inclusions(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(st.integers(1, 300))
    return draw(st.integers(0, size - 1)), size


@st.composite
def growths(draw: st.DrawFn) -> tuple[int, int]:
    second = draw(st.integers(1, 300))
    return draw(st.integers(0, second)), second


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value, "big") ^ (1 << bit)).to_bytes(len(value), "big")


@pytest.mark.parametrize("case", VECTORS["inclusion"])
def test_the_published_inclusion_proofs_hold(case: dict[str, Any]) -> None:
    leaf = leaf_hash(bytes.fromhex(VECTORS["leaves"][case["index"]]))
    path = [bytes.fromhex(step) for step in case["path"]]
    verify_inclusion(leaf, case["index"], case["size"], path, ROOTS[case["size"]])


@pytest.mark.parametrize("case", VECTORS["consistency"])
def test_the_published_consistency_proofs_hold(case: dict[str, Any]) -> None:
    first, second = case["first"], case["second"]
    verify_consistency(first, second, ROOTS[first], ROOTS[second], [bytes.fromhex(step) for step in case["path"]])


@given(inclusions())
def test_every_leaf_of_every_size_can_be_proven(case: tuple[int, int]) -> None:
    index, size = case
    verify_inclusion(MANY[index], index, size, inclusion_proof(index, size, GET), root(size, GET))


@given(growths())
def test_every_growth_can_be_proven(case: tuple[int, int]) -> None:
    first, second = case
    verify_consistency(first, second, root(first, GET), root(second, GET), consistency_proof(first, second, GET))


@given(inclusions(), st.integers(0, 255), st.data())
def test_one_wrong_bit_spoils_an_inclusion_proof(case: tuple[int, int], bit: int, data: st.DataObject) -> None:
    index, size = case
    values = [MANY[index], *inclusion_proof(index, size, GET), root(size, GET)]
    spoiled = data.draw(st.integers(0, len(values) - 1))
    values[spoiled] = flipped(values[spoiled], bit)
    with pytest.raises(ProofError):
        verify_inclusion(values[0], index, size, values[1:-1], values[-1])


@given(growths(), st.integers(0, 255), st.data())
def test_one_wrong_bit_spoils_a_consistency_proof(case: tuple[int, int], bit: int, data: st.DataObject) -> None:
    first, second = case
    values = [root(first, GET), *consistency_proof(first, second, GET), root(second, GET)]
    # the empty tree begins every tree, whatever its root
    spoiled = data.draw(st.integers(0, len(values) - 1 if first else 0))
    values[spoiled] = flipped(values[spoiled], bit)
    with pytest.raises(ProofError):
        verify_consistency(first, second, values[0], values[-1], values[1:-1])


@given(inclusions(), inclusions())
def test_a_proof_holds_for_its_own_place_only(case: tuple[int, int], other: tuple[int, int]) -> None:
    index, size = case
    proof = inclusion_proof(index, size, GET)
    if other[0] != index:
        with pytest.raises(ProofError):
            verify_inclusion(MANY[index], other[0], size, proof, root(size, GET))


@given(growths(), st.sampled_from(["shorter", "longer"]))
def test_a_path_of_another_length_proves_nothing(case: tuple[int, int], change: str) -> None:
    first, second = case
    proof = list(consistency_proof(first, second, GET))
    changed = proof[:-1] if change == "shorter" else [*proof, MANY[0]]
    if changed != proof:
        with pytest.raises(ProofError):
            verify_consistency(first, second, root(first, GET), root(second, GET), changed)
    path = list(inclusion_proof(first, second + 1, GET)) if second < 300 else []
    for wrong in ([*path, MANY[0]], path[:-1]):
        if path:
            with pytest.raises(ProofError):
                verify_inclusion(MANY[first], first, second + 1, wrong, root(second + 1, GET))


def test_a_path_too_short_for_the_size_proves_nothing_though_it_leads_to_the_root() -> None:
    with pytest.raises(ProofError):
        verify_inclusion(MANY[0], 0, 4, inclusion_proof(0, 2, GET), root(2, GET))
    with pytest.raises(ProofError):
        verify_consistency(1, 4, root(1, GET), root(2, GET), consistency_proof(1, 2, GET))


def test_a_path_too_long_for_the_sizes_proves_nothing_though_it_leads_to_the_roots() -> None:
    with pytest.raises(ProofError):
        verify_inclusion(MANY[7], 3, 4, inclusion_proof(7, 8, GET), root(8, GET))
    with pytest.raises(ProofError):
        verify_consistency(3, 4, root(7, GET), root(8, GET), consistency_proof(7, 8, GET))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        verify_inclusion(MANY[0], index, size, [], MANY[0])


def test_a_leaf_that_is_no_hash_is_refused() -> None:
    with pytest.raises(ProofError):
        verify_inclusion(b"", 0, 1, [], b"")


@pytest.mark.parametrize(
    ("first", "second", "first_root", "second_root"),
    [
        (-1, 3, MANY[0], MANY[1]),
        (4, 3, MANY[0], MANY[1]),
        (0, 0, EMPTY_ROOT, MANY[0]),
        (0, 3, MANY[0], MANY[1]),
        (3, 3, MANY[0], MANY[1]),
        (3, 4, MANY[0], MANY[1]),
    ],
)
def test_what_needs_no_path_still_has_to_fit(first: int, second: int, first_root: bytes, second_root: bytes) -> None:
    with pytest.raises(ProofError):
        verify_consistency(first, second, first_root, second_root, [])
