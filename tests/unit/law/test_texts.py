from datetime import date

import pytest
from tests.unit.law.lands import altered, rewritten

from egnatia.law.errors import DataError
from egnatia.law.texts import SHIPPED, parse_date
from egnatia.model.errors import ParseError


def test_the_version_is_a_digest_of_every_text() -> None:
    assert len(SHIPPED.version()) == 64
    for name, text in SHIPPED.by_name.items():
        assert rewritten({name: text + " "}).version() != SHIPPED.version()


def test_the_version_of_equal_texts_is_equal() -> None:
    assert rewritten({}).version() == SHIPPED.version()


def test_a_key_that_stands_twice_is_refused() -> None:
    texts = altered(
        "instruments.yaml", "      TUR: {custom: true}", "      TUR: {custom: true}\n      TUR: {custom: true}"
    )
    with pytest.raises(DataError, match="TUR stands twice"):
        texts.data("instruments.yaml")


def test_a_key_that_stands_twice_within_a_list_is_refused() -> None:
    with pytest.raises(DataError, match="country stands twice"):
        rewritten({"memberships.yaml": "eu: [{country: AUT, country: DEU}]"}).data("memberships.yaml")


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(DataError, match=r"^offences.yaml: "):
        rewritten({"offences.yaml": "{"}).data("offences.yaml")


def test_a_date_is_one_that_yaml_knows() -> None:
    assert parse_date(date(2018, 9, 13), "x") == date(2018, 9, 13)
    with pytest.raises(ParseError, match="not a day"):
        parse_date("2018-09-13", "x")
