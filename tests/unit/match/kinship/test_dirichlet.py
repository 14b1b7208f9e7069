"""θ as a mean over populations: its points have the moments that drawing one after another gives."""

from itertools import product
from math import prod

import numpy as np
import pytest

from egnatia.match.kinship.dirichlet import count_points, points, spread
from egnatia.match.kinship.kernels.arrays import Evidence
from egnatia.match.kinship.likelihood import type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import make_panel


@pytest.mark.parametrize("frequencies", [(0.2, 0.3, 0.5), (1e-4, 0.1, 0.8999), (0.0, 0.5, 0.5), (1.0,)])
@pytest.mark.parametrize("theta", [1e-4, 0.03, 0.3])
@pytest.mark.parametrize("degree", [1, 6, 11])
def test_moments_are_those_of_drawing_one_after_another(
    frequencies: tuple[float, ...], theta: float, degree: int
) -> None:
    """[kθ + (1-θ)p] / [1 + (n-1)θ] for each draw (Balding & Nichols 1994)."""
    found, weights = points(frequencies, theta, degree)
    below = prod(1 + (n - 1) * theta for n in range(degree))
    for powers in product(range(degree + 1), repeat=len(frequencies)):
        if sum(powers) == degree:
            above = prod(
                k * theta + (1 - theta) * p for p, most in zip(frequencies, powers, strict=True) for k in range(most)
            )
            mean = float(np.sum(weights * np.prod(found ** np.array(powers), axis=1)))
            assert mean == pytest.approx(above / below, rel=1e-11, abs=1e-300), powers


def test_populations_are_counted_before_they_are_made() -> None:
    assert len(points((0.2, 0.3, 0.5), 0.01, 12)[1]) == count_points(3, 12) == 49


def test_a_marker_is_spread_over_populations_with_what_was_read_at_it() -> None:
    panel = make_panel([Marker(name="L", alleles=("1", "2"), frequencies=(0.4, 0.6))])
    evidence = Evidence(type_people(panel, {"a": {"L": ("1", "2")}}).alleles, np.full((1, 1), 0.1))
    tables, copies = spread(panel.tables, evidence, np.array([[0.1, 0.9], [0.5, 0.5], [0.7, 0.3]]))
    assert tables.frequencies[:, 0].tolist() == [0.1, 0.5, 0.7]
    assert (tables.counts.tolist(), copies.alleles.shape, copies.dropout.tolist()) == ([2] * 3, (3, 1, 2), [[0.1]] * 3)
