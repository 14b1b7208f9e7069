import pytest

from egnatia.match.names.families import MOST, families
from egnatia.match.names.transliterate import readings


def known(word: str) -> set[int]:
    return set(families(readings(word)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("saša", "aleksandar"), ("σάσα", "александра"), ("mujo", "mustafa"), ("γιάννης", "john"), ("đuro", "george"),
        ("миша", "mihailo"), ("bill", "william"), ("kostas", "константин"),
    ],
)  # fmt: skip
def test_a_short_form_is_of_the_family_of_the_name(one: str, other: str) -> None:
    assert known(one) & known(other)


@pytest.mark.parametrize(
    ("one", "other"), [("saša", "nikola"), ("petar", "pavle"), ("jovanović", "jovanović"), ("x", "x")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not known(one) & known(other)


def test_a_word_belongs_to_few_families() -> None:
    assert len(families(("saSa", "miSa", "toni", "tina"))) == MOST
