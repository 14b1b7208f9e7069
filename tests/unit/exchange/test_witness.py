"""What a log and its witness say to each other, by the published vectors."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import SetClock
from tests.twins.network import Network, network
from tests.unit.exchange.make_witness_vectors import content, signer_of
from tests.unit.exchange.network import AL, ALL, ALWAYS, RS, VERIFIER
from tests.unit.exchange.test_vectors import named, vectors
from tests.unit.model.samples import MORNING

from egnatia.casework.rows import Sighting
from egnatia.casework.witness import witness
from egnatia.exchange.log import log_verifiers
from egnatia.exchange.member import Use
from egnatia.exchange.witness import conflict, read_cosignatures, read_seen, read_size, write_seen
from egnatia.ledger.contradiction import contradiction
from egnatia.ledger.cosignature import verify_cosignature
from egnatia.ledger.errors import NoteError, ProofError
from egnatia.ledger.note import KeyType
from egnatia.ledger.proof import parse_consistency
from egnatia.ledger.witness import Verdict
from egnatia.model import canonical
from egnatia.model.errors import ParseError

VECTORS = vectors("witness")
NOW = datetime.fromtimestamp(VECTORS["now"], UTC)
RS_KEYS = log_verifiers(RS.member(), VERIFIER.verify)


@pytest.fixture(scope="module")
def net() -> Network:
    return network("AL")


def reply(net: Network, case: dict[str, Any]) -> tuple[int, bytes]:
    """Let AL judge what RS brings."""
    before = net.offices["AL"]
    keys = replace(before.keys, ledger=signer_of(AL))
    office = replace(before, clock=SetClock(NOW), directory=lambda: ALL, keys=keys)
    sighting = Sighting(
        log=RS.node,
        witness=AL.node,
        at=NOW,
        verdict=Verdict.GREW if case["last"] else Verdict.SETTLED,
        note=case["last"] or "",
    )
    office.store.write(lambda tx: tx.witnessed.put(sighting))
    said = witness(office, RS.node, case["request"].encode())
    return said.status, said.body


@pytest.mark.parametrize("case", VECTORS["offers"], ids=named)
def test_a_witness_replies_as_published(net: Network, case: dict[str, Any]) -> None:
    status, body = reply(net, case)
    assert status == case["status"]
    if status == 409:
        assert read_size(body) == 8


@pytest.mark.parametrize("case", [case for case in VECTORS["offers"] if case["status"] == 200], ids=named)
def test_a_cosignature_is_by_the_witness_over_what_was_brought(net: Network, case: dict[str, Any]) -> None:
    [cosignature] = read_cosignatures(reply(net, case)[1])
    brought = parse_consistency(case["request"].encode()).checkpoint.checkpoint
    [key] = [one for one in log_verifiers(AL.member(), VERIFIER.verify) if one.key.type is KeyType.COSIGNATURE]
    verify_cosignature(brought, cosignature, key)
    assert (str(key.key), cosignature.time) == (VECTORS["witness_key"], VECTORS["now"])


@pytest.mark.parametrize("case", VECTORS["contradictions"], ids=named)
def test_two_checkpoints_contradict_each_other_or_not_in_either_order(case: dict[str, Any]) -> None:
    for one, other in (("one", "other"), ("other", "one")):
        pair = case[one].encode(), case[other].encode()
        if case["is"] is None:
            with pytest.raises(ProofError):
                contradiction(*pair, RS_KEYS)
        else:
            assert contradiction(*pair, RS_KEYS) == case["is"]


def test_the_keys_of_the_log_are_those_published() -> None:
    assert [str(verifier.key) for verifier in RS_KEYS] == VECTORS["log_keys"]


def test_the_vectors_are_made_again_byte_for_byte() -> None:
    assert json.loads(json.dumps(content())) == VECTORS


@given(st.integers(0, 2**63 - 1))
def test_a_conflict_names_the_size(size: int) -> None:
    assert read_size(conflict(size).body) == size


@pytest.mark.parametrize("body", [b"", b"08\n", b"-1\n", b"\xff", b"8\n\n", b"eight"])
def test_what_is_no_size_is_refused(body: bytes) -> None:
    with pytest.raises(NoteError):
        read_size(body)


@pytest.mark.parametrize("body", [b"", b"rubbish\n", b"\xff\n", "— egnatia/AL AAAA\n".encode()])
def test_what_is_no_cosignature_is_refused(body: bytes) -> None:
    with pytest.raises(NoteError):
        read_cosignatures(body)


def test_a_revoked_key_proves_nothing() -> None:
    revoked = replace(ALWAYS, revoked=MORNING)
    assert RS_KEYS
    assert log_verifiers(RS.member(RS.key(Use.LEDGER, revoked)), VERIFIER.verify) == ()


def test_a_key_signs_while_it_counts_and_is_believed_for_ever() -> None:
    over = ALWAYS.ends
    assert log_verifiers(RS.member(), VERIFIER.verify, over) == ()
    assert [one.key for one in log_verifiers(RS.member(), VERIFIER.verify, MORNING)] == [one.key for one in RS_KEYS]


def test_what_a_witness_saw_is_read_as_it_was_written_and_anything_else_refused() -> None:
    seen = {RS.node: "a checkpoint", AL.node: "another"}
    assert read_seen(write_seen(seen)) == seen
    wrong: tuple[object, ...] = ([], {"no node": "a checkpoint"}, {"RS": 7})
    for notes in wrong:
        with pytest.raises(ParseError, match="notes"):
            read_seen(canonical.to_bytes({"notes": notes, "v": 1}))
