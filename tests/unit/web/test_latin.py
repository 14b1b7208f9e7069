"""Names in Latin letters, beside how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.web.latin import in_latin


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Скендер", "Skender"),
        (("Петар", "Petar"), "Petar, Petar"),
        ("Παπαδόπουλος", "Papadopoulos"),
        ("ΠΑΠΑΔΟΠΟΥΛΟΥ Ευαγγελία", "PAPADOPOULOU Evangelia"),
        ("Ευθύμιος Μπακογιάννης", "Efthymios Bakogiannis"),
        ("Χαράλαμπος Αύγουστος", "Charalampos Avgoustos"),
        ("Μαΐου", "Maiou"),
        ("Skënder Ö'Neil-Żak 12", ""),
        ((), ""),
    ],
)
def test_what_is_not_latin_is_read_in_latin_letters(written: str | tuple[str, ...], read: str) -> None:
    assert in_latin(written) == read


@given(st.text("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΥΜΠ Жђ", max_size=30))
def test_whatever_is_read_is_plain(written: str) -> None:
    assert in_latin(written).isascii()
