import math

import pytest

from egnatia.match.records.weights import field_weights, most


def test_agreement_speaks_for_and_contradiction_against() -> None:
    for name, levels in field_weights().items():
        assert levels["other"] < 0 < levels["same"] == max(levels.values()), name


def test_weights_are_in_nats() -> None:
    assert field_weights()["sex"]["same"] == pytest.approx(math.log(0.97 / 0.53))


def test_all_that_agrees_is_the_most_there_is() -> None:
    assert most() == pytest.approx(sum(levels["same"] for levels in field_weights().values()))
