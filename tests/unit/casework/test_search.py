"""What the search box makes of what is typed: known examples, and what holds of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.search import Guess, Surety, recognise
from egnatia.casework.travel import read_zone
from egnatia.match.identifiers.document import check_digit
from egnatia.model.identity import CountryCode
from egnatia.model.kinds import KINDS
from egnatia.model.question import parse_asked

HOME = frozenset(map(CountryCode, ("SRB", "ALB", "MKD", "BGR")))
#: The specimen passport of ICAO 9303-4, appendix B, and the specimen card of 9303-5, appendix B.
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def only(typed: str) -> Guess:
    guesses = recognise(typed, HOME)
    assert len(guesses) == 1, guesses
    return guesses[0]


@pytest.mark.parametrize(
    ("typed", "kind", "properties"),
    [
        ("Скендер Вуксани", "person", {"first_name": "Скендер", "family_name": "Вуксани"}),
        ("VUKSANI Skender", "person", {"first_name": "Skender", "family_name": "VUKSANI"}),
        ("Vuksani, Skender", "person", {"first_name": "Skender", "family_name": "Vuksani"}),
        (
            "Ana Jovanović 3.7.1990.",
            "person",
            {"first_name": "Ana", "family_name": "Jovanović", "birth_date": "1990-07-03"},
        ),
        ("Γιώργος Παπαδόπουλος", "person", {"first_name": "Γιώργος", "family_name": "Παπαδόπουλος"}),
        ("Мустафа Sheikh-O'Neil", "person", {"first_name": "Мустафа", "family_name": "Sheikh-O'Neil"}),
        ("+355 69 123 4567", "device", {"phone": "+355691234567"}),
        ("GB82 WEST 1234 5698 7654 32", "account", {"iban": "GB82WEST12345698765432"}),
        ("ana@example.rs", "account", {"email": "ana@example.rs"}),
        ("nightjar:K94TRB", "account", {"handle": "nightjar:K94TRB"}),
        ("+999 99 99 99 99", "device", {"phone": "+999 99 99 99 99"}),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "account", {"wallet": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"}),
        ("WVWZZZ1JZ3W386752", "vehicle", {"vin": "WVWZZZ1JZ3W386752"}),
        ("490154203237518", "device", {"imei": "490154203237518"}),
        ("D3S1358 15,17 vWA: 16 18.3 FGA 21", "dna", {"profile": "D3S1358 15,17\nvWA 16,18.3\nFGA 21"}),
    ],
)
def test_what_has_one_meaning_opens_one_form(typed: str, kind: str, properties: dict[str, str]) -> None:
    found = only(typed)
    assert (found.kind, dict(found.properties)) == (kind, properties)


def test_a_plate_that_several_countries_issue_is_a_choice_of_these() -> None:
    guesses = recognise("BG 123-AB", HOME)
    countries = [guess.properties.get("registration_country") for guess in guesses]
    assert countries == ["ALB", "MKD", "SRB", None]


def test_a_passport_number_without_form_is_a_choice() -> None:
    assert {guess.kind for guess in recognise("AB1234567", HOME)} == {"vehicle", "document"}


def test_a_company_is_offered_before_a_person_of_that_name() -> None:
    assert [guess.kind for guess in recognise("Adria Shipping d.o.o.", HOME)] == ["organisation", "person"]


@pytest.mark.parametrize("zone", [PASSPORT, PASSPORT.replace("\n", ""), PASSPORT.replace("\n", " ").lower()])
def test_a_zone_is_a_document_and_its_holder_however_its_lines_are_broken(zone: str) -> None:
    document, holder = recognise(zone, HOME)
    assert dict(document.properties) == {"number": "L898902C3"}
    assert dict(holder.properties) == {"family_name": "ERIKSSON", "first_name": "ANNA MARIA", "sex": "female"}
    assert document.surety is Surety.CERTAIN


def test_a_card_and_the_lower_line_of_a_passport_are_zones_too() -> None:
    card, line = read_zone(CARD), read_zone(PASSPORT.splitlines()[1])
    assert card
    assert line
    assert (card.agrees, card.number) == (True, "D23145890")
    assert (line.agrees, line.number, dict(line.holder)) == (True, "L898902C3", {})


@pytest.mark.parametrize(
    ("line", "kind", "properties"),
    [
        (PASSPORT.splitlines()[0], "person", {"family_name": "ERIKSSON", "first_name": "ANNA MARIA"}),
        ("I<SRBERIKSSON<<ANNA".ljust(36, "<"), "person", {"family_name": "ERIKSSON", "first_name": "ANNA"}),
        (CARD.splitlines()[1].replace("UTO", "SRB"), "person", {"nationality": "SRB", "sex": "female"}),
        (CARD.splitlines()[2], "person", {"family_name": "ERIKSSON", "first_name": "ANNA MARIA"}),
        (CARD.splitlines()[0].replace("UTO", "SRB"), "document", {"number": "D23145890", "issuing_country": "SRB"}),
    ],
)
def test_one_line_of_a_zone_gives_what_it_says(line: str, kind: str, properties: dict[str, str]) -> None:
    found = next(guess for guess in recognise(line, HOME) if guess.what.endswith("machine-readable zone"))
    assert (found.kind, dict(found.properties)) == (kind, properties)


@pytest.mark.parametrize("typed", ["Marko Ilic 12.04.1985", "Ana Babic 2001-04-12 a"])
def test_a_name_with_a_date_is_no_vehicle_however_long_it_is(typed: str) -> None:
    assert "vehicle" not in {guess.kind for guess in recognise(typed, HOME)}


def test_a_zone_with_a_wrong_check_digit_is_not_certain() -> None:
    assert {guess.surety for guess in recognise(PASSPORT.replace("C36UTO", "C37UTO"), HOME)} == {Surety.LIKELY}


@given(st.text(max_size=120) | st.text("ABC123+-./:@<, \n", max_size=60))
def test_whatever_is_typed_each_guess_is_a_question_that_may_be_asked(typed: str) -> None:
    for guess in recognise(typed, HOME):
        kind = KINDS[guess.kind]
        assert parse_asked(kind, {name: [value] for name, value in guess.properties.items()}, "")


@given(st.text("0123456789", min_size=18, max_size=18), st.sampled_from(["", " ", "\u00a0"]))
def test_every_account_number_with_right_check_digits_is_recognised(rest: str, between: str) -> None:
    digits = int("".join(str(int(char, 36)) for char in rest + "RS00"))
    iban = f"RS{98 - digits % 97:02}{rest}"
    written = between.join(iban[place : place + 4] for place in range(0, len(iban), 4))
    assert dict(only(written).properties) == {"iban": iban}


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=9, max_size=9),
    st.sampled_from("MF<"),
)
def test_every_well_formed_passport_zone_gives_its_number_and_name(name: str, number: str, sex: str) -> None:
    upper = f"P<SRB{name}<<ANA".ljust(44, "<")
    lower = f"{number}{check_digit(number)}SRB900703{check_digit('900703')}{sex}300101{check_digit('300101')}"
    zone = read_zone(upper + "\n" + lower + "<" * 14 + "00")
    assert zone
    assert zone.agrees
    assert (zone.number, zone.issuer, zone.holder["family_name"]) == (number, "SRB", name)


@given(st.sampled_from(["BG123AB", "NS4567XY", "AA123BC"]), st.sampled_from(["", " ", "-"]), st.booleans())
def test_a_plate_is_the_same_in_every_spelling(plate: str, between: str, low: bool) -> None:  # noqa: FBT001
    digits = sum(char.isdigit() for char in plate)
    written = between.join((plate[:2], plate[2 : 2 + digits], plate[2 + digits :]))
    found = {guess.properties["plate"] for guess in recognise(written.lower() if low else written, HOME)}
    assert found == {plate}


def test_the_lower_line_of_a_passport_alone_is_a_document_without_a_holder() -> None:
    assert [guess.kind for guess in recognise(PASSPORT.splitlines()[1], HOME)] == ["document"]


def test_a_number_that_is_too_short_for_its_country_is_no_telephone() -> None:
    assert not [guess for guess in recognise("+381 11 000", HOME) if guess.kind == "device"]
