"""The page of the protocol and its vectors are enough: a second implementation reads them, and the node reads it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.exchange.independent import (
    TYPES,
    Plain,
    RefusedError,
    SpellingError,
    canonical,
    read,
    read_envelope,
    sign,
    signers,
    to_bytes,
    to_text,
    tuf_form,
    verify,
    write_envelope,
)
from tests.unit.exchange.network import receiving

from egnatia.exchange.envelope import unwrap
from egnatia.model.instant import parse_instant
from egnatia.model.message import MessageType, plain_message

FOLDER = Path(__file__).parents[2] / "vectors"
ENVELOPE = "5a" * 16


def vectors(name: str) -> Any:  # noqa: ANN401 - what it is, the file says
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


DIRECTORY = vectors("exchange/directory")
KEYS, ACCEPTED, REFUSED = (vectors(f"exchange/{name}") for name in ("keys", "accepted", "refused"))
CANONICAL, BATCHES, RECEIPTS = vectors("model/canonical"), vectors("exchange/batches"), vectors("exchange/receipts")
QUESTION: Plain = ACCEPTED[0]["message"]


def named(case: Plain) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", CANONICAL["written"], ids=named)
def test_it_writes_canonical_json(case: Plain) -> None:
    assert canonical(case["value"]) == case["canonical"].encode()


@pytest.mark.parametrize("case", CANONICAL["refused"], ids=named)
def test_it_reads_no_other_spelling(case: Plain) -> None:
    with pytest.raises(SpellingError):
        read(case["text"].encode())


@pytest.mark.parametrize("noun", ["records", "questions", "statements", "answers"])
def test_it_finds_the_ids_of_nouns(noun: str) -> None:
    cases = vectors(f"model/{noun}")
    assert [hashlib.sha256(canonical(case["value"])).hexdigest() for case in cases] == [
        case["sha256"] for case in cases
    ]


@pytest.mark.parametrize("case", ACCEPTED, ids=named)
def test_it_opens_what_must_be_accepted(case: Plain) -> None:
    outer = json.loads(case["envelope"])
    found = read_envelope(case["envelope"].encode(), outer["to"], outer["from"], case["now"], KEYS)
    assert found == case["message"]


@pytest.mark.parametrize("case", ACCEPTED, ids=named)
def test_it_signs_the_same_letter_byte_for_byte(case: Plain) -> None:
    secret = bytes.fromhex(KEYS[case["message"]["sender"]]["sign_secret"])
    letter = {"at": json.loads(case["payload"])["at"], "envelope": "1e" * 16, "message": case["message"], "v": 1}
    assert sign(canonical(letter), "egnatia-envelope", secret) == case["signed"]


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_it_refuses_with_the_same_code(case: Plain) -> None:
    with pytest.raises(RefusedError) as caught:
        read_envelope(case["envelope"].encode(), "RS", case["peer"], case["now"], KEYS)
    assert str(caught.value) == case["code"]


def test_it_reads_receipts_and_batches() -> None:
    [case] = RECEIPTS
    public = bytes.fromhex(KEYS[case["receipt"]["by"]]["sign_public"])
    assert read(verify(case["signed"], "egnatia-receipt", [public])) == case["receipt"]
    assert hashlib.sha256(case["of"].encode()).hexdigest() == case["receipt"]["digest"]
    assert [canonical(one).decode() for one in read(BATCHES["request"].encode())["envelopes"]] == BATCHES["envelopes"]
    assert [set(one) for one in read(BATCHES["replies"].encode())["replies"]] == [
        {"envelope"},
        {"receipt"},
        {"refusal"},
    ]


def test_it_believes_the_chain_of_the_directory() -> None:
    bundle = read(DIRECTORY["bundle"].encode())
    first, second = (json.loads(to_bytes(root)) for root in bundle["roots"])
    targets = json.loads(to_bytes(bundle["targets"]))
    digests = [hashlib.sha256(tuf_form(one["signed"])).hexdigest() for one in (first, second, targets)]
    assert digests == [DIRECTORY["known"]["root_digest"], DIRECTORY["root_digest"], DIRECTORY["targets_digest"]]
    assert signers(targets, second["signed"], "targets") == second["signed"]["roles"]["targets"]["threshold"]


def test_it_finds_the_entries_of_members() -> None:
    targets = json.loads(to_bytes(read(DIRECTORY["bundle"].encode())["targets"]))["signed"]["targets"]
    for one in targets.values():
        entry = canonical(one["custom"])
        assert (len(entry), hashlib.sha256(entry).hexdigest()) == (one["length"], one["hashes"]["sha256"])
    assert [name.removeprefix("members/") for name in sorted(targets)] == DIRECTORY["members"]


def test_the_node_takes_the_question_that_it_writes() -> None:
    asked = {"family_name": ["Пробни"], "birth_date": ["1985"]}
    question = QUESTION | {"body": QUESTION["body"] | {"properties": asked}}
    data = write_envelope(question, ENVELOPE, "2026-11-21T08:15:00.000Z", KEYS)
    received = unwrap(data, receiving(now=parse_instant("2026-11-21T08:15:01.000Z", "")))
    assert plain_message(received.message) == question


def test_it_opens_nothing_of_which_a_byte_was_changed() -> None:
    outer = json.loads(write_envelope(QUESTION, ENVELOPE, "2026-11-21T08:15:00.000Z", KEYS))
    changed = bytearray(to_bytes(outer["sealed"]))
    changed[-1] ^= 1
    with pytest.raises(RefusedError, match="unreadable"):
        read_envelope(
            canonical(outer | {"sealed": to_text(bytes(changed))}), "RS", "AL", "2026-11-21T08:15:01.000Z", KEYS
        )


def test_the_page_lists_every_type_of_message() -> None:
    assert {str(one) for one in MessageType} == TYPES
