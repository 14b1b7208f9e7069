"""Zones of travel documents, by the specimens of ICAO Doc 9303."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.travel import read_zone

#: ICAO 9303-4, -5 and -6, appendix B of each: passport, card, document of the middle format.
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
MIDDLE = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


@pytest.mark.parametrize(("zone", "number"), [(PASSPORT, "L898902C3"), (CARD, "D23145890"), (MIDDLE, "D23145890")])
def test_the_specimens_are_read(zone: str, number: str) -> None:
    found = read_zone(zone)
    assert found
    assert (found.number, found.agrees) == (number, True)
    assert dict(found.holder) == {"family_name": "ERIKSSON", "first_name": "ANNA MARIA", "sex": "female"}


def test_a_country_is_named_by_our_code_where_documents_bear_another() -> None:
    german = read_zone(PASSPORT.replace("UTO", "D<<"))
    kosovar = read_zone(PASSPORT.replace("UTO", "RKS"))
    assert german and german.issuer == "DEU" and german.holder["nationality"] == "DEU"  # noqa: PT018
    assert kosovar and kosovar.issuer == "XKX"  # noqa: PT018
    assert (read_zone(PASSPORT) or kosovar).issuer == ""


def test_no_date_of_birth_is_guessed_from_two_digits_of_a_year() -> None:
    found = read_zone(PASSPORT)
    assert found
    assert "birth_date" not in found.holder


@pytest.mark.parametrize("place", [0, 53, 60, 70])
def test_a_slip_in_a_checked_field_is_told(place: int) -> None:
    zone = PASSPORT.replace("\n", "")
    slipped = (
        zone[:place] + {"L": "M", "6": "7"}.get(zone[place], "1" if zone[place].isdigit() else "X") + zone[place + 1 :]
    )
    found = read_zone(slipped)
    assert found is None or not found.agrees or place == 0


@given(st.text(max_size=100) | st.text("P<UTO123", min_size=80, max_size=96))
def test_whatever_is_typed_is_a_zone_or_none(text: str) -> None:
    found = read_zone(text)
    assert found is None or "<" not in found.number + "".join(found.holder.values())
