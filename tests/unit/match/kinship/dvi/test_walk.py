"""Steps between assignments: each is drawn as often as it says, against its reverse."""

from collections import Counter
from math import exp, log

import numpy as np
import pytest
from tests.unit.match.kinship.dvi.test_solution import STEPS, disaster

from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.solution import pairwise_ratios
from egnatia.match.kinship.dvi.walk import NOBODY, Ground, Step, Walk, make_draws, states_of


def ground() -> Ground:
    case = disaster(STEPS)
    evidence = Evidence(case)
    return Ground(case, evidence, log(0.5), pairwise_ratios(case, evidence))


def test_victims_are_drawn_by_their_ratio_and_every_one_sometimes() -> None:
    draws = make_draws({0: log(3.0), 1: -500.0})
    chances = {victim: exp(value) for victim, value in draws.logs.items()}
    assert chances == pytest.approx({0: 0.9 * 0.75 + 0.1 / 3, 1: 0.1 / 3, NOBODY: 0.9 * 0.25 + 0.1 / 3})
    drawn = Counter(draws.draw(number) for number in np.linspace(0, 1, 3000, endpoint=False))
    assert {victim: count / 3000 for victim, count in drawn.items()} == pytest.approx(chances, abs=1e-3)
    assert draws.draw(0.999999999999999) == 1


def test_a_step_is_drawn_as_much_oftener_back_as_it_says() -> None:
    """From two assignments that differ in an exchange, count how often each draws the other."""
    shared, chance = ground(), np.random.default_rng(1)
    first, second = Walk(ground=shared, chance=chance), Walk(ground=shared, chance=chance)
    for walk, state in ((first, [0, NOBODY, 1]), (second, [1, NOBODY, 0])):
        walk.state, walk.holders = state, {victim: person for person, victim in enumerate(state) if victim != NOBODY}
    wanted = {0: 1, 2: 0}
    forth = [step for step in drawn(first) if step and step.change == wanted]
    back = [step for step in drawn(second) if step and step.change == {0: 0, 2: 1}]
    assert len(forth) > 100
    assert len(back) / len(forth) == pytest.approx(exp(forth[0].log_back), rel=0.15)


def drawn(walk: Walk) -> list[Step | None]:
    numbers = walk.chance.random((20_000, 5)).tolist()
    return [walk._one(row) for row in numbers]


def test_a_family_is_weighed_as_the_evidence_says() -> None:
    case, shared = disaster(STEPS), ground()
    expected = Evidence(case).log_weight(case.families[0], {"A1": "V1", "A2": "V3"}) + 2 * log(0.5)
    assert shared.weigh(0, [0, 2]) == pytest.approx(expected)
    assert shared.weigh(1, [NOBODY]) == 0.0


def test_no_victim_is_taken_twice() -> None:
    shared = ground()
    walk = Walk(ground=shared, chance=np.random.default_rng(2))
    walk.walk(2000)
    states, weights = states_of(walk.met, len(shared.people))
    for state, weight in zip(states.tolist(), weights.tolist(), strict=True):
        taken = [victim for victim in state if victim != NOBODY]
        assert len(set(taken)) == len(taken)
        parts = sum(shared.weigh(number, [state[one] for one in own]) for number, own in enumerate(shared.members))
        assert weight == pytest.approx(parts)
