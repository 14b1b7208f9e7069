"""From what is said of relatives to a pedigree: exact kinship, and what cannot be placed is left out with a reason."""

import pytest

from egnatia.match.kinship.errors import PedigreeError
from egnatia.match.kinship.likelihood import log_likelihood, type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.pedigree import Sex
from egnatia.match.kinship.relationships import RELATIONSHIPS
from egnatia.match.kinship.relatives import Placed, Relation, Tie, place_relatives

F, M, U = Sex.FEMALE, Sex.MALE, Sex.UNKNOWN
PANEL = make_panel([Marker(name="L", alleles=("6", "9", "9.3"), frequencies=(0.2, 0.3, 0.5))])
TYPED = {"A": {"L": ("6", "9")}, "B": {"L": ("6", "6")}}


def placed(people: dict[str, Sex], *ties: tuple[str, str, str]) -> Placed:
    made = [Tie(person=one, relative=other, relation=Relation(relation)) for one, relation, other in ties]
    return place_relatives(people, made)


def parents(found: Placed, name: str) -> tuple[str | None, str | None]:
    person = found.pedigree.by_id[name]
    return person.father, person.mother


@pytest.mark.parametrize(
    ("relation", "known"),
    [
        ("parent", "parent"),
        ("child", "parent"),
        ("sibling", "siblings"),
        ("identical_twin", "twins"),
        ("half_sibling", "half-siblings"),
        ("grandparent", "grandparent"),
        ("grandchild", "grandparent"),
        ("aunt_or_uncle", "uncle"),
        ("niece_or_nephew", "uncle"),
        ("cousin", "first cousins"),
    ],
)
def test_a_relation_alone_is_as_likely_as_the_pedigree_of_the_library(relation: str, known: str) -> None:
    typed = type_people(PANEL, TYPED)
    found = placed({"A": M, "B": M}, ("A", relation, "B"))
    library = RELATIONSHIPS.get(known) or next(one for name, one in RELATIONSHIPS.items() if "cousin" in name)
    expected = log_likelihood(PANEL, library.pedigree, typed)
    assert found.left_out == ()
    assert log_likelihood(PANEL, found.pedigree, typed) == pytest.approx(expected, rel=1e-12)


def test_a_sibling_has_the_parents_that_are_known() -> None:
    found = placed({"mp": U, "mother": F, "sister": F}, ("mp", "sibling", "sister"), ("mp", "parent", "mother"))
    assert parents(found, "mp") == parents(found, "sister")
    assert parents(found, "mp")[1] == "mother"


def test_the_same_said_from_both_ends_is_said_once() -> None:
    people = {"mp": U, "mother": F}
    once = placed(people, ("mp", "parent", "mother"))
    assert placed(people, ("mp", "parent", "mother"), ("mother", "child", "mp")) == once


def test_a_grandparent_goes_to_the_side_that_is_free() -> None:
    ties = (("mp", "parent", "mother"), ("mother", "parent", "granny"), ("mp", "grandparent", "nana"))
    found = placed({"mp": U, "mother": F, "granny": F, "nana": F}, *ties)
    father = parents(found, "mp")[0]
    assert father is not None
    assert parents(found, father)[1] == "nana"


def test_a_relation_that_could_be_on_either_side_is_left_out_with_the_reason() -> None:
    found = placed({"mp": U, "mother": F, "nana": F}, ("mp", "parent", "mother"), ("mp", "grandparent", "nana"))
    [(tie, why)] = found.left_out
    assert tie.relative == "nana"
    assert "father's or the mother's side" in why
    assert parents(found, "nana") == (None, None)


def test_what_follows_already_is_not_placed_again() -> None:
    ties = (("mp", "parent", "mother"), ("mother", "sibling", "aunt"), ("mp", "aunt_or_uncle", "aunt"))
    found = placed({"mp": U, "mother": F, "aunt": F}, *ties)
    assert found.left_out == ()
    assert parents(found, "aunt") == parents(found, "mother")


def test_two_fathers_are_refused() -> None:
    found = placed({"mp": U, "one": M, "two": M}, ("mp", "parent", "one"), ("mp", "parent", "two"))
    [(tie, why)] = found.left_out
    assert tie.relative == "two"
    assert "one person" in why


def test_a_parent_of_unknown_sex_takes_the_place_that_is_left() -> None:
    found = placed({"mp": U, "mother": F, "other": U}, ("mp", "parent", "mother"), ("mp", "parent", "other"))
    assert parents(found, "mp") == ("other", "mother")
    alone = placed({"mp": U, "other": U}, ("mp", "parent", "other"))
    assert "sex of other" in alone.left_out[0][1]


def test_half_siblings_by_the_mother_have_two_fathers() -> None:
    ties = (("mp", "parent", "mother"), ("half", "parent", "mother"), ("mp", "half_sibling", "half"))
    found = placed({"mp": U, "mother": F, "half": M}, *ties)
    assert found.left_out == ()
    assert parents(found, "mp")[1] == parents(found, "half")[1] == "mother"


def test_full_siblings_are_no_half_siblings() -> None:
    ties = (("a", "sibling", "b"), ("a", "half_sibling", "b"))
    assert len(placed({"a": M, "b": M}, *ties).left_out) == 1


def test_nobody_is_the_own_ancestor() -> None:
    found = placed({"a": M, "b": M}, ("a", "parent", "b"), ("b", "parent", "a"))
    assert "own ancestor" in found.left_out[0][1]


def test_three_identical_twins_are_one_set() -> None:
    found = placed({"a": F, "b": F, "c": F}, ("a", "identical_twin", "b"), ("b", "identical_twin", "c"))
    assert found.pedigree.twins == (("a", "b", "c"),)


def test_names_that_are_nobodys_are_refused() -> None:
    with pytest.raises(PedigreeError, match="b is named"):
        placed({"a": M}, ("a", "parent", "b"))
    with pytest.raises(PedigreeError, match="unnamed"):
        placed({"?1": M})
