import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.identifiers.normal import compact, confuse, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("bg 123-ab", "BG123AB"),
        ("СА 1234 ВВ", "CA1234BB"),  # Cyrillic
        ("ΥΖΗ-1234", "YZH1234"),  # Greek
        ("ČA·123 ŠĆ", "CA123SC"),
        ("MÜ-Đ 7", "MUD7"),
        ("Ａ１２", "A12"),  # full width
        ("", ""),
        ("\u202e- ·", ""),
    ],
)
def test_capitals_and_digits_are_left(written: str, read: str) -> None:
    assert compact(written) == read


def test_other_alphabets_are_spelled_out() -> None:
    assert compact("Ж-12") == "ZH12"


def test_what_the_eye_confuses_is_one() -> None:
    assert confuse("OBISZ08152") == "0815208152"


def test_a_plain_identifier_has_no_check() -> None:
    assert plain("a-B 1", "why").valid is None
    assert plain("a-B 1").folded == "A81"


@given(st.text(max_size=400))
def test_reading_twice_is_reading_once(text: str) -> None:
    assert compact(compact(text)) == compact(text)[:256]
    assert compact(text).isascii()
