"""A first mapping, guessed by headers and cells."""

from datetime import date

import pytest
from tests.unit.casework.importing.samples import TODAY

from egnatia.casework.importing.guess import Guess, fold, guess_mapping
from egnatia.casework.importing.headers import WORDS
from egnatia.casework.importing.reading import parse_mapping
from egnatia.casework.importing.row import Row
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS

#: Headers of a register of persons in the languages of the region.
HEADERS = (
    "Surname,First name,Date of birth,Sex",
    "Mbiemri,Emri,Datëlindja,Gjinia",
    "Prezime,Ime,Datum rođenja,Spol",
    "Презиме,Име,Датум рођења,Пол",
    "Фамилия,Име,Дата на раждане,Пол",
    "Familienname,Vorname,Geburtsdatum,Geschlecht",
    "Επώνυμο,Όνομα,Ημερομηνία γέννησης,Φύλο",
    "Vezetéknév,Keresztnév,Születési dátum,Nem",
    "Cognome,Nome,Data di nascita,Sesso",
    "Презиме,Име,Датум на раѓање,Пол",
    "Nume,Prenume,Data nașterii,Sexul",
    "Priimek,Ime,Datum rojstva,Spol",
    "Soyadı,Adı,Doğum tarihi,Cinsiyet",
)


def guess(header: str, *lines: str) -> Guess:
    columns = header.split(",")
    rows = [
        Row(line=number, cells={name: (cell,) for name, cell in zip(columns, line.split(","), strict=True)}, raw=None)
        for number, line in enumerate(lines, start=2)
    ]
    return guess_mapping(columns, rows)


@pytest.mark.parametrize("header", HEADERS)
def test_a_register_of_persons_is_known_in_every_language_of_the_region(header: str) -> None:
    found = guess(header, "Proba,Ana,12.04.1985,F", "Probni,Petar,13.04.1985,M")
    properties = found.mapping["records"]["person"]["properties"]
    family, first, born, sex = header.split(",")
    assert (properties["family_name"], properties["first_name"]) == (family, first)
    assert properties["birth_date"] == {"column": born, "dates": ["DD.MM.YYYY"]}
    assert properties["sex"] == {"column": sex, "values": {"F": "female", "M": "male"}}


def test_cells_that_belie_the_header_are_not_taken_for_it() -> None:
    found = guess("Date of birth,Name", "Ana,1985-01-02", "Petar,1985-01-03")
    assert found.unknown == ("Date of birth", "Name")


def test_a_column_without_a_telling_name_is_known_by_its_cells() -> None:
    found = guess("x,y", "WVWZZZ1JZXW000001,a@example.org", "WVWZZZ1JZXW000002,b@example.org")
    assert found.mapping["records"]["vehicle"]["properties"] == {"vin": "x"}
    assert found.mapping["records"]["person"]["properties"] == {"email": "y"}


def test_owner_and_vehicle_of_a_row_are_linked() -> None:
    found = guess("EMBG,Prezime,VIN", "0101985450001,Proba,WVWZZZ1JZXW000001")
    assert found.mapping["records"]["ownership"]["properties"]["owner"] == {"record": "person"}


def test_what_only_a_person_can_say_is_left_open_and_refused_until_it_is_said() -> None:
    whole = {"source": "x", "format": "csv", **guess("EMBG,Prezime,VIN", "1,Proba,WVWZZZ1JZXW000001").mapping}
    with pytest.raises(ParseError, match="retain"):
        parse_mapping(whole, TODAY)
    caveat = {**whole["caveat"], "retain": "5 years", "purposes": ["criminal_investigation"]}
    completed = parse_mapping({**whole, "caveat": caveat}, TODAY)
    assert completed.templates[0].caveat.retain_until > date(2031, 1, 1)


def test_every_word_is_spelt_as_it_is_looked_up_and_stands_for_something() -> None:
    for word, meanings in WORDS.items():
        assert fold(word) == word
        assert all(name in KINDS[kind].properties for kind, name in meanings)


def test_a_column_of_countries_is_one_only_if_its_cells_are_countries() -> None:
    header = "Surname,First name,Nationality"
    right = guess(header, "Proba,Ana,Albania", "Proba,Petar,SRB")
    wrong = guess(header, "Proba,Ana,tall", "Proba,Petar,short")
    assert right.mapping["records"]["person"]["properties"]["nationality"]
    assert "Nationality" in wrong.unknown


def test_an_empty_column_is_taken_at_its_word_and_a_power_has_a_unit() -> None:
    found = guess("VIN,Power,Surname", "WVWZZZ1JZXW000001,55,", "WVWZZZ1JZXW000002,66,")
    assert found.mapping["records"]["vehicle"]["properties"]["power"] == {"column": "Power", "unit": "kW"}
    assert "Surname" not in found.unknown
