"""Sampling against the exact solution."""

from dataclasses import replace

import pytest
from tests.unit.match.kinship.dvi.test_solution import STEPS, disaster, family, profile

from egnatia.match.kinship.dvi.assignments import Way
from egnatia.match.kinship.dvi.disaster import pair_by_sex
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.posterior import join
from egnatia.match.kinship.dvi.sampling import Plan
from egnatia.match.kinship.dvi.solution import solve
from egnatia.match.kinship.errors import CaseError, TooLargeError


@pytest.mark.slow
@pytest.mark.parametrize("mutation", [None, STEPS])
@pytest.mark.parametrize("odds", [1.0, 0.2])
def test_marginals_are_those_of_the_exact_solution_within_the_error(mutation: object, odds: float) -> None:
    case = disaster(mutation)  # type: ignore[arg-type] # None or a model
    exact, sampled = solve(case, Policy(odds=odds)), solve(case, Policy(odds=odds), Plan(steps=4000, seed=1))
    assert sampled.sample
    assert sampled.sample.error < 0.05
    for pair, found in exact.joint.support.items():
        assert sampled.joint.support[pair].posterior == pytest.approx(found.posterior, abs=1e-9)
        assert sampled.joint.support[pair].log_glr == pytest.approx(found.log_glr, abs=1e-9)
    assert [pairs for _, pairs in sampled.assignments[:5]] == [pairs for _, pairs in exact.assignments[:5]]


@pytest.mark.slow
def test_chains_visit_assignments_as_often_as_they_are_probable() -> None:
    exact = solve(disaster(STEPS))
    found = solve(disaster(STEPS), plan=Plan(steps=20_000, seed=3)).sample
    assert found
    assert found.unseen < 0.01
    for pair, share in found.shares.items():
        assert share == pytest.approx(exact.joint.support[pair].posterior, abs=5 * found.errors[pair] + 0.005)


def test_the_same_seed_gives_the_same_sample_and_few_steps_say_how_little_they_know() -> None:
    few = [solve(disaster(STEPS), plan=Plan(steps=100, seed=5)) for _ in range(2)]
    assert few[0].joint == few[1].joint
    assert few[0].sample
    assert few[0].sample.error > 0.005


def test_sampling_needs_steps_and_chains() -> None:
    with pytest.raises(CaseError, match="100 steps"):
        Plan(steps=99, seed=1)
    with pytest.raises(CaseError, match="2 chains"):
        Plan(steps=1000, seed=1, chains=1)


def test_a_family_that_is_too_large_says_so_before_it_starts_and_names_the_way_out() -> None:
    case = disaster(STEPS)
    victims = tuple(replace(case.victims[0], id=f"V{number}") for number in range(9))
    families = (family("A", profile("1/1", "3/4"), 9),)
    large = replace(case, victims=victims, families=families, pairings=pair_by_sex(victims, families))
    with pytest.raises(TooLargeError, match=r"family A allows 17572114 assignments.* or sample"):
        solve(large)


@pytest.mark.slow
def test_families_that_compete_for_too_many_victims_say_so() -> None:
    ways = [[Way(pairs=(), victims=1 << bit, log_weight=0.0) for bit in range(24)] for _ in range(24)]
    with pytest.raises(TooLargeError, match=r"compete for 24 victims, in more than the 500000 ways.* or sample"):
        join(ways)
