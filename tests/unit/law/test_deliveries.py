"""National law on controlled deliveries: which offence is enough, and where that is from."""

import pytest
from tests.twins.network import LAW

from egnatia.law.deliveries import DELIVERIES, Least, parse_deliveries
from egnatia.law.errors import DataError
from egnatia.model.identity import CountryCode

ONE = "ALB: {authority: prosecutor, least: any, terms: None., source: Code, mark: S}"


def test_every_rule_names_its_source() -> None:
    assert DELIVERIES
    assert all(rule.source and rule.terms and rule.country == country for country, rule in DELIVERIES.items())


@pytest.mark.parametrize(
    ("country", "offence", "enough"),
    [
        ("ALB", "counterfeiting_piracy", True),
        ("SRB", "counterfeiting_piracy", False),
        ("SRB", "drug_trafficking", True),
        ("SRB", "no_such_offence", False),
        ("ALB", "no_such_offence", True),
    ],
)
def test_a_state_lets_goods_go_on_for_what_its_law_says(country: str, offence: str, enough: bool) -> None:  # noqa: FBT001
    lacking = DELIVERIES[CountryCode(country)].lacking(LAW.book.offences.get(offence))
    assert (lacking is None) == enough


def test_more_than_one_year_stands_between() -> None:
    rule = parse_deliveries(ONE.replace("any", Least.OVER_ONE_YEAR))[CountryCode("ALB")]
    assert rule.lacking(LAW.book.offences["illegal_border_crossing"]) == "ALB: an offence of more than one year (Code)"
    assert rule.lacking(LAW.book.offences["theft"]) is None


@pytest.mark.parametrize(
    "content", ["[]", ONE.replace("any", "some"), ONE.replace("ALB", "Albania"), ONE.replace("source: Code, ", "")]
)
def test_what_is_misspelt_keeps_the_node_from_starting(content: str) -> None:
    with pytest.raises(DataError):
        parse_deliveries(content)
