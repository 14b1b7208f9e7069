"""The vectors that another team builds on: our parsers read them, our writers write them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from egnatia.model import canonical
from egnatia.model.answer import parse_answer, plain_answer
from egnatia.model.question import parse_question, plain_question
from egnatia.model.record import parse_record, plain_record
from egnatia.model.statement import parse_statement, plain_statement

FOLDER = Path(__file__).parents[2] / "vectors" / "model"

#: How each noun is read from a plain value and written again.
AGAIN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "records": lambda value: plain_record(parse_record(value)),
    "statements": lambda value: plain_statement(parse_statement(value)),
    "questions": lambda value: plain_question(parse_question(value)),
    "answers": lambda value: plain_answer(parse_answer(value)),
}

CASES = [(noun, case) for noun in AGAIN for case in json.loads((FOLDER / f"{noun}.json").read_text("utf-8"))]


def of(noun: str) -> list[dict[str, Any]]:
    return [case for name, case in CASES if name == noun]


@pytest.mark.parametrize(("noun", "case"), CASES, ids=lambda part: part if isinstance(part, str) else part["name"])
def test_a_vector_is_read_and_written_again_byte_by_byte(noun: str, case: dict[str, Any]) -> None:
    data = case["canonical"].encode()
    assert canonical.to_bytes(AGAIN[noun](canonical.from_bytes(data))) == data == rfc8785.dumps(case["value"])
    assert hashlib.sha256(data).hexdigest() == case["sha256"]


@pytest.mark.parametrize("case", of("records"), ids=lambda case: case["name"])
def test_the_id_of_a_record_is_its_digest(case: dict[str, Any]) -> None:
    assert parse_record(case["value"]).id == case["sha256"]


@pytest.mark.parametrize("case", of("statements"), ids=lambda case: case["name"])
def test_the_id_of_a_statement_is_its_digest(case: dict[str, Any]) -> None:
    assert parse_statement(case["value"]).id == case["sha256"]


def test_the_vectors_hang_together() -> None:
    first, second, view, *_ = (parse_record(case["value"]) for case in of("records"))
    assert second.supersedes == {first.id}
    assert view.derived_from == {second.id}
    recall, undo, leave = (parse_statement(case["value"]) for case in of("statements"))
    assert leave.authorises
    assert leave.about == {leave.authorises.matter}
    assert undo.undoes == recall.id
