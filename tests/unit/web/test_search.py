"""The search box: what is pasted into it opens the right form, filled in; rubbish opens none, and is kept."""

import re
from html import escape

import pytest
from tests.twins.network import Network, network
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role

UPPER = "P<SRBVUKSANI<<SKENDER".ljust(44, "<")
LOWER = "1234567897SRB7610123M3001019<<<<<<<<<<<<<<00"
PROFILE = "D3S1358 14,15 vWA 16,18 FGA 21,24 TH01 6,9.3 D8S1179 12,13 D21S11 28,30"


@pytest.fixture(scope="module")
def officer() -> Desk:
    made: Network = network("RS", "AL")
    return Desk(made, "RS", Role.OFFICER)


def found(officer: Desk, typed: str) -> str:
    """Type something into the box, and return the page that opens."""
    return officer.send(officer.see("/questions"), "/search", {"q": typed})


def filled(page: str, field: str) -> str:
    """Return what stands in a field of the form."""
    tag = re.search(rf'<input id="{field}"[^>]*value="([^"]*)"', page) or re.search(
        rf'<textarea id="{field}"[^>]*>([^<]*)<', page
    )
    assert tag, page
    return tag[1]


@pytest.mark.parametrize("between", ["\r\n", " ", ""])
def test_a_zone_is_its_document_or_its_holder_however_its_lines_were_pasted(officer: Desk, between: str) -> None:
    page = found(officer, UPPER + between + LOWER)
    assert "What is meant?" in page
    assert 'name="number" value="123456789"' in page
    assert 'name="issuing_country" value="SRB"' in page
    assert 'name="family_name" value="VUKSANI"' in page


def test_the_lower_line_of_a_passport_alone_opens_the_form_of_the_document(officer: Desk) -> None:
    assert filled(found(officer, LOWER), "number") == "123456789"


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("+355 69 234 5678", "phone", "+355692345678"),
        ("DE89 3704 0044 0532 0130 00", "iban", "DE89370400440532013000"),
        ("490154203237518", "imei", "490154203237518"),
        ("WVWZZZ1JZXW000001", "vin", "WVWZZZ1JZXW000001"),
        ("Παπαδόπουλος Γεώργιος 3.5.1980", "birth_date", "1980-05-03"),
        ("محمد الأحمد", "family_name", "الأحمد"),
        (UPPER, "family_name", "VUKSANI"),
    ],
)
def test_what_can_be_one_thing_only_opens_its_form(officer: Desk, typed: str, field: str, value: str) -> None:
    assert filled(found(officer, typed), field) == value


def test_a_pasted_profile_stands_in_the_form_a_locus_a_line(officer: Desk) -> None:
    lines = filled(found(officer, PROFILE), "profile").split()
    assert lines[:4] == ["D3S1358", "14,15", "vWA", "16,18"]


def test_a_plate_of_several_countries_is_offered_with_each_and_with_none(officer: Desk) -> None:
    page = found(officer, "BG 123-AB")
    assert page.count('name="plate" value="BG123AB"') == page.count('value="SRB"') + page.count('value="ALB"') + 1
    assert 'value="SRB"' in page


@pytest.mark.parametrize("typed", ["???", "<script>alert(1)</script>", "x" * 5000, "12"])
def test_rubbish_opens_no_form_and_is_kept(officer: Desk, typed: str) -> None:
    page = found(officer, typed)
    assert "Nothing was recognised" in page
    assert escape(typed) in page
    assert "<script>alert" not in page
