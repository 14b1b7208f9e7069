"""A node's standard: read strictly, with who decided it; alleles mutate unless policy or rate says not."""

import tomllib

import pytest

from egnatia.casework.standard import Standard, parse_standard, write_standard
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.model.errors import ParseError

SAID = {"threshold": 0.999, "ratio": 1000, "prior_odds": 0.5, "mutation_rate": 0.001, "decided": "Order 7 of 2026"}


def test_a_standard_is_read_as_it_was_decided() -> None:
    standard = parse_standard(SAID, "identification")
    assert (standard.policy.threshold, standard.policy.ratio, standard.policy.odds) == (0.999, 1000.0, 0.5)
    assert (standard.mutation_rate, standard.decided, standard.mutates) == (0.001, "Order 7 of 2026", True)


@pytest.mark.parametrize("standard", [Standard(mutation_rate=0.0), Standard(policy=Policy(mutation=False))])
def test_no_rate_or_no_mutation_is_none(standard: Standard) -> None:
    assert not standard.mutates


@pytest.mark.parametrize(
    "wrong",
    [{"threshold": 0.5}, {"threshold": "high"}, {"ratio": True}, {"mutation_rate": 1}, {"mutation_rate": -0.1},
     {"decided": " "}, {"prior_odds": 0}, {"more": 1}, {"ratio": float("nan")}],
)  # fmt: skip
def test_what_is_no_standard_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ParseError, match="identification"):
        parse_standard({**SAID, **wrong}, "identification")


def test_a_standard_that_is_written_is_read() -> None:
    standard = parse_standard({**SAID, "decided": 'Order "7" of 2026'}, "identification")
    assert parse_standard(tomllib.loads(write_standard(standard))["identification"], "identification") == standard
