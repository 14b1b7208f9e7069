import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.names.align import align, likeness
from egnatia.match.names.tokens import token
from egnatia.match.names.words import person_tokens

LETTERS = st.text(alphabet="abcdjkšžćаебдџγμπτινوبيم' -", max_size=40)


def value(one: str, other: str) -> float:
    return align(person_tokens(one), person_tokens(other)).value


def test_order_does_not_count() -> None:
    assert value("Petar Jovanović", "Jovanović Petar") == 1.0
    assert value("Ana Marija Ilić Kos", "Kos Ilić Marija Ana") == 1.0


def test_pairs_say_which_word_met_which() -> None:
    found = align(person_tokens("Jovanović Petar"), person_tokens("Petar Marko Jovanović"))
    assert [(here, there) for here, there, _ in found.pairs] == [(0, 2), (1, 0)]
    turned = align(person_tokens("Petar Marko Jovanović"), person_tokens("Jovanović Petar"))
    assert [(here, there) for here, there, _ in turned.pairs] == [(0, 1), (2, 0)]


def test_a_word_too_many_costs_little() -> None:
    assert 0.85 < value("Petar Jovanović", "Petar Marko Jovanović") < 1.0


def test_run_together_is_nearly_the_same() -> None:
    found = align(person_tokens("Ana Marija Kos"), person_tokens("Anamarija Kos"))
    assert found.joined
    assert found.value == pytest.approx(0.9)


def test_initials_fit_or_not() -> None:
    assert likeness(token("p"), token("petar")) == likeness(token("п"), token("petar")) == 0.85
    assert likeness(token("m"), token("petar")) == 0.0


def test_long_names_are_aligned_too() -> None:
    assert value("A1 Petar Marko Jovan Ilija Stojan", "Stojan Ilija Jovan Marko Petar") > 0.9


def test_nothing_is_like_nothing() -> None:
    assert value("", "Petar") == value("Petar", "") == value("", "") == 0.0


@given(LETTERS, LETTERS)
def test_the_value_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert value(one, other) == value(other, one)
    assert 0.0 <= value(one, other) <= 1.0


@given(LETTERS)
def test_a_name_is_like_itself(name: str) -> None:
    assert value(name, name) == (1.0 if person_tokens(name) else 0.0) or any(
        word.initial for word in person_tokens(name)
    )
