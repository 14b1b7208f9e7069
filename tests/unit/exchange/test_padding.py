"""Padding inside the seal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.errors import TooLargeError
from egnatia.exchange.limits import LARGEST_LETTER, SMALLEST_LETTER
from egnatia.exchange.padding import pad, padded_length, unpad
from egnatia.model.errors import ParseError


@given(st.integers(1, LARGEST_LETTER))
def test_the_smallest_size_that_fits_is_taken(length: int) -> None:
    size = padded_length(length)
    assert length <= size < max(2 * length, SMALLEST_LETTER + 1)
    assert (size // SMALLEST_LETTER).bit_count() == 1


@given(st.from_regex(rb"[a-z.]{1,9000}", fullmatch=True))
def test_what_is_padded_comes_out_unchanged(signed: bytes) -> None:
    padded = pad(signed)
    assert padded.startswith(signed)
    assert unpad(padded) == signed


def test_what_fits_into_no_envelope_is_not_padded() -> None:
    assert len(pad(b"x" * LARGEST_LETTER)) == LARGEST_LETTER
    with pytest.raises(TooLargeError, match="an envelope holds 131072"):
        pad(b"x" * (LARGEST_LETTER + 1))


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"x",
        b"x" * (SMALLEST_LETTER - 1),
        b"x".ljust(2 * SMALLEST_LETTER, b"="),
        b"x".ljust(SMALLEST_LETTER, b"=") + b"=",
        b"x" * (LARGEST_LETTER + 1),
    ],
)
def test_another_size_is_refused(padded: bytes) -> None:
    with pytest.raises(ParseError, match="not padded as it must be"):
        unpad(padded)
