"""Places in a picture: the same each time, within the frame, and what is tied together stands together."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia.analysis.network.layout import arrange


def clique(first: int, size: int) -> list[tuple[int, int]]:
    return list(combinations(range(first, first + size), 2))


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.integers(2, 12), st.data())
def test_every_network_is_laid_out_within_the_frame(size: int, data: st.DataObject) -> None:
    things = st.integers(0, size - 1)
    places = arrange(size, data.draw(st.lists(st.tuples(things, things), max_size=20)))
    assert places.shape == (size, 2)
    assert np.abs(places).max() == pytest.approx(1)


def test_the_same_network_stands_the_same_each_time_whatever_the_order_of_its_ties() -> None:
    ties = [*clique(0, 4), *clique(4, 4), (0, 4)]
    turned = [(other, one) for one, other in reversed(ties)]
    assert (arrange(8, ties) == arrange(8, [*turned, *ties, (3, 3)])).all()


def test_two_groups_that_one_tie_joins_stand_apart() -> None:
    places = arrange(12, [*clique(0, 6), *clique(6, 6), (0, 6)])
    between = np.linalg.norm(places[:6].mean(axis=0) - places[6:].mean(axis=0))
    within = max(np.linalg.norm(group - group.mean(axis=0), axis=1).max() for group in (places[:6], places[6:]))
    assert within < between / 2


def test_a_chain_is_drawn_out_in_its_order() -> None:
    places = arrange(7, [(one, one + 1) for one in range(6)])
    far = np.linalg.norm(places - places[0], axis=1)
    assert (np.diff(far) > 0).all()


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_and_one_thing_stand_in_the_middle(size: int) -> None:
    assert arrange(size, []).tolist() == [[0, 0]] * size


@pytest.mark.parametrize("tie", [(0, 3), (-1, 0)])
def test_a_tie_to_what_is_not_there_is_refused(tie: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not among the 3"):
        arrange(3, [tie])
