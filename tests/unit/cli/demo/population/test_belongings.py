from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, imei
from tests.unit.cli.demo.population.countries import STATES

from egnatia.cli.demo.population.belongings import (
    Paper,
    draw_bank_account,
    draw_car,
    draw_passport,
    draw_phone,
    draw_things,
    draw_vin,
)
from egnatia.cli.demo.population.chance import stream
from egnatia.cli.demo.population.country import country
from egnatia.cli.demo.population.human import Human, draw_human
from egnatia.match.identifiers import vin
from egnatia.model.identity import CountryCode

TODAY = date(2026, 11, 21)
SEEDS = st.integers(0, 10**6)


def somebody(seed: int = 1, nation: str = "SRB") -> Human:
    return draw_human(stream(seed), CountryCode(nation), TODAY)


@given(SEEDS, st.integers(1995, 2026))
def test_a_vin_has_seventeen_characters_and_its_check_digit(seed: int, year: int) -> None:
    drawn = draw_vin(stream(seed), "WVW", year)
    assert len(drawn) == 17
    assert not set(drawn) & set("IOQ")
    assert drawn[8] == vin.check_digit(drawn)


@pytest.mark.parametrize("code", STATES)
def test_ibans_are_valid_in_their_country(code: CountryCode) -> None:
    rng = stream(3)
    accounts = [draw_bank_account(rng, country(code)) for _ in range(30)]
    assert [account.value for account in accounts if not iban.is_valid(account.value)] == []


@given(SEEDS)
def test_a_telephone_has_a_test_imei_with_its_check_digit(seed: int) -> None:
    phone = draw_phone(stream(seed), somebody(), TODAY)
    assert imei.is_valid(phone.imei)
    assert phone.imei.startswith("00")
    assert phone.imsi.startswith("00101")


@given(SEEDS)
def test_what_befell_a_document_befell_it_after_its_issue(seed: int) -> None:
    paper = draw_passport(stream(seed), somebody(seed), TODAY)
    assert paper.issued <= (paper.status_date or paper.issued) <= TODAY < date(2100, 1, 1)
    assert (paper.status == "valid") == (paper.status_date is None)


@given(SEEDS)
def test_a_stolen_car_was_registered_before(seed: int) -> None:
    car = draw_car(stream(seed), somebody(seed), TODAY)
    assert car.first_registration <= (car.status_date or car.first_registration) <= TODAY


@given(SEEDS)
def test_a_child_has_documents_only(seed: int) -> None:
    child = draw_human(stream(seed), CountryCode("ALB"), TODAY)
    things = draw_things(stream(seed), child, TODAY, known_widely=True)
    assert not child.is_minor(TODAY) or all(isinstance(thing, Paper) for thing in things)


def test_somebody_known_widely_has_more_on_record() -> None:
    rng, human = stream(5), somebody(nation="GRC")
    known = sum(len(draw_things(rng, human, TODAY, known_widely=True)) for _ in range(400))
    others = sum(len(draw_things(rng, human, TODAY, known_widely=False)) for _ in range(400))
    assert known > others * 1.3
