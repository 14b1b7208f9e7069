import math

import numpy as np
import pytest

from egnatia.match.names.kernels.layout import SOUNDS
from egnatia.match.names.kernels.measures import NAMES, PLACES
from egnatia.match.names.weights import weights


def test_there_is_a_weight_for_each_measure_and_a_constant() -> None:
    assert weights().measures.shape == (PLACES + 1,) == (len(NAMES) + 1,)
    assert weights().odds == pytest.approx(math.log(weights().prior / (1 - weights().prior)))


def test_every_sound_is_most_like_itself_and_nothing_is_learned_of_no_sound() -> None:
    full = weights().costs[0]
    assert full.shape == (len(SOUNDS) + 1,) * 2
    assert full[0, 0] == 0.0
    assert (full.diagonal()[1:] > 0).all()
    assert (full.argmax(axis=1)[1:] == np.arange(1, len(SOUNDS) + 1)).mean() > 0.8


def test_scripts_with_vowels_are_compared_the_same_either_way_round() -> None:
    assert np.array_equal(weights().costs[0], weights().costs[0].T)


def test_a_vowel_that_is_not_written_costs_less_between_scripts_that_leave_vowels_out() -> None:
    vowel = SOUNDS.index("e") + 1
    assert weights().costs[1][0, vowel] > weights().costs[0][0, vowel]


def test_nobody_can_change_what_was_learned() -> None:
    with pytest.raises(ValueError, match="read-only"):
        weights().costs[0, 0, 0] = 1.0
