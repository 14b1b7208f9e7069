import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.names.align import align, name_probability, probability, weigh_names
from egnatia.match.names.forms import Form, person_forms
from egnatia.match.names.weights import weights

LETTERS = st.text(alphabet="abcdjkšžćаебдџγμπτινوبيم' -", max_size=40)


def form(name: str) -> Form:
    return person_forms({"full_name": (name,)})[0]


def value(one: str, other: str) -> float:
    return weigh_names(form(one), form(other))


def test_order_counts_little() -> None:
    assert 2.0 < value("Petar Jovanović", "Jovanović Petar") < value("Petar Jovanović", "Petar Jovanović")


def test_a_father_for_a_son_counts_less_than_a_family_name_in_front() -> None:
    assert value("Ahmad Hasan Kurdi", "Hasan Ahmad Kurdi") < value("Ahmad Hasan Kurdi", "Kurdi Ahmad Hasan")


def test_pairs_say_which_word_met_which() -> None:
    found = align(form("Jovanović Petar"), form("Petar Marko Jovanović"))
    assert [(here, there) for here, there, _ in found.pairs] == [(0, 2), (1, 0)]
    turned = align(form("Petar Marko Jovanović"), form("Jovanović Petar"))
    assert [(here, there) for here, there, _ in turned.pairs] == [(0, 1), (2, 0)]


def test_a_word_too_many_costs_little_and_another_word_much() -> None:
    whole = value("Petar Jovanović", "Petar Jovanović")
    assert whole > value("Petar Jovanović", "Petar Marko Jovanović") > 2.0
    assert value("Petar Ilija Jovanović", "Petar Marko Jovanović") < 1.0


def test_czech_family_names_of_women_and_men_are_one() -> None:
    assert value("Jana Dvořák", "Jana Dvořáková") > 2.0
    assert value("Eva Procházka", "Eva Procházková") > 2.0
    assert value("Elena Ivan", "Elena Ivanova") < 0.0


def test_run_together_is_nearly_the_same() -> None:
    assert align(form("Ana Marija Kos"), form("Anamarija Kos")).joined
    assert value("Ana Marija Kos", "Anamarija Kos") > 2.0


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("P. Jovanović", "Petar Jovanović", True), ("П. Jovanović", "Petar Jovanović", True),
        ("C. Popović", "Čedomir Popović", True), ("M. Jovanović", "Petar Jovanović", False),
        ("Saša Petrović", "Aleksandar Petrović", True), ("Giannis Pappas", "John Pappas", True),
        ("Σάσα Πέτροβιτς", "Александар Петровић", True), ("Nikola Petrović", "Aleksandar Petrović", False),
        ("Pteар Jovanović", "Petar Jovanović", True), ("Petar Jovanvić", "Petar Jovanović", True),
    ],
)  # fmt: skip
def test_initials_nicknames_and_slips_are_likely_one_person(one: str, other: str, likely: bool) -> None:  # noqa: FBT001
    assert (name_probability(value(one, other)) > 0.5) is likely


def test_sharing_a_rare_name_says_more_than_a_common_one() -> None:
    assert value("Petar Krstonošić", "Петар Крстоношић") > value("Petar Jovanović", "Петар Јовановић")


def test_long_names_are_aligned_too() -> None:
    found = align(
        form("Petar Marko Jovan Ilija Stojan Vuk Luka Kos"), form("Kos Luka Vuk Stojan Ilija Jovan Marko Petar")
    )
    assert [(here, there) for here, there, _ in found.pairs] == [(place, 7 - place) for place in range(8)]


def test_log_odds_become_probabilities() -> None:
    assert probability(0.0) == 0.5
    assert probability(-math.inf) == pytest.approx(0.0)
    assert probability(math.inf) == pytest.approx(1.0)
    assert name_probability(0.0) == pytest.approx(weights().prior)


@given(LETTERS, LETTERS)
def test_the_value_is_symmetric(one: str, other: str) -> None:
    for ours in person_forms({"full_name": (one,)}):
        for theirs in person_forms({"full_name": (other,)}):
            assert weigh_names(ours, theirs) == weigh_names(theirs, ours)
            there = [(here, place) for place, here, _ in align(theirs, ours).pairs]
            assert sorted(there) == [(here, place) for here, place, _ in align(ours, theirs).pairs]


@given(LETTERS.filter(lambda name: len(name) > 2))
def test_nothing_is_more_like_a_name_than_the_name_itself(name: str) -> None:
    for ours in person_forms({"full_name": (name,)}):
        assert weigh_names(ours, ours) >= weigh_names(ours, form("Petar Jovanović")) - 1e-9
