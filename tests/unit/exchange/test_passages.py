"""The letters on passages, as the published vectors say: read and written byte for byte, refused for one fault each."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.model.samples import STATEMENT

from egnatia.exchange.passages import (
    parse_consent,
    parse_consent_request,
    parse_forward,
    parse_forwarded,
    passage_of,
    plain_forward,
    plain_said,
)
from egnatia.model.errors import ParseError
from egnatia.model.statement import Statement

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "exchange" / "passages.json").read_text("utf-8"))
SAID: dict[str, Callable[[object], Statement]] = {
    "consent_request": parse_consent_request,
    "consent": parse_consent,
    "forwarded": parse_forwarded,
}


@pytest.mark.parametrize("sort", SAID)
def test_what_is_said_survives_reading_and_writing(sort: str) -> None:
    assert plain_said(SAID[sort](VECTORS[sort])) == VECTORS[sort]


def test_a_forwarded_record_survives_reading_and_writing() -> None:
    assert plain_forward(parse_forward(VECTORS["forward"])) == VECTORS["forward"]


def test_all_that_is_said_of_a_passage_is_about_its_record_and_its_matter() -> None:
    matter = VECTORS["matter"]
    for sort, parse in SAID.items():
        statement = parse(VECTORS[sort])
        assert passage_of(statement).matter == matter
        assert {matter, passage_of(statement).record} <= statement.about


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: f"{case['type']}: {case['why']}")
def test_a_body_is_refused(case: dict[str, Any]) -> None:
    parse: Callable[[object], object] = {**SAID, "forward": parse_forward}[case["type"]]
    with pytest.raises(ParseError) as caught:
        parse(case["body"])
    assert caught.value.path == case["path"]


def test_a_statement_on_no_passage_has_none() -> None:
    with pytest.raises(ParseError, match="passes"):
        passage_of(STATEMENT)
