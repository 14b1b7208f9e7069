"""Fragments of one body."""

from dataclasses import replace
from math import exp, log

import pytest
from tests.unit.match.kinship.dvi.test_solution import STEPS, disaster, markers, profile

from egnatia.match.kinship.dvi.disaster import Disaster, Victim
from egnatia.match.kinship.dvi.fragments import SAME_BODY, find_bodies, join_fragments, log_same_body
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.pedigree import Sex


def remains(*given: tuple[str, Sex, dict[str, tuple[str, ...]]]) -> Disaster:
    victims = tuple(Victim(id=name, sex=sex, profile=own) for name, sex, own in given)
    return replace(disaster(STEPS), victims=victims, pairings={name: frozenset({"A1", "B1"}) for name, _, _ in given})


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


def test_a_fragment_that_contradicts_one_part_of_a_body_is_not_joined_to_another() -> None:
    case = remains(
        ("a", Sex.MALE, {"L": ("1", "2")}),
        ("b", Sex.MALE, profile("1/2", "3/4")),
        ("c", Sex.MALE, profile("1/2", "3/3")),
    )
    [body] = find_bodies(case, log(2))
    assert body.fragments == ("a", "b")


def test_few_markers_join_nothing_at_the_usual_threshold() -> None:
    same = profile("1/2", "3/4")
    assert find_bodies(remains(("a", Sex.MALE, same), ("b", Sex.MALE, same)), log(SAME_BODY)) == []


def test_profiles_without_a_marker_in_common_are_not_compared() -> None:
    with pytest.raises(CaseError, match="no autosomal marker"):
        log_same_body(markers(None), {"L": ("1", "2")}, {"M": ("1", "2")})
