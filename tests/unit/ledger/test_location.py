"""The search for what was changed names every row by itself where rows beside it were left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import Cabinet

from egnatia.ledger.finding import Kind


@pytest.mark.slow
@given(st.integers(1, 40), st.data())
def test_among_many_rows_the_changed_ones_are_named_and_no_others(size: int, data: st.DataObject) -> None:
    cabinet = Cabinet(size)
    changed = data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=4))
    for index in changed:
        cabinet.change(index, beside=False)
    found = cabinet.found()
    assert {kind for kind, _, _ in found} == {Kind.CHANGED_ENTRY}
    spans = [(first, last) for _, first, last in found if first is not None and last is not None]
    assert {index for first, last in spans for index in range(first, last + 1)} == changed
