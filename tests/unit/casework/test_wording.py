"""Which questions are about one subject, and how wordings are told apart."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON
from tests.unit.casework.conftest import Scene

from egnatia.casework.wording import DIGITS, are_near, is_tried, subjects_of, wording_about, wording_of
from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.population.population import population
from egnatia.model.kinds import KINDS

Asked = dict[str, tuple[str, ...]]
PERSON = KINDS["person"]
PETAR: Asked = {"first_name": ("Petar",), "family_name": ("Jovanović",), "birth_date": ("1985-04-12",)}
NAMED = ("first_name", "family_name", "full_name", "birth_date")

#: What unrelated people may collide by, at most; docs/adr/0083 states it.
WITH_A_DATE, WITHOUT = 0.002, 0.02


def people(node: str, most: int) -> Iterator[Asked]:
    """Return how one would ask about the persons of an invented register."""
    for record in population(MEMBERS, 3000, 7, NOON).records(node):  # type: ignore[arg-type] # a node's name
        if record.kind == "person" and "birth_date" in record.properties and (most := most - 1) >= 0:
            yield {name: values for name, values in record.properties.items() if name in NAMED}


def collisions(asked: list[Asked]) -> float:
    pairs = list(combinations(asked, 2))
    return sum(are_near("person", one, other) for one, other in pairs) / len(pairs)


@pytest.mark.slow
@pytest.mark.parametrize("node", ["RS", "AL"])
def test_unrelated_people_hardly_ever_count_as_one(node: str) -> None:
    asked = list(people(node, 60))
    assert len(asked) == 60
    assert collisions(asked) <= WITH_A_DATE
    assert collisions([{**one, "birth_date": ()} for one in asked]) <= WITHOUT


@pytest.mark.parametrize(
    "other",
    [
        {"first_name": ("Петар",), "family_name": ("Јовановић",)},
        {**PETAR, "birth_date": ("1961-01-01",)},
        {**PETAR, "first_name": ("Pavle",)},
        {**PETAR, "family_name": ("Petrović",)},
    ],
)
def test_another_date_or_name_of_one_person_counts_as_the_same_subject(other: Asked) -> None:
    assert are_near("person", PETAR, other)
    assert are_near("person", other, PETAR)
    assert subjects_of(PERSON, PETAR) & subjects_of(PERSON, other)


def test_what_no_engine_compares_is_counted_for_nothing() -> None:
    assert not are_near("dna", {}, {})
    assert subjects_of(KINDS["print"], {}) == frozenset()


VALUES = st.dictionaries(st.sampled_from(NAMED), st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=3)


@given(VALUES)
def test_order_capitals_and_spaces_make_no_other_wording(asked: Asked) -> None:
    other = {name: tuple(f" {value.upper()} " for value in reversed(asked[name])) for name in reversed(asked)}
    plain = {name: tuple(value.upper() for value in values) for name, values in asked.items()}
    assert wording_of("person", other) == wording_of("person", plain)


@pytest.mark.parametrize("name", NAMED)
def test_another_value_one_more_or_one_less_is_another_wording(name: str) -> None:
    changed: list[Asked] = [
        {**PETAR, name: ("x",)},
        {**PETAR, name: ("x", "y")},
        {**PETAR, "alias": ("x",)},
        {"alias": ("x",)},
    ]
    assert len({wording_of("person", one) for one in (PETAR, *changed)}) == 5


def test_the_digits_beside_a_record_are_few_and_mean_nothing_without_its_salt(scene: Scene) -> None:
    digits = wording_about(scene.record, PETAR)
    assert len(digits) == DIGITS == 3
    assert digits != wording_of("person", PETAR)[:DIGITS]


@pytest.mark.parametrize(
    ("kind", "asked", "tried"),
    [
        ("person", PETAR, True),
        ("vehicle", {"vin": ("WVWZZZ1JZXW000010",)}, False),
        ("vehicle", {"vin": ("WVWZZZ1JZXW",)}, True),
        ("vehicle", {"vin": ("WVWZZZ1JZXW000010",), "plate": ("12*",)}, True),
    ],
)
def test_only_who_describes_can_try_out(kind: str, asked: Asked, *, tried: bool) -> None:
    assert is_tried(KINDS[kind], asked) == tried


def test_questions_about_what_no_engine_compares_are_never_near() -> None:
    assert not are_near("print", {"code": ("x",)}, {"code": ("x",)})
