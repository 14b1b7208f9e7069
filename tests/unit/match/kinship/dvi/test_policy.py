"""What is decided beforehand: numbers in their ranges, and a prior in words."""

import pytest

from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.errors import CaseError


@pytest.mark.parametrize(
    "wrong", [{"threshold": 0.5}, {"threshold": 1.0}, {"ratio": 1.0}, {"odds": 0.0}, {"listed": 0}]
)
def test_numbers_out_of_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CaseError, match="threshold is between"):
        Policy(**wrong)  # type: ignore[arg-type]


def test_a_prior_is_said_in_words() -> None:
    assert Policy().prior.startswith("flat")
    assert "0.25" in Policy(odds=0.25).prior
