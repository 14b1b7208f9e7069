"""Families one after another: states stay few where families do not compete, and sums are those over all choices."""

from dataclasses import replace
from itertools import product
from math import comb, exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.kinship.dvi.assignments import Way
from egnatia.match.kinship.dvi.chain import check_states, link
from egnatia.match.kinship.dvi.posterior import best_assignments, join
from egnatia.match.kinship.errors import TooLargeError

Families = list[list[Way]]


@st.composite
def families(draw: st.DrawFn) -> Families:
    """Up to four families with one or two missing people each, who may be some of five victims."""
    found = []
    for family in range(draw(st.integers(1, 4))):
        victims = draw(st.lists(st.integers(0, 4), unique=True, max_size=3))
        ways = [Way(pairs=(), victims=0, log_weight=0.0)]
        for victim in victims:
            pairs = ((f"M{family}", f"V{victim}"),)
            ways.append(Way(pairs=pairs, victims=1 << victim, log_weight=draw(st.integers(-20, 20)) / 3))
        if len(victims) > 1:
            both = ((f"M{family}", f"V{victims[0]}"), (f"N{family}", f"V{victims[1]}"))
            ways.append(Way(pairs=both, victims=sum(1 << victim for victim in victims[:2]), log_weight=1.5))
        found.append(ways)
    return found


def choices(drawn: Families) -> list[tuple[float, dict[str, str]]]:
    """Return every joint assignment with its weight, by trying all combinations of ways."""
    found = []
    for chosen in product(*drawn):
        pairs = [pair for way in chosen for pair in way.pairs]
        if len({victim for _, victim in pairs}) == len(pairs):
            found.append((sum(way.log_weight for way in chosen), {victim: name for name, victim in pairs}))
    return sorted(found, key=lambda item: -item[0])


@given(families())
def test_the_posterior_is_that_of_all_combinations(drawn: Families) -> None:
    all_of_them, joint = choices(drawn), join(drawn)
    total = sum(exp(weight) for weight, _ in all_of_them)
    assert joint.count == len(all_of_them)
    assert joint.log_total == pytest.approx(log(total), rel=1e-12, abs=1e-12)
    for (victim, name), support in joint.support.items():
        with_it = [weight for weight, pairs in all_of_them if pairs.get(victim) == name]
        without = [weight for weight, pairs in all_of_them if pairs.get(victim) != name]
        assert support.posterior == pytest.approx(sum(map(exp, with_it)) / total, rel=1e-11)
        assert support.log_glr == pytest.approx(max(with_it) - max(without), abs=1e-12)


@given(families(), st.floats(1, 120))
def test_how_rarely_a_victim_is_nobody_has_all_its_digits(drawn: Families, sure: float) -> None:
    """Each pairing is made likelier by e to the power `sure`, so that hardly anybody is left over."""
    surer = [[replace(way, log_weight=way.log_weight + sure * len(way.pairs)) for way in ways] for ways in drawn]
    all_of_them, joint = choices(surer), join(surer)
    top = all_of_them[0][0]
    total = sum(exp(weight - top) for weight, _ in all_of_them)
    for victim in {victim for ways in surer for way in ways for _, victim in way.pairs}:
        nobody = sum(exp(weight - top) for weight, pairs in all_of_them if victim not in pairs) / total
        assert joint.unpaired[victim] == pytest.approx(nobody, rel=1e-11, abs=0)


@given(families(), st.integers(1, 6))
def test_the_heaviest_assignments_come_first(drawn: Families, limit: int) -> None:
    wanted, found = choices(drawn)[:limit], best_assignments(drawn, limit)
    assert [weight for weight, _ in found] == pytest.approx([weight for weight, _ in wanted], abs=1e-12)
    weights = {tuple(sorted(pairs.items())): weight for weight, pairs in choices(drawn)}
    assert all(weights[tuple(sorted(pairs.items()))] == pytest.approx(weight, abs=1e-12) for weight, pairs in found)


@pytest.mark.slow
def test_families_that_want_nobody_in_common_need_one_state() -> None:
    ways = [[Way(pairs=(), victims=taken, log_weight=0.0) for taken in (0, 1 << number)] for number in range(200)]
    assert {len(states) for states in link(ways).states} == {1}
    assert join(ways).log_total == pytest.approx(200 * log(2))


@pytest.mark.slow
def test_a_victim_is_forgotten_when_no_later_family_wants_it() -> None:
    pairs = [[Way(pairs=(), victims=taken, log_weight=0.0) for taken in (0, 1 << number // 2)] for number in range(200)]
    assert max(len(states) for states in link(pairs).states) == 2
    assert join(pairs).log_total == pytest.approx(100 * log(3))


@pytest.mark.slow
def test_eight_victims_of_eight_families_are_computed_exactly() -> None:
    ways = [[Way(pairs=(), victims=taken, log_weight=0.0) for taken in (0, *(1 << bit for bit in range(8)))]] * 8
    assert join(ways).count == 1_441_729  # partial matchings of two times eight (OEIS A002720)
    assert len(best_assignments(ways, 5)) == 5


def test_more_victims_at_once_than_bits_are_refused() -> None:
    many = [Way(pairs=(), victims=(1 << 70) - 1, log_weight=0.0), Way(pairs=(), victims=0, log_weight=0.0)]
    with pytest.raises(TooLargeError, match="compete for 70 victims"):
        link([many, many])


def test_states_are_in_order_and_none_twice() -> None:
    ways = [[Way(pairs=(), victims=taken, log_weight=0.0) for taken in (0, 1, 2, 4)]] * 3
    assert all(bool(np.all(np.diff(states) > 0)) for states in link(ways).states)


@given(st.lists(st.lists(st.sets(st.integers(0, 5)), max_size=2), min_size=1, max_size=5), st.integers(1, 40))
def test_states_are_bounded_without_the_ways_as_they_are_with_them(people: list[list[set[int]]], limit: int) -> None:
    masks = [[sum(1 << victim for victim in victims) for victims in family] for family in people]
    ways = [
        [
            Way(pairs=(), victims=sum(1 << victim for victim in chosen if victim is not None), log_weight=0.0)
            for chosen in product(*([None, *victims] for victims in family))
            if len(taken := [victim for victim in chosen if victim is not None]) == len(set(taken))
        ]
        for family in people
    ]
    most = max(len(states) for states in link(ways).states)
    if most <= limit:
        check_states(masks, limit)
        return
    with pytest.raises(TooLargeError, match="in more than the"):
        check_states(masks, limit)


@pytest.mark.slow
def test_many_victims_are_refused_without_the_ways() -> None:
    with pytest.raises(TooLargeError, match=r"compete for 70 victims.*--sample"):
        check_states([[(1 << 70) - 1]] * 2)
    with pytest.raises(TooLargeError, match=r"compete for 24 victims, in more than the 500000 ways"):
        check_states([[(1 << 24) - 1]] * 24)


def test_too_many_steps_between_few_sets_are_refused_before_they_are_taken() -> None:
    check_states([[(1 << 18) - 1] * 2] * 6)
    with pytest.raises(TooLargeError, match=r"compete for 18 victims, .* 500000000 steps"):
        check_states([[(1 << 18) - 1] * 4] * 6)


@pytest.mark.slow
def test_eighteen_victims_of_six_families_with_three_missing_are_accepted_and_their_states_found() -> None:
    women, men = (1 << 9) - 1, (1 << 18) - (1 << 9)
    check_states([[women, men, women]] * 6)
    ways = [
        [
            Way(pairs=(), victims=one | other | third, log_weight=0.0)
            for one, third in product((0, *(1 << bit for bit in range(9))), repeat=2)
            for other in (0, *(1 << bit for bit in range(9, 18)))
            if one != third or not one
        ]
    ] * 6
    sizes = [
        sum(comb(9, taken) for taken in range(2 * family + 1)) * sum(comb(9, taken) for taken in range(family + 1))
        for family in range(6)
    ]
    assert [len(states) for states in link(ways).states] == [*sizes, 1]
