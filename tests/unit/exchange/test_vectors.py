"""The published test vectors, which other teams' implementations read too."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.adapters.keys.plain_hpke import open_plainly
from tests.unit.exchange.network import AL, HR, RS, VERIFIER, Party, party, receiving

from egnatia.exchange import base64url
from egnatia.exchange.batch import Acceptance, read_replies, read_request, write_replies, write_request
from egnatia.exchange.bundle import read_bundle
from egnatia.exchange.directory import Known, parse_directory
from egnatia.exchange.envelope import Outer, reread, unwrap
from egnatia.exchange.errors import DirectoryError, Refused
from egnatia.exchange.jws import Typ, sign_compact
from egnatia.exchange.letter import Letter, write_letter
from egnatia.exchange.padding import unpad
from egnatia.exchange.payloads import (
    parse_confirmation,
    parse_correction,
    parse_release,
    parse_withholding,
    plain_confirmation,
    plain_correction,
    plain_release,
    plain_withholding,
)
from egnatia.exchange.receipt import plain_receipt, proves, read_receipt, sign_receipt
from egnatia.exchange.refusal import Refusal
from egnatia.model.answer import parse_answer
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.instant import parse_instant
from egnatia.model.message import plain_message
from egnatia.model.question import parse_question

FOLDER = Path(__file__).parents[2] / "vectors" / "exchange"
PARTIES = {"AL": AL, "RS": RS, "HR": HR, "TR": party("TR", "TUR")}


def vectors(name: str) -> Any:  # noqa: ANN401 - what it is, the file says
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


ACCEPTED, REFUSED, KEYS = vectors("accepted"), vectors("refused"), vectors("keys")
DIRECTORY = vectors("directory")


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


def sides(case: dict[str, Any]) -> tuple[Party, Party]:
    outer = json.loads(case["envelope"])
    return PARTIES[outer["from"]], PARTIES[outer["to"]]


@pytest.mark.parametrize("node", ["AL", "RS", "HR"])
def test_the_published_keys_are_those_of_the_test_nodes(node: str) -> None:
    found = KEYS[node]
    assert bytes.fromhex(found["sign_public"]) == PARTIES[node].signer.public
    assert bytes.fromhex(found["seal_public"]) == PARTIES[node].opener.public
    assert found["sign_kid"] == PARTIES[node].signer.kid


@pytest.mark.parametrize("case", ACCEPTED, ids=named)
def test_an_envelope_is_accepted(case: dict[str, Any]) -> None:
    sender, recipient = sides(case)
    where = receiving(now=parse_instant(case["now"], ""), me=recipient, peer=sender)
    received = unwrap(case["envelope"].encode(), where)
    assert plain_message(received.message) == case["message"]
    assert received.signed == case["signed"].encode()


@pytest.mark.parametrize("case", ACCEPTED, ids=named)
def test_an_envelope_opens_step_by_step_after_the_specifications(case: dict[str, Any]) -> None:
    found = KEYS[json.loads(case["envelope"])["to"]]
    secrets = bytes.fromhex(found["seal_mlkem768_seed"]), bytes.fromhex(found["seal_x25519_secret"])
    sealed = base64url.decode(json.loads(case["envelope"])["sealed"].encode())
    assert unpad(open_plainly(sealed, *secrets, case["info"].encode())) == case["signed"].encode()


@pytest.mark.parametrize("case", ACCEPTED, ids=named)
def test_a_letter_is_written_byte_for_byte(case: dict[str, Any]) -> None:
    sender, recipient = sides(case)
    received = reread(case["signed"].encode(), sender.member(), VERIFIER)
    letter = Letter(envelope=received.envelope, at=received.at, message=received.message)
    assert write_letter(letter).decode() == case["payload"]
    assert sign_compact(case["payload"].encode(), Typ.ENVELOPE, sender.signer).decode() == case["signed"]
    assert Outer(sender=sender.node, recipient=recipient.node, id=received.envelope).info.decode() == case["info"]


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_an_envelope_is_refused_with_this_code(case: dict[str, Any]) -> None:
    where = receiving(now=parse_instant(case["now"], ""), peer=PARTIES[case["peer"]])
    with pytest.raises(Refused) as caught:
        unwrap(case["envelope"].encode(), where)
    assert caught.value.code == case["code"]


def test_questions_and_answers_in_the_vectors_are_ones() -> None:
    bodies = {named(case): case["message"]["body"] for case in ACCEPTED}
    assert parse_question(bodies["question"]).asker == "AL"
    assert [parse_answer(bodies[f"answer: {result}"]).result for result in ("nothing", "hit", "refused")] == [
        "nothing",
        "hit",
        "refused",
    ]


def test_answers_of_all_sorts_have_one_size() -> None:
    assert len({len(case["envelope"]) for case in ACCEPTED if case["name"].startswith("answer")}) == 1


def test_bodies_survive_reading_and_writing() -> None:
    bodies = vectors("bodies")
    assert plain_confirmation(parse_confirmation(bodies["confirmation"])) == bodies["confirmation"]
    assert plain_release(parse_release(bodies["release"])) == bodies["release"]
    assert plain_withholding(parse_withholding(bodies["withholding"])) == bodies["withholding"]
    assert plain_correction(parse_correction(bodies["correction"])) == bodies["correction"]


@pytest.mark.parametrize("case", vectors("bodies")["refused"], ids=lambda case: f"{case['type']}: {case['why']}")
def test_a_body_is_refused(case: dict[str, Any]) -> None:
    parse = {"confirmation": parse_confirmation, "release": parse_release}[case["type"]]
    with pytest.raises(ParseError):
        parse(case["body"])


def test_a_receipt_proves_the_delivery_that_it_names() -> None:
    for case in vectors("receipts"):
        receipt = read_receipt(case["signed"].encode(), AL.member(), VERIFIER)
        letter = reread(case["of"].encode(), RS.member(), VERIFIER)
        assert plain_receipt(receipt) == case["receipt"]
        assert proves(receipt, letter.message.id, letter.digest)
        assert sign_receipt(receipt, AL.signer).decode() == case["signed"]


def test_a_batch_is_read_and_written_byte_for_byte() -> None:
    batch = vectors("batches")
    envelopes = [data.encode() for data in batch["envelopes"]]
    assert write_request(envelopes).decode() == batch["request"]
    assert list(read_request(batch["request"].encode())) == envelopes
    replies = read_replies(batch["replies"].encode(), 3)
    assert [type(reply) for reply in replies] == [bytes, Acceptance, Refusal]
    assert write_replies(replies).decode() == batch["replies"]


def test_the_directory_is_read() -> None:
    roots, targets = read_bundle(DIRECTORY["bundle"].encode())
    directory = parse_directory(roots, targets, Known(**DIRECTORY["known"]))
    assert sorted(directory.members) == DIRECTORY["members"]
    assert directory.version == DIRECTORY["version"]
    assert directory.issued_at == parse_instant(DIRECTORY["issued_at"], "")
    assert directory.known.root_digest == DIRECTORY["root_digest"]
    assert directory.known.targets_digest == DIRECTORY["targets_digest"]
    assert directory.member(NodeId("RS")) == RS.member()


@pytest.mark.parametrize("case", DIRECTORY["refused"])
def test_another_directory_is_refused(case: str) -> None:
    with pytest.raises(DirectoryError):
        parse_directory(*read_bundle(DIRECTORY["refused"][case].encode()), Known(**DIRECTORY["known"]))
