import unicodedata

import phonenumbers
import pytest
from tests.unit.cli.demo.population.countries import ORIGINS, STATES

from egnatia.cli.demo.population.chance import fill, stream
from egnatia.cli.demo.population.country import country
from egnatia.match.identifiers.plate import read_plate
from egnatia.model.identity import CountryCode
from egnatia.model.values import READERS, ValueType

#: Where the regulator keeps numbers for films: real ranges that no subscriber is ever given.
FOR_FILMS = {
    "DEU": ("+493023125", "+496990009", "+494066969", "+492214710", "+498999998"),
    "GBR": ("+447700900", "+442079460"),
}


@pytest.mark.parametrize("code", STATES)
def test_plates_have_a_form_that_their_country_knows(code: CountryCode) -> None:
    rng, land = stream(1), country(code)
    plates = [fill(pattern, rng, land.letters) for pattern in land.plates for _ in range(40)]
    assert [plate for plate in plates if not read_plate(plate, frozenset({code})).valid] == []


@pytest.mark.parametrize("code", STATES)
def test_telephone_numbers_are_possible_and_nobodys(code: CountryCode) -> None:
    rng, land = stream(2), country(code)
    for number in (fill(land.phone, rng) for _ in range(200)):
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_possible_number(parsed)
        assert number.startswith(FOR_FILMS.get(code, ("-",))) or not phonenumbers.is_valid_number(parsed)


@pytest.mark.parametrize("code", STATES + ORIGINS)
def test_towns_lie_somewhere_and_have_a_latin_spelling(code: CountryCode) -> None:
    for town in country(code).towns:
        assert READERS[ValueType.POINT](town.point, "point") == town.point
        assert unicodedata.name(town.name.passport[0]).startswith("LATIN")


@pytest.mark.parametrize("code", STATES)
def test_a_state_of_the_network_has_all_that_its_people_need(code: CountryCode) -> None:
    land = country(code)
    assert land.plates
    assert land.phone
    assert land.bban
    assert len(land.banks) >= 2
    assert len(land.streets) >= 3
    assert len(land.towns) >= 7
