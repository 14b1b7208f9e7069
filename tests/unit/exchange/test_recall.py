"""Recalls say their ground and nothing more; attestations are believed for the holder's own signature."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.make_recall_vectors import recalls
from tests.unit.exchange.make_vectors import FOLDER
from tests.unit.exchange.network import AL, HR, RS, Party
from tests.unit.model.samples import MORNING, STATEMENT
from tests.unit.model.strategies import hex128, hex256

from egnatia.adapters.keys.signing import Ed25519Verifier
from egnatia.exchange.errors import ReceiptError
from egnatia.exchange.jws import Typ, sign_compact
from egnatia.exchange.recall import (
    MOST_RECALLED,
    RECALL_WORDS,
    Attestation,
    HolderState,
    Recall,
    RecallGround,
    parse_attested,
    parse_recall,
    plain_recall,
    read_attestation,
    sign_attestation,
)
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, RecordId, StatementId
from egnatia.model.statement import StatementAct

NOW = MORNING
WRONG = RecallGround.INACCURATE
RECORDS = frozenset({"1" * 64, "2" * 64})
ORDER = replace(STATEMENT, act=StatementAct.RECALL, about=RECORDS, undoes=None, reason=RECALL_WORDS[WRONG])
RECALL = Recall(statement=ORDER, ground=WRONG)


@given(
    st.sampled_from(RecallGround), st.frozensets(hex256, min_size=1, max_size=4), st.sampled_from(["recall", "hold"])
)
def test_a_recall_is_read_as_it_was_written(ground: RecallGround, records: frozenset[str], act: str) -> None:
    statement = replace(ORDER, about=records, reason=RECALL_WORDS[ground], act=StatementAct(act))
    if act == "hold":
        with pytest.raises(ParseError, match="not a recall"):
            Recall(statement=statement, ground=ground)
        return
    recall = Recall(statement=statement, ground=ground)
    assert parse_recall(plain_recall(recall)) == recall
    assert recall.records == tuple(sorted(records))


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"reason": "He is an informant."}, "statement.reason"),
        ({"about": ["3" * 32]}, "statement.about"),
        ({"about": [f"{number:064x}" for number in range(MOST_RECALLED + 1)]}, "statement.about"),
        ({"act": "release"}, "statement.act"),
    ],
)
def test_words_of_ones_own_and_what_is_no_record_are_refused(changed: dict[str, Any], path: str) -> None:
    plain = plain_recall(RECALL)
    with pytest.raises(ParseError) as caught:
        parse_recall({**plain, "statement": {**plain["statement"], **changed}})
    assert caught.value.path == path


@pytest.mark.parametrize("changed", [{"ground": "because"}, {"ground": "erased"}, {"why": "he asked"}])
def test_a_ground_that_is_none_or_another_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(ParseError):
        parse_recall({**plain_recall(RECALL), **changed})


def test_every_ground_has_words_of_its_own() -> None:
    assert RECALL_WORDS.keys() == set(RecallGround)
    assert len(set(RECALL_WORDS.values())) == len(RecallGround)


def attestation(by: Party = AL, **fields: Any) -> Attestation:  # noqa: ANN401 - any field
    values = {
        "by": by.node,
        "recall": ORDER.id,
        "records": ((RecordId("1" * 64), HolderState.ERASED), (RecordId("2" * 64), HolderState.HIDDEN)),
        "passed_on": (NodeId("HR"), NodeId("RS")),
        "entry": "3" * 32,
        "at": NOW,
    }
    return Attestation(**{**values, **fields})


def read(signed: str, by: Party = AL) -> Attestation:
    return read_attestation(signed, by.member(), Ed25519Verifier())


def test_an_attestation_is_believed_for_its_signature() -> None:
    made = attestation()
    assert read(sign_attestation(made, AL.signer)) == made


@given(st.lists(st.tuples(hex256, st.sampled_from(HolderState)), max_size=5, unique_by=lambda one: one[0]), hex128)
def test_it_is_read_as_it_was_signed(records: list[tuple[str, HolderState]], entry: str) -> None:
    states = tuple(sorted((RecordId(record), state) for record, state in records))
    made = attestation(records=states, entry=entry, recall=StatementId("4" * 64), passed_on=())
    assert read(sign_attestation(made, AL.signer)) == made


def test_one_by_another_or_at_a_time_when_the_key_did_not_count_is_not_believed() -> None:
    for signed, words in (
        (sign_attestation(attestation(), HR.signer), "not signed by a key of the holder"),
        (sign_attestation(attestation(by=RS), AL.signer), "by another node"),
        (sign_attestation(attestation(at=NOW + timedelta(days=4000)), AL.signer), "did not count then"),
        (sign_attestation(attestation(), AL.ledger), "not signed by a key of the holder"),
    ):
        with pytest.raises(ReceiptError, match=words):
            read(signed)


@pytest.mark.parametrize("signed", ["noise", "a.b.c", "é" * 9])
def test_noise_is_no_attestation(signed: str) -> None:
    with pytest.raises(ReceiptError, match="malformed"):
        read(signed)


@pytest.mark.parametrize("payload", [{}, {"v": 1}, {"v": 2}, []])
def test_a_signature_over_something_else_is_no_attestation(payload: Any) -> None:  # noqa: ANN401 - any value
    signed = sign_compact(canonical.to_bytes(payload), Typ.ATTESTATION, AL.signer).decode()
    with pytest.raises(ReceiptError, match="malformed"):
        read(signed)


def test_its_letter_holds_nothing_else() -> None:
    assert parse_attested({"signed": "a.b.c"}) == "a.b.c"
    with pytest.raises(ParseError):
        parse_attested({"signed": "a.b.c", "words": "we kept a copy"})


def test_the_vectors_are_those_that_anybody_can_make_again() -> None:
    published = json.loads((FOLDER / "recalls.json").read_text("utf-8"))
    assert published == recalls()
    assert read(parse_attested(published["attestation"])).recall == published["statement"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_vectors_that_must_be_refused_are(number: int) -> None:
    refused = recalls()["refused"][number]
    parse = {"recall": parse_recall, "attestation": parse_attested}[refused["type"]]
    with pytest.raises(ParseError):
        parse(refused["body"])
