"""A pair is written as text whose order is that of the queue, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.pairs import pair_of, read_pair, write_pair
from egnatia.model.answer import Quality
from egnatia.model.errors import ParseError
from egnatia.model.identity import RecordId

ONE, OTHER = RecordId("a" * 64), RecordId("b" * 64)


@given(st.sampled_from(Quality), st.floats(0, 1))
def test_a_pair_is_read_as_it_was_written(quality: Quality, value: float) -> None:
    pair = pair_of("person", (OTHER, ONE), quality, value)
    found = read_pair(write_pair(pair))
    assert (found.kind, found.one, found.other, found.quality) == ("person", ONE, OTHER, quality)
    assert found.value == pytest.approx(value, abs=1e-4)
    assert read_pair(write_pair(found)) == found


def test_the_likeliest_come_first() -> None:
    likely = [(Quality.FULL, 0.9), (Quality.CLOSE, 0.99), (Quality.CLOSE, 0.7), (Quality.POSSIBLE, 0.9)]
    written = [write_pair(pair_of("person", (ONE, OTHER), quality, value)) for quality, value in likely]
    assert written == sorted(written)


@pytest.mark.parametrize(
    "rubbish", ["", "x", "3 0000 person a b", f"1 0000 person {ONE} {OTHER} ", "1 ٠٠٠٠ person a b"]
)
def test_what_is_no_pair_is_refused(rubbish: str) -> None:
    with pytest.raises(ParseError):
        read_pair(rubbish)
