"""Figures of merit against counts by hand and against their definitions."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from egnatia.match.merit import merit

LABELLED = st.lists(st.tuples(st.integers(0, 8).map(lambda value: value / 8), st.booleans()), min_size=2, max_size=40)


def measured(pairs: list[tuple[float, bool]]) -> tuple[float, float, float, float, float]:
    found = merit(np.array([value for value, _ in pairs]), np.array([same for _, same in pairs]))
    return found.auc, found.average_precision, found.f1, found.recall_at_p95, found.brier


def test_a_scorer_that_makes_no_mistake_has_all_figures_at_one() -> None:
    assert measured([(1.0, True), (1.0, True), (0.0, False)]) == (1.0, 1.0, 1.0, 1.0, 0.0)


def test_figures_are_as_counted_by_hand() -> None:
    auc, precision, f1, recall, brier = measured([(0.9, True), (0.8, False), (0.7, True), (0.1, False)])
    assert auc == pytest.approx(3 / 4)
    assert precision == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert [f1, recall] == pytest.approx([4 / 5, 1 / 2])
    assert brier == pytest.approx((0.01 + 0.64 + 0.09 + 0.01) / 4)


def test_equal_scores_tell_nothing() -> None:
    assert measured([(0.5, True), (0.5, False)])[:2] == (0.5, 0.5)


@pytest.mark.parametrize("same", [True, False])
def test_labels_of_one_sort_are_refused(same: bool) -> None:  # noqa: FBT001
    with pytest.raises(ValueError, match="both needed"):
        measured([(0.5, same), (0.6, same)])


@given(LABELLED)
def test_the_area_is_the_chance_to_rank_a_pair_of_pairs_rightly(pairs: list[tuple[float, bool]]) -> None:
    one, two = ([value for value, same in pairs if same is label] for label in (True, False))
    assume(one and two)
    right = sum((mine > yours) + (mine == yours) / 2 for mine in one for yours in two)
    assert measured(pairs)[0] == pytest.approx(right / (len(one) * len(two)))
