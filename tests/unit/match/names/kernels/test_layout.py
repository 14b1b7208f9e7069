from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.names.kernels.constants import LONGEST_WORD, READINGS
from egnatia.match.names.kernels.layout import HEAD, SOUNDS, STRIDE, WIDTH, lay_out, stack

READING = st.text(alphabet=SOUNDS, min_size=1, max_size=LONGEST_WORD)


def read_back(row: bytes, place: int) -> str:
    start = HEAD + place * STRIDE
    return "".join(SOUNDS[number - 1] for number in row[start + 1 : start + 1 + row[start]])


@given(st.lists(READING, max_size=READINGS))
def test_what_is_laid_out_can_be_read_back(sounds: list[str]) -> None:
    row = lay_out(bytes(HEAD), tuple(sounds))
    assert len(row) == WIDTH
    assert [read_back(row, place) for place in range(len(sounds))] == sounds


def test_a_name_has_a_row_for_each_word() -> None:
    row = lay_out(bytes(range(HEAD)), ("kos",))
    assert stack(row + row).shape == (2, WIDTH)
    assert bytes(stack(row)[0]) == row
    assert stack(b"").shape == (0, WIDTH)
