import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.strategies import plain_values

from egnatia.model import canonical
from egnatia.model.errors import ParseError

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "model" / "canonical.json").read_text("utf-8"))


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", VECTORS["written"], ids=named)
def test_published_vectors_are_written_byte_by_byte(case: dict[str, Any]) -> None:
    assert canonical.to_bytes(case["value"]) == case["canonical"].encode()
    assert canonical.from_bytes(case["canonical"].encode()) == case["value"]


def test_the_escaped_text_of_the_standard_has_the_octets_printed_there() -> None:
    octets = bytes.fromhex("22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f22")  # RFC 8785 section 3.2.4
    assert canonical.to_bytes('€$\u000f\nA\'B"\\\\"/') == octets


@pytest.mark.parametrize("case", VECTORS["refused"], ids=named)
def test_any_other_spelling_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ParseError):
        canonical.from_bytes(case["text"].encode())


@pytest.mark.parametrize("data", [b"\xff", b'"\xc3\x28"', b"[" * 100_000, b"9" * 5_000, b'{"a":"b"'])
def test_bytes_that_are_no_json_are_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        canonical.from_bytes(data)


@pytest.mark.parametrize("value", [1.0, float("nan"), b"x", {1, 2}, {1: "a"}, {None: 1, "a": 2}, object(), 2**53])
def test_what_no_noun_has_is_refused_not_written(value: object) -> None:
    with pytest.raises(ParseError, match="no canonical form"):
        canonical.to_bytes({"field": value})


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}])
def test_lone_surrogates_are_refused(value: object) -> None:
    with pytest.raises(ParseError, match="no canonical form"):
        canonical.to_bytes(value)


def test_nesting_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ParseError, match="no canonical form"):
        canonical.to_bytes(endless)


@given(plain_values)
def test_what_was_written_is_read_back(value: object) -> None:
    assert canonical.from_bytes(canonical.to_bytes(value)) == value


@given(plain_values)
def test_another_implementation_writes_the_same_bytes(value: Any) -> None:  # noqa: ANN401
    assert canonical.to_bytes(value) == rfc8785.dumps(value)


@given(st.binary(max_size=60))
def test_any_bytes_are_either_canonical_or_refused(data: bytes) -> None:
    try:
        value = canonical.from_bytes(data)
    except ParseError:
        return
    assert canonical.to_bytes(value) == data


def test_a_digest_is_the_sha_256_of_the_bytes() -> None:
    assert canonical.digest({"b": 1, "a": "ž"}) == hashlib.sha256('{"a":"ž","b":1}'.encode()).hexdigest()


def test_what_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ParseError):
        canonical.to_bytes(endless)
