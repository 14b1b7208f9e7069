from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.human import draw_family, draw_human
from egnatia.model.identity import CountryCode

TODAY = date(2026, 11, 21)
SEEDS = st.integers(0, 10**6)
NATIONS = st.sampled_from([CountryCode(code) for code in ("SRB", "GRC", "BGR", "HUN", "AFG", "NPL", "DEU")])


@given(SEEDS, NATIONS)
def test_nobody_is_born_tomorrow_or_older_than_a_hundred(seed: int, nation: CountryCode) -> None:
    human = draw_human(stream(seed), nation, TODAY)
    assert 0 <= human.age(TODAY) < 100


@given(SEEDS, NATIONS)
def test_one_language_names_a_person_and_both_parents(seed: int, nation: CountryCode) -> None:
    human = draw_human(stream(seed), nation, TODAY)
    assert len({name.language for name in (human.first, human.family, human.father, human.mother)}) == 1


@given(SEEDS, NATIONS, st.integers(2, 4))
def test_a_parent_is_old_enough_and_bears_the_name_that_the_children_state(
    seed: int, nation: CountryCode, size: int
) -> None:
    family = draw_family(stream(seed), nation, TODAY, size)
    for tie in family.ties:
        if tie.relation == "parent":
            child, parent = family.people[tie.person], family.people[tie.relative]
            assert parent.first == (child.mother if parent.female else child.father)
            assert child.born.year - parent.born.year >= 8


@given(SEEDS, NATIONS, st.integers(2, 4))
def test_brothers_and_sisters_share_parents_and_a_family_name(seed: int, nation: CountryCode, size: int) -> None:
    family = draw_family(stream(seed), nation, TODAY, size)
    siblings = [
        (family.people[tie.person], family.people[tie.relative]) for tie in family.ties if tie.relation == "sibling"
    ]
    for one, other in siblings:
        assert (one.father, one.mother) == (other.father, other.mother)
        assert one.family == other.family or one.female != other.female


@given(SEEDS, st.integers(1, 4))
def test_a_family_relates_everybody_to_everybody(seed: int, size: int) -> None:
    family = draw_family(stream(seed), CountryCode("SRB"), TODAY, size)
    assert len(family.people) == size
    assert len(family.ties) == size * (size - 1) // 2


def test_a_minor_comes_of_age_on_the_eighteenth_birthday() -> None:
    human = draw_human(stream(1), CountryCode("SRB"), TODAY)
    born = replace(human, born=date(2008, 11, 22))
    assert born.is_minor(TODAY)
    assert not born.is_minor(date(2026, 11, 22))
