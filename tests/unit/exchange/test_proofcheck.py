"""Proof files stand by themselves, and hold only what they should."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.network import VERIFIER
from tests.unit.exchange.test_vectors import vectors

from egnatia.exchange.errors import DirectoryError, ExchangeError, ProofFileError
from egnatia.exchange.proofcheck import check_proof, listed_verifiers
from egnatia.exchange.prooffile import read_proof, write_proof
from egnatia.ledger.errors import LedgerError

PROOFS = vectors("witness")["proofs"]
HOLDING = [case for case in PROOFS if case["cosigned_by"] is not None]


def label(case: dict[str, Any]) -> str:
    return f"{json.loads(case['file'])['kind']}-{case['cosigned_by']}"


@pytest.mark.parametrize("case", HOLDING, ids=label)
def test_a_published_proof_holds_by_the_root_of_the_network(case: dict[str, Any]) -> None:
    file = read_proof(case["file"].encode())
    found = check_proof(file, listed_verifiers(file, case["root"], VERIFIER.verify))
    assert [one.name for one in found.cosignatures] == case["cosigned_by"]
    assert "egnatia/RS" in found.words


@pytest.mark.parametrize("case", [case for case in PROOFS if case["cosigned_by"] is None], ids=label)
def test_a_proof_of_something_else_does_not_hold(case: dict[str, Any]) -> None:
    file = read_proof(case["file"].encode())
    with pytest.raises(LedgerError):
        check_proof(file, listed_verifiers(file, case["root"], VERIFIER.verify))


@pytest.mark.parametrize("case", PROOFS, ids=label)
def test_a_proof_file_has_one_spelling(case: dict[str, Any]) -> None:
    assert write_proof(read_proof(case["file"].encode())).decode() == case["file"]


def test_another_network_s_root_does_not_vouch_for_the_keys() -> None:
    with pytest.raises(DirectoryError, match="none of its roots"):
        listed_verifiers(read_proof(HOLDING[0]["file"].encode()), "0" * 64, VERIFIER.verify)


@pytest.mark.parametrize("text", ["", "{}", "[]", "rubbish", '{"v":2}'])
def test_what_is_no_proof_file_is_said(text: str) -> None:
    with pytest.raises(ProofFileError, match="not a proof file"):
        read_proof(text.encode())


@pytest.mark.slow
@given(st.data())
def test_a_proof_file_with_one_other_bit_proves_nothing_else(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(HOLDING[:2]))
    written = bytearray(case["file"].encode())
    written[data.draw(st.integers(0, len(written) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    original = read_proof(case["file"].encode())
    try:
        file = read_proof(bytes(written))
        found = check_proof(file, listed_verifiers(original, case["root"], VERIFIER.verify))
    except (ExchangeError, LedgerError):
        return
    assert found == check_proof(original, listed_verifiers(original, case["root"], VERIFIER.verify))
