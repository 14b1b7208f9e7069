"""The padded letter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import MESSAGE, MORNING

from egnatia.exchange.errors import TooLargeError
from egnatia.exchange.letter import Letter, padded_length, read_letter, write_letter
from egnatia.exchange.limits import LARGEST_PAYLOAD, SMALLEST_PAYLOAD
from egnatia.model import canonical

LETTER = Letter(envelope="0e" * 16, at=MORNING, message=MESSAGE)


def test_a_letter_is_canonical_json_of_exactly_one_size() -> None:
    payload = write_letter(LETTER)
    assert len(payload) == SMALLEST_PAYLOAD
    assert set(canonical.from_bytes(payload)) == {"at", "envelope", "message", "pad", "v"}
    assert read_letter(payload) == LETTER


@given(st.integers(1, LARGEST_PAYLOAD))
def test_padding_is_the_smallest_that_fits(length: int) -> None:
    padded = padded_length(length)
    assert length <= padded < max(2 * length, SMALLEST_PAYLOAD + 1)
    assert (padded // SMALLEST_PAYLOAD).bit_count() == 1


def test_what_fits_into_no_envelope_is_not_written() -> None:
    with pytest.raises(TooLargeError, match="an envelope holds 98304"):
        write_letter(replace(LETTER, message=replace(MESSAGE, body={"text": "x" * LARGEST_PAYLOAD})))
