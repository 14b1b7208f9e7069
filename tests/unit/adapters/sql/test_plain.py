"""JSON in a column: read as it was written, and a damaged row is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.model.errors import ParseError

texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda some: st.lists(some) | st.dictionaries(texts, some),
)


@pytest.mark.slow
@given(values)
def test_what_is_written_is_read(value: object) -> None:
    assert from_text(to_text(value)) == value


@pytest.mark.parametrize("error", [ValueError("x"), TypeError("x"), KeyError("x"), ParseError("p", "x")])
def test_whatever_reading_raises_the_row_is_named(error: Exception) -> None:
    def read() -> None:
        raise error

    with pytest.raises(StoreError, match="the row question 3f is damaged"):
        read_row("question 3f", read)
