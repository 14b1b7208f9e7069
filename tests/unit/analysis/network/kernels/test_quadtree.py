"""The tree of squares: opened to the end it is the sum over all pairs, and nearly so where far squares count as one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.analysis.network.kernels.quadtree import Bodies, Floats, plant, push_all

places = st.lists(st.tuples(*[st.floats(-1e3, 1e3)] * 2), min_size=1, max_size=30, unique=True)


def bodies(points: list[tuple[float, float]]) -> Bodies:
    x, y = np.array(points).T
    return Bodies(np.array(x), np.array(y), (1.0 + np.arange(len(points)) % 3).astype(np.float64))


def pushed(given: Bodies, opening: float) -> Floats:
    x, y = np.zeros(len(given.x)), np.zeros(len(given.x))
    push_all(plant(given), x, y, opening)
    return np.stack((x, y))


def summed(given: Bodies) -> Floats:
    """Push each body by each other, in numpy."""
    away = np.stack((given.x[:, None] - given.x, given.y[:, None] - given.y))
    share = given.weight / ((away**2).sum(axis=0) + 1e-12)
    np.fill_diagonal(share, 0)
    total: Floats = (away * share).sum(axis=2)
    return total


@settings(deadline=None)
@given(places)
def test_opened_to_the_end_it_is_the_sum_over_all_pairs(points: list[tuple[float, float]]) -> None:
    apart = bodies(
        [(round(x, 1), round(y, 1)) for x, y in dict.fromkeys((round(x, 1), round(y, 1)) for x, y in points)]
    )
    assert pushed(apart, 0.0) == pytest.approx(summed(apart), rel=1e-9, abs=1e-9)


def test_far_squares_count_as_one_without_much_loss() -> None:
    chance = np.random.default_rng(7)
    many = bodies(list(map(tuple, chance.normal(size=(300, 2)))))
    whole = summed(many)
    off = np.linalg.norm(pushed(many, 1.0) - whole, axis=0) / np.linalg.norm(whole, axis=0).mean()
    assert off.mean() < 0.05


def test_all_weight_is_in_the_first_square_and_its_place_is_the_middle() -> None:
    four = bodies([(0, 0), (4, 0), (0, 4), (4, 4)])
    tree = plant(four)
    assert tree.weight[4] == four.weight.sum()
    assert tree.x[4] == pytest.approx((four.x * four.weight).sum() / four.weight.sum())


def test_bodies_in_one_place_do_not_need_endless_squares() -> None:
    heap = bodies([(1.0, 1.0)] * 50 + [(2.0, 2.0)])
    assert np.isfinite(pushed(heap, 1.0)).all()
