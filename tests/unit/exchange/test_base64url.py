"""Base64url, in one spelling only."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.base64url import decode, encode, encoded_length, parse_base64url
from egnatia.model.errors import ParseError


@given(st.binary(max_size=300))
def test_python_spells_it_alike(data: bytes) -> None:
    assert encode(data) == base64.urlsafe_b64encode(data).rstrip(b"=")
    assert decode(encode(data)) == data


@given(st.binary(max_size=12))
def test_what_decodes_is_the_only_spelling(text: bytes) -> None:
    try:
        data = decode(text)
    except ParseError:
        return
    assert encode(data) == text


#: RFC 4648 section 10, without the padding.
@pytest.mark.parametrize(
    ("data", "text"),
    [(b"", b""), (b"f", b"Zg"), (b"fo", b"Zm8"), (b"foo", b"Zm9v"), (b"foob", b"Zm9vYg"), (b"\xff\xfe", b"__4")],
)
def test_published_examples(data: bytes, text: bytes) -> None:
    assert encode(data) == text
    assert decode(text) == data


@pytest.mark.parametrize("text", [b"A", b"Zg==", b"Zh", b"Zm9", b"Zm9v\n", b"Zm 9v", b"+++/", b"\xff\xff"])
def test_other_spellings_are_refused(text: bytes) -> None:
    with pytest.raises(ParseError):
        decode(text)


@pytest.mark.parametrize("value", [None, 1, b"Zg", "Zh", "é", "\ud800"])
def test_a_field_of_another_type_or_spelling_names_its_path(value: object) -> None:
    with pytest.raises(ParseError, match=r"^there: not base64url"):
        parse_base64url(value, "there")


@given(st.binary(max_size=200))
def test_the_length_is_known_before(data: bytes) -> None:
    assert encoded_length(len(data)) == len(encode(data))
