"""The rules are data that is read strictly."""

from typing import Any

import pytest

from egnatia.casework.patterns.rules import Measure, read_rules, rules
from egnatia.model.errors import SchemaError

GOOD: dict[str, Any] = {"measure": "burst", "of": "reads", "least": 3, "says": "{count}"}


def read(**fields: object) -> object:
    return read_rules({"acts": {"reads": ["consultation"]}, "rules": {"x": {**GOOD, **fields}}})


def test_every_measure_has_a_rule() -> None:
    assert {rule.measure for rule in rules()} == set(Measure)


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "guess"},
        {"of": "writes"},
        {"least": 0},
        {"least": "many"},
        {"times": 0},
        {"share": 1.5},
        {"colour": "red"},
        {"first": ["consultation"], "second": ["consultation"]},
        {"measure": "pair"},
    ],
    ids=str,
)
def test_a_rule_that_says_what_none_can_is_named(fields: dict[str, object]) -> None:
    with pytest.raises(SchemaError, match="rule x"):
        read(**fields)


def test_an_act_that_the_log_does_not_know_is_named() -> None:
    with pytest.raises(SchemaError, match="no act consultations"):
        read_rules({"acts": {"reads": ["consultations"]}, "rules": {}})
