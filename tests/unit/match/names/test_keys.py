import pytest
from tests.unit.match.names.cast import PEOPLE, person

from egnatia.match.engine import KEY_LENGTH, Term
from egnatia.match.names.forms import person_forms
from egnatia.match.names.keys import name_terms


def keys(first: str, family: str, *years: str) -> frozenset[Term]:
    return name_terms(person_forms(person(first, family)), "name", frozenset(years))


def test_words_pairs_and_years_of_birth_have_keys() -> None:
    found = {(term.scheme, term.key) for term in keys("Петар", "Кос", "1985")}
    assert found == {
        ("name", "PTR"), ("name", "KS"), ("name.pair", "KS+PT"), ("name.born", "PTR:1985"), ("name.born", "KS:1985"),
    }  # fmt: skip


def test_order_does_not_count() -> None:
    assert keys("Petar", "Kos") == keys("Kos", "Petar")


@pytest.mark.parametrize("who", PEOPLE)
def test_every_spelling_shares_keys_with_every_other(who: str) -> None:
    found = [keys(*name) for name in PEOPLE[who]]
    lost = [(one, other) for one in found for other in found if not {term.scheme for term in one & other} >= {"name"}]
    assert lost == []


def test_keys_fit_the_table() -> None:
    found = keys("Bcdfgh" * 20, "Страшимировић" * 9, "1985")
    assert found
    assert all(len(term.key) <= KEY_LENGTH and term.key.isascii() for term in found)


def test_no_name_has_no_keys() -> None:
    assert name_terms((), "name", frozenset({"1985"})) == frozenset()
