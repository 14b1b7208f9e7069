"""Pedigrees as they are drawn: nobody on somebody else, children below parents, the symbols of the nomenclature."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.match.kinship.pedigree import Pedigree, Person, Sex
from egnatia.match.kinship.relatives import Relation, Tie, place_relatives
from egnatia.web.pedigree import Drawing, Symbol, draw_pedigree

M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN


def person(name: str, father: str | None = None, mother: str | None = None, sex: Sex = U) -> Person:
    return Person(id=name, father=father, mother=mother, sex=sex)


def at(drawing: Drawing) -> dict[str, Symbol]:
    return {symbol.id: symbol for symbol in drawing.symbols}


COUPLE = (person("dad", sex=M), person("mum", sex=F))


def test_a_child_stands_below_and_between_the_parents() -> None:
    places = at(draw_pedigree(Pedigree(people=(*COUPLE, person("child", "dad", "mum")))))
    assert places["dad"].y == places["mum"].y < places["child"].y
    assert places["child"].x == (places["dad"].x + places["mum"].x) // 2


def test_who_married_in_stands_in_the_row_of_the_partner() -> None:
    people = (*COUPLE, person("son", "dad", "mum", M), person("wife", sex=F), person("grandchild", "son", "wife"))
    places = at(draw_pedigree(Pedigree(people=people)))
    assert places["wife"].y == places["son"].y


def test_parents_who_are_related_are_joined_by_two_lines() -> None:
    people = (*COUPLE, person("a", "dad", "mum", M), person("b", "dad", "mum", F), person("c", "a", "b"))
    level = [line for line in draw_pedigree(Pedigree(people=people)).lines if line.y1 == line.y2]
    assert sorted(line.x1 for line in level).count(min(at_x := [line.x1 for line in level])) >= 1
    assert len({line.y1 for line in level}) == len(at_x)


def test_a_man_and_his_granddaughter_are_drawn_all_the_same() -> None:
    people = (*COUPLE, person("son", "dad", "mum", M), person("girl", "son", None, F), person("x", "dad", "girl"))
    places = at(draw_pedigree(Pedigree(people=people)))
    assert places["dad"].y < places["son"].y < places["girl"].y < places["x"].y


def test_identical_twins_hang_from_one_point_with_a_bar_between() -> None:
    twins = Pedigree(people=(*COUPLE, person("a", "dad", "mum", F), person("b", "dad", "mum", F)), twins=(("a", "b"),))
    single = Pedigree(people=twins.people)
    assert len(draw_pedigree(twins).lines) == len(draw_pedigree(single).lines) + 1


def test_long_names_are_cut_and_signs_say_who_is_who() -> None:
    pedigree = Pedigree(people=(person("?1", sex=M), person("Aleksandra Petrovska", "?1", None, F)))
    places = at(draw_pedigree(pedigree, missing=("Aleksandra Petrovska",), typed=("?1",)))
    one = places["Aleksandra Petrovska"]
    assert (one.label, one.missing, one.typed, one.named) == ("Aleksandra Pe…", True, False, True)
    assert (places["?1"].named, places["?1"].typed) == (False, True)


def test_whoever_has_one_parent_hangs_from_a_couple_whose_other_half_has_no_name() -> None:
    people = (person("dad", sex=M), person("a", "dad"), person("b", "dad"), person("c", "dad"))
    places = at(draw_pedigree(Pedigree(people=people, twins=(("b", "c"),))))
    others = [one for one in places.values() if not one.named]
    assert [(one.sex, one.y) for one in others] == [(F, places["dad"].y)] * 2


def test_nobody_is_drawn_as_nothing() -> None:
    assert draw_pedigree(Pedigree(people=())).symbols == ()


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from(list(Relation)), st.integers(0, 7)), max_size=9))
@settings(max_examples=40, deadline=None)
def test_whatever_the_family_nobody_stands_on_somebody_else(said: Sequence[tuple[int, Relation, int]]) -> None:
    people = {f"p{number}": (M, F)[number % 2] for number in range(8)}
    ties = [Tie(person=f"p{one}", relative=f"p{other}", relation=how) for one, how, other in said if one != other]
    pedigree = place_relatives(people, ties).pedigree
    drawing = draw_pedigree(pedigree)
    spots = {(symbol.x // 40, symbol.y) for symbol in drawing.symbols}
    places = at(drawing)
    assert len(spots) == len(drawing.symbols) >= len(pedigree.people)
    assert all(
        places[one].y < places[child.id].y for child in pedigree.people for one in (child.father, child.mother) if one
    )
    assert all(0 <= symbol.x <= drawing.width and 0 <= symbol.y <= drawing.height for symbol in drawing.symbols)
