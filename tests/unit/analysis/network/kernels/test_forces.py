"""Forces: two tied things come to rest where pull and push are equal; the middle draws what is not tied."""

import numpy as np
import pytest

from egnatia.analysis.network.kernels.forces import MIDDLE, PUSHING, settle
from egnatia.analysis.network.kernels.quadtree import Bodies


def settled(points: list[tuple[float, float]], ties: list[tuple[int, int]]) -> Bodies:
    x, y = np.array(points, float).T
    pairs = np.array(ties, np.int64).reshape(-1, 2)
    found = Bodies(np.array(x), np.array(y), 1.0 + np.bincount(pairs.ravel(), minlength=len(points)).astype(np.float64))
    settle(found, pairs, 400, 0.0)
    return found


@pytest.mark.parametrize("apart", [0.5, 50.0])
def test_two_tied_things_rest_where_pull_and_push_are_equal(apart: float) -> None:
    found = settled([(-apart / 2, 0), (apart / 2, 0)], [(0, 1)])
    distance = np.hypot(found.x[1] - found.x[0], found.y[1] - found.y[0])
    # Each weighs 2, half as far from the middle: distance + 2 * MIDDLE * distance / 2 = 2 * 2 * PUSHING / distance.
    assert distance == pytest.approx(np.sqrt(4 * PUSHING / (1 + MIDDLE)), rel=0.02)


def test_what_is_tied_to_nothing_stays_in_the_picture() -> None:
    found = settled([(-3, 0), (3, 0), (0, 60)], [(0, 1)])
    assert np.hypot(found.x[2], found.y[2]) < 30
