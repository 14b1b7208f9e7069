"""Sampling against the exact solution."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.match.kinship.dvi.generated import Size, disaster_of
from tests.unit.match.kinship.dvi.test_solution import STEPS, disaster

from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.sampling import DISAGREEING, Plan, Sample
from egnatia.match.kinship.dvi.solution import Solution, solve
from egnatia.match.kinship.errors import CaseError


def found_by(solution: Solution) -> Sample:
    assert solution.sample
    return solution.sample


def assert_same(exact: Solution, sampled: Solution) -> None:
    """Every marginal is within three times the error, and what is likely has the same GLR and the same order."""
    found = found_by(sampled)
    assert found.disagreement < DISAGREEING
    for pair, support in exact.joint.support.items():
        assert found.shares[pair] == pytest.approx(support.posterior, abs=3 * found.error)
        if support.posterior > 0.01:
            assert sampled.joint.support[pair].log_glr == pytest.approx(support.log_glr, abs=1e-9)
    together = {one.missing: one for one in sampled.joint.together}
    for one in exact.joint.together:
        assert together[one.missing].victims == one.victims
        assert together[one.missing].posterior == pytest.approx(one.posterior, abs=3 * found.error)
    assert sampled.assignments[0][0] == pytest.approx(exact.assignments[0][0], abs=1e-9)
    assert sampled.joint.log_total == pytest.approx(exact.joint.log_total, abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("mutation", [None, STEPS])
@pytest.mark.parametrize("odds", [1.0, 0.2])
def test_marginals_are_those_of_the_exact_solution_within_the_error(mutation: object, odds: float) -> None:
    case, policy = disaster(mutation), Policy(odds=odds)  # type: ignore[arg-type] # None or a model
    sampled = solve(case, policy, Plan(steps=20_000, seed=1))
    assert found_by(sampled).error < 0.01
    assert_same(solve(case, policy), sampled)


@pytest.mark.slow
@pytest.mark.parametrize(
    "size",
    [
        Size(victims=12, lost=(1, 2, 3) * 2, seed=2),
        Size(victims=12, lost=(1, 2, 3) * 2, loci=6, seed=3),
        Size(victims=12, lost=(1, 2, 3) * 2, loci=8, mutation=None),
        Size(victims=18, lost=(1,) * 18, loci=8, seed=4),
        Size(victims=10, lost=(3, 3, 3), loci=5, seed=5),
    ],
)
def test_generated_disasters_are_sampled_within_the_error(size: Size) -> None:
    case, _ = disaster_of(size)
    assert_same(solve(case), solve(case, plan=Plan(steps=50_000, seed=1)))


@pytest.mark.slow
def test_thirty_victims_and_families_are_sampled_where_nobody_can_be_excluded() -> None:
    case, truth = disaster_of(Size(victims=30, lost=(1, 1, 2, 1, 3, 1) * 5))
    solution = solve(case, plan=Plan(steps=20_000, seed=1))
    found = found_by(solution)
    assert found.disagreement < DISAGREEING
    assert found.error < 0.03
    sure = {item.victim: item.missing for item in solution.conclusions if item.posterior > 0.99}
    assert len(sure) > 10
    assert {victim: truth.get(victim or "") for victim in sure} == sure


def test_what_is_never_in_a_chain_has_a_posterior_too() -> None:
    """Steps that are not taken count by how probable they were."""
    case, _ = disaster_of(Size(victims=2, lost=(1,), loci=4, parents=True))
    exact, sampled = solve(case), solve(case, plan=Plan(steps=1000, seed=1))
    rare = min(exact.joint.support, key=lambda pair: exact.joint.support[pair].posterior)
    assert 0 < exact.joint.support[rare].posterior < 1e-5
    assert found_by(sampled).shares[rare] == pytest.approx(exact.joint.support[rare].posterior, rel=0.5)


def test_the_same_seed_gives_the_same_sample_and_few_steps_say_how_little_they_know() -> None:
    one, other, third = (solve(disaster(STEPS), plan=Plan(steps=100, seed=seed)) for seed in (5, 5, 6))
    assert one.joint == other.joint
    assert one.joint != third.joint
    assert found_by(one).error > 0.005


def test_shares_of_a_missing_person_and_nobody_are_one() -> None:
    found = found_by(solve(disaster(STEPS), plan=Plan(steps=400, seed=5)))
    for name in found.people:
        assert 0 <= sum(share for pair, share in found.shares.items() if pair[1] == name) <= 1 + 1e-12
    assert bool(np.all(np.diff(found.weights) <= 0))


def test_nobody_possible_is_nobody_identified() -> None:
    case, _ = disaster_of(Size(victims=2, lost=(1,), loci=2))
    other = solve(replace(case, pairings={}), plan=Plan(steps=100, seed=1))
    assert other.joint.support == {}
    assert [item.verdict for item in other.conclusions] == ["Excluded"]
    assert other.assignments == [(0.0, {})]


def test_sampling_needs_steps_and_chains() -> None:
    with pytest.raises(CaseError, match="100 steps"):
        Plan(steps=99, seed=1)
    with pytest.raises(CaseError, match="2 chains"):
        Plan(steps=1000, seed=1, chains=1)
