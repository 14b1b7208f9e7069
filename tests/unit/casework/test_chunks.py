"""Cutting rows into pieces loses none, changes no order, and reads no further than it must."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.chunks import chunked


@given(st.lists(st.integers()), st.integers(1, 7))
def test_pieces_put_together_are_the_rows_and_only_the_last_is_short(rows: list[int], size: int) -> None:
    pieces = list(chunked(rows, size))
    assert [row for piece in pieces for row in piece] == rows
    assert all(len(piece) == size for piece in pieces[:-1])
    assert all(pieces)


def test_no_more_is_read_than_the_piece_that_is_wanted() -> None:
    read: list[int] = []

    def rows() -> Iterator[int]:
        for number in range(9):
            read.append(number)
            yield number

    assert next(chunked(rows(), 3)) == [0, 1, 2]
    assert read == [0, 1, 2]
