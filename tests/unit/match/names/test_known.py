import pytest

from egnatia.match.names.known import UNKNOWN, Borne, Known, known_name, spellings
from egnatia.match.names.transliterate import is_abjad, readings


def known(word: str) -> Known:
    return known_name(readings(word), abjad=is_abjad(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [("mohammed", "muhammad"), ("hussein", "husain"), ("petrov", "petrova"), ("selim", "salim"), ("حسين", "حسین")],
)
def test_the_spellings_of_one_name_share_a_number(one: str, other: str) -> None:
    assert set(known(one).numbers) & set(known(other).numbers)


@pytest.mark.parametrize(
    ("one", "other"),
    [("petrović", "petković"), ("ivanović", "jovanović"), ("marian", "marin"), ("حسن", "حسين"), ("محمد", "محمود")],
)
def test_names_a_letter_apart_share_none(one: str, other: str) -> None:
    assert known(one).numbers
    assert known(other).numbers
    assert not set(known(one).numbers) & set(known(other).numbers)


@pytest.mark.parametrize("word", ["krstonošić", "petrvić", "mirtović", "bonjković", "mhmd", "xq"])
def test_other_words_are_no_well_known_names(word: str) -> None:
    assert known(word) is UNKNOWN


def test_it_is_known_who_bears_a_first_name() -> None:
    borne = [known(word).borne for word in ("jan", "jana", "sasha", "petrović")]
    assert borne == [Borne.MEN, Borne.WOMEN, Borne.BOTH, Borne.UNTOLD]


def test_an_e_may_be_an_a_or_an_i() -> None:
    assert set(spellings("raSed")) & set(spellings("raSid"))
    assert set(spellings("selim")) & set(spellings("salim"))
    assert spellings("milan") != spellings("mulin")
