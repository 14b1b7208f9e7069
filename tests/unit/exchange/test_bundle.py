"""The directory in one document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.bundle import read_bundle, write_bundle
from egnatia.exchange.errors import DirectoryError


@given(st.lists(st.binary(max_size=40), max_size=4), st.binary(max_size=40))
def test_roots_and_list_come_out_as_they_went_in(roots: list[bytes], targets: bytes) -> None:
    assert read_bundle(write_bundle(roots, targets)) == (tuple(roots), targets)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"roots":[],"targets":"","v":2}', b'{"roots":["="],"targets":"","v":1}', b'{"v":1}']
)
def test_another_form_is_malformed(data: bytes) -> None:
    with pytest.raises(DirectoryError, match="malformed"):
        read_bundle(data)
