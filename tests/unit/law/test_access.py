"""Within what time people are answered, on which grounds they are told less, and to whom they turn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from egnatia.cli.demo.members import MEMBERS
from egnatia.law.access import ACCESS, Restriction, parse_access_law
from egnatia.law.errors import DataError
from egnatia.law.facts import PartySort
from egnatia.law.marks import Mark
from egnatia.model.identity import CountryCode, NodeId

DEFAULT = {"months": 1, "source": "somewhere", "mark": "M-low"}
PLACE = {"name": "Commissioner", "seat": "Tirana", "mark": "M-high"}


def written(**fields: object) -> str:
    return yaml.safe_dump({"default": DEFAULT, "authorities": {"ALB": PLACE}, **fields})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-21", "2026-12-21"),
        ("2026-12-31", "2027-01-31"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-30", "2028-02-29"),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_the_month(received: str, due: str) -> None:
    begun, until = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (received, due))
    assert ACCESS.default.due(begun) == until


@given(st.integers(0, 40_000))
def test_a_month_is_never_longer_than_31_days_nor_shorter_than_28(days: int) -> None:
    received = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=days)
    assert 28 <= (ACCESS.default.due(received) - received).days <= 31


def test_every_state_of_the_demo_has_an_authority() -> None:
    states = [member for member in MEMBERS if member.sort is PartySort.STATE]
    assert [found.node for found in states if not ACCESS.at(found.node, found.country).authority] == []


def test_where_the_number_is_not_known_the_default_holds_and_says_so() -> None:
    albania = ACCESS.at(NodeId("AL"), CountryCode("ALB"))
    assert (albania.months, albania.mark) == (1, Mark.LOW)
    assert ACCESS.at(NodeId("EUROPOL"), None).months == 3
    assert ACCESS.at(NodeId("SELEC"), None) == ACCESS.default


def test_a_state_may_allow_fewer_grounds() -> None:
    law = parse_access_law(written(authorities={"ALB": {**PLACE, "grounds": ["inquiry"]}}))
    assert law.at(NodeId("AL"), CountryCode("ALB")).grounds == {Restriction.INQUIRY}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"default": {**DEFAULT, "months": 13}}, "default.months"),
        ({"authorities": [PLACE]}, "authorities: not a mapping"),
        ({"authorities": {"ALB": {**PLACE, "months": 2}}}, "authorities.ALB: a number of months and its source"),
        ({"authorities": {"ALB": {**PLACE, "grounds": ["boredom"]}}}, "authorities.ALB.grounds"),
        ({"authorities": {"ALB": {**PLACE, "fax": "1"}}}, "authorities.ALB.fax"),
        ({"more": 1}, "more"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError) as raised:
        parse_access_law(written(**fields))
    assert words in str(raised.value).replace("yaml ", "yaml").replace("access.yaml", "")
