import math

import pytest

from egnatia.match.records.weights import field_weights, most, parse_figures, shipped_figures, weights_of
from egnatia.model.errors import ParseError


def test_agreement_speaks_for_and_contradiction_against() -> None:
    for name, levels in field_weights().items():
        assert levels["other"] < 0 < levels["same"] == max(levels.values()), name


def test_weights_are_in_nats() -> None:
    assert field_weights()["sex"]["same"] == pytest.approx(math.log(0.97 / 0.53))


def test_all_that_agrees_is_the_most_there_is() -> None:
    assert most(field_weights()) == pytest.approx(sum(levels["same"] for levels in field_weights().values()))


@pytest.mark.parametrize("sort", sorted(shipped_figures()))
def test_figures_that_ship_can_be_read_back(sort: str) -> None:
    assert weights_of(parse_figures(shipped_figures()[sort], sort)) == field_weights(sort)


def test_figures_that_lack_something_or_are_no_shares_are_refused() -> None:
    whole = shipped_figures()["document"]
    lacking = {name: levels for name, levels in whole.items() if name != "type"}
    bad: object
    for bad in (None, [], {}, lacking, {**whole, "soul": {}}, {**whole, "type": {"same": {"one": 1, "two": 1}}}):
        with pytest.raises(ParseError):
            parse_figures(bad, "document")
    for share in (0, 1.5, "x", None):
        with pytest.raises(ParseError):
            parse_figures({**whole, "type": {**whole["type"], "same": {"one": share, "two": 0.5}}}, "document")
    with pytest.raises(ParseError):
        parse_figures({**whole, "type": {**whole["type"], "same": {"one": 0.5}}}, "document")
