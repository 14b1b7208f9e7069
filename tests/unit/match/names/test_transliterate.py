import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.names.transliterate import is_abjad, readings

SOUNDS = set("abcdefghiklmnoprstuvwyzCJSZ")


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("петар", "petar"), ("ђорђе", "JorJe"), ("џемаил", "Jemail"), ("щука", "Stuka"), ("щука", "Suka"),
        ("гнат", "hnat"), ("πέταρ", "petar"), ("μπάμπης", "babis"), ("γιώργος", "yorgos"), ("χουσέιν", "husein"),
        ("κωνσταντίνος", "konstantinos"), ("αϊντίν", "aidin"), ("ђ", "d"), ("petar", "petar"), ("đorđe", "dorde"),
        ("hoxha", "hoJa"), ("qazim", "Cazim"), ("çelik", "Celik"), ("şahin", "Sahin"), ("ğ", "g"), ("szabó", "sabo"),
        ("nagy", "naJ"), ("christos", "kristos"), ("christos", "hristos"), ("بيتار", "bitar"),
        ("الكردي", "kurdi"), ("یووانوویچ", "yuvanuviC"), ("ზურაბ", "zurab"), ("رود", "rud"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_sound(word: str, sounds: str) -> None:
    near = {reading.replace("y", "i") for reading in readings(word)}
    bare = {reading.translate(str.maketrans("", "", "aeiou")) for reading in near}
    assert sounds.replace("y", "i") in near or (is_abjad(word) and _consonants(sounds) in bare)


def _consonants(sounds: str) -> str:
    return sounds.replace("y", "i").translate(str.maketrans("", "", "aeiou"))


def test_arabic_and_hebrew_leave_vowels_out() -> None:
    assert is_abjad("محمد")
    assert is_abjad("דוד")
    assert not is_abjad("петар")
    assert not is_abjad("")


@given(st.text(max_size=60))
def test_whatever_is_written_becomes_sounds(word: str) -> None:
    found = readings(word)
    assert len(found) <= 3
    assert all(reading and set(reading) <= SOUNDS for reading in found)
