"""Fragments of one body."""

from dataclasses import replace
from itertools import permutations
from math import exp, log

import pytest
from tests.unit.match.kinship.dvi.test_solution import STEPS, disaster, markers, profile

from egnatia.match.kinship.dvi.disaster import Disaster, Victim, pair_by_sex
from egnatia.match.kinship.dvi.fragments import SAME_BODY, find_bodies, join_fragments, log_same_body
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.pedigree import Sex


def remains(*given: tuple[str, Sex, dict[str, tuple[str, ...]]]) -> Disaster:
    victims = tuple(Victim(id=name, sex=sex, profile=own) for name, sex, own in given)
    case = disaster(STEPS)
    by_sex = pair_by_sex(victims, case.families)
    pairings = {name: names & {"A1", "B1"} for name, names in by_sex.items()}
    return replace(case, victims=victims, pairings=pairings)


def test_one_body_against_siblings_is_the_closed_form() -> None:
    """A heterozygote p q twice: one body 2pq, siblings 2pq·(1 + p + q + 2pq)/4."""
    one = {"L": ("1", "2")}
    p, q = 0.1, 0.2
    found = exp(log_same_body(markers(STEPS), one, one))
    assert found == pytest.approx(4 / (1 + p + q + 2 * p * q), rel=1e-12)


def test_fragments_are_joined_and_read_at_all_markers_of_both() -> None:
    case = remains(
        ("a", Sex.UNKNOWN, {"L": ("1", "2")}),
        ("b", Sex.MALE, profile("2/1", "3/4")),
        ("c", Sex.MALE, profile("4/4", "3/4")),
    )
    case = replace(case, pairings={**case.pairings, "a": frozenset({"A1"})})
    [body] = find_bodies(case, log(2))
    assert (body.name, body.fragments) == ("a", ("a", "b"))
    joined = join_fragments(case, [body])
    assert [victim.id for victim in joined.victims] == ["a", "c"]
    assert (joined.victims[0].sex, set(joined.victims[0].profile)) == (Sex.MALE, {"L", "M"})
    assert joined.pairings == {"a": frozenset({"A1"}), "c": frozenset({"A1", "B1"})}


@pytest.mark.parametrize(
    ("sex", "own"),
    [(Sex.FEMALE, profile("1/2", "3/4")), (Sex.MALE, profile("1/2", "3/3")), (Sex.MALE, {"X": ("1", "2")})],
)
def test_what_contradicts_or_says_nothing_is_left_apart(sex: Sex, own: dict[str, tuple[str, ...]]) -> None:
    case = remains(("a", Sex.MALE, profile("1/2", "3/4")), ("b", sex, own))
    assert find_bodies(case, log(2)) == []


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_a_partial_profile_of_either_of_two_people_is_joined_to_neither(order: tuple[str, ...]) -> None:
    own: dict[str, dict[str, tuple[str, ...]]] = {
        "a": {"L": ("1", "2")},
        "b": profile("1/2", "3/4"),
        "c": profile("1/2", "3/3"),
    }
    assert find_bodies(remains(*((name, Sex.MALE, own[name]) for name in order)), log(2)) == []


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_parts_without_a_common_marker_are_joined_by_a_third_in_any_order(order: tuple[str, ...]) -> None:
    own: dict[str, dict[str, tuple[str, ...]]] = {
        "a": {"L": ("1", "2")},
        "b": {"M": ("3", "4")},
        "c": profile("1/2", "3/4"),
    }
    [body] = find_bodies(remains(*((name, Sex.MALE, own[name]) for name in order)), log(2))
    weakest = log_same_body(markers(STEPS), {"M": ("3", "4")}, own["c"])
    assert body.fragments == order
    assert body.log_ratio == pytest.approx(weakest)


@pytest.mark.parametrize(("last", "joined"), [(Sex.MALE, [("a", "b", "c", "d")]), (Sex.FEMALE, [])])
def test_a_chain_whose_ends_contradict_each_other_is_no_body(last: Sex, joined: list[tuple[str, ...]]) -> None:
    pair: tuple[str, ...] = ("1", "2")
    one, other, third = {"L": pair}, {"M": pair}, {"N": pair}
    case = remains(
        ("a", Sex.MALE, one),
        ("b", Sex.UNKNOWN, one | other),
        ("c", Sex.UNKNOWN, other | third),
        ("d", last, third),
    )
    first, second = case.markers
    case = replace(case, markers=(first, second, replace(first, name="N")))
    assert [body.fragments for body in find_bodies(case, log(2))] == joined


def test_few_markers_join_nothing_at_the_usual_threshold() -> None:
    same = profile("1/2", "3/4")
    assert find_bodies(remains(("a", Sex.MALE, same), ("b", Sex.MALE, same)), log(SAME_BODY)) == []


def test_profiles_without_a_marker_in_common_are_not_compared() -> None:
    with pytest.raises(CaseError, match="no autosomal marker"):
        log_same_body(markers(None), {"L": ("1", "2")}, {"M": ("1", "2")})
