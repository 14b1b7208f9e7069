from datetime import date
from typing import Any

import pytest

from egnatia.law.instruments import Connection
from egnatia.law.marks import Mark
from egnatia.law.memberships import load_memberships
from egnatia.law.parties import Parties, items, parse_connection, parse_parties
from egnatia.law.texts import SHIPPED
from egnatia.model.errors import ParseError

DAY, NEXT, LAST = date(2010, 1, 1), date(2011, 1, 1), date(2012, 1, 1)


def parties(value: object) -> Parties:
    return parse_parties(value, "parties", Mark.MEDIUM, load_memberships(SHIPPED))


def connection(value: object) -> Connection:
    return parse_connection(
        value, "operational", parties({"AUT": {"signed": DAY, "in_force": NEXT}, "ngo": {"custom": True}}), Mark.LOW
    )


def test_a_mapping_has_entries() -> None:
    assert list(items({"a": 1}, "x")) == [("a", 1, "x.a")]
    with pytest.raises(ParseError, match="x: not a mapping with entries"):
        list(items({}, "x"))


def test_a_member_state_is_bound_from_its_accession_on() -> None:
    found = parties({"eu": {"signed": DAY, "in_force": NEXT}})
    assert found["HRV"][0].in_force == date(2013, 7, 1)
    assert found["AUT"][0].in_force == NEXT
    assert found["GBR"][0].until == date(2020, 12, 31)
    assert "SRB" not in found


def test_who_left_before_an_instrument_came_into_force_is_no_party() -> None:
    assert "GBR" not in parties({"eu": {"signed": date(2023, 1, 1), "in_force": date(2023, 6, 12)}})


def test_an_instrument_that_ends_ends_for_its_members() -> None:
    found = parties({"eu": {"signed": DAY, "in_force": NEXT, "until": LAST}})
    assert found["AUT"][0].until == LAST
    assert found["GBR"][0].until == LAST


def test_a_party_may_be_bound_in_several_spells() -> None:
    spells = [{"signed": DAY, "in_force": DAY, "until": NEXT}, {"signed": DAY, "in_force": LAST}]
    assert len(parties({"AUT": spells})["AUT"]) == 2


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"AUT": {"signed": NEXT, "in_force": DAY}}, "parties.AUT: signed, in force and until are not in this order"),
        ({"AUT": {"signed": DAY, "in_force": LAST, "until": NEXT}}, "not in this order"),
        ({"AUT": {}}, "either signed on a day or is bound by custom"),
        ({"AUT": {"signed": DAY, "custom": True}}, "either signed on a day or is bound by custom"),
        ({"AUS7": {"signed": DAY}}, "parties.AUS7: neither a country"),
        ({"eu": {"signed": DAY, "in_force": NEXT}, "AUT": {"signed": DAY}}, "parties.AUT: stands twice"),
        (
            {"AUT": [{"signed": DAY, "in_force": DAY}, {"signed": DAY, "in_force": NEXT}]},
            "periods overlap on 2011-01-01",
        ),
        ({"AUT": {"signed": DAY, "ratified": NEXT}}, "parties.AUT.ratified: unknown field"),
    ],
)
def test_contradictory_parties_are_refused(value: object, problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        parties(value)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({}, "not operational, and no reason given"),
        ({"parties": {"AUT": DAY}}, "operational on 2010-01-01, when it was not in force"),
        ({"parties": {"DEU": NEXT}}, "operational.parties.DEU: not a party"),
        ({"pairs": {"AUT": NEXT}}, "not a pair such as AUT HUN"),
        ({"pairs": {"AUT AUT": NEXT}}, "not a pair such as AUT HUN"),
        ({"pairs": {"AUT ngo": NEXT, "ngo AUT": NEXT}}, "the pair stands twice"),
        ({"pairs": {"AUT ngo": DAY}}, "when it was not in force"),
    ],
)
def test_contradictory_connections_are_refused(value: dict[str, Any], problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        connection(value)


def test_a_pair_without_a_day_is_not_connected() -> None:
    found = connection({"from": NEXT, "pairs": {"AUT ngo": None}})
    assert not found.is_up("AUT", "ngo", LAST)


def test_a_party_without_a_day_is_not_connected() -> None:
    assert not connection({"from": NEXT, "parties": {"AUT": None}}).is_up("AUT", "ngo", LAST)
