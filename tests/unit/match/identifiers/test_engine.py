import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.engine import KEY_LENGTH, Properties
from egnatia.match.identifiers.engine import IdentifierEngine
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

ENGINE = IdentifierEngine()
VEHICLE, DOCUMENT, DEVICE, ACCOUNT = (KINDS[name] for name in ("vehicle", "document", "device", "account"))


def plate(value: str, country: str = "SRB") -> dict[str, tuple[str, ...]]:
    return {"plate": (value,), "registration_country": (country,)}


def meets(asked: Properties, found: Properties, *, exact: bool) -> bool:
    return bool(ENGINE.terms(VEHICLE, found) & ENGINE.probes(VEHICLE, asked, exact=exact))


@pytest.mark.parametrize("exact", [True, False])
def test_the_same_plate_in_another_alphabet_is_a_full_hit(*, exact: bool) -> None:
    asked, found = plate("ВG 123-АВ"), plate("BG123AB")
    assert meets(asked, found, exact=exact)
    assert ENGINE.score(VEHICLE, asked, found, exact=exact).quality is Quality.FULL


def test_look_alikes_meet_only_where_inexact_keys_are_allowed() -> None:
    asked, found = plate("BG 123-AB"), plate("8G I23-A8")
    assert meets(asked, found, exact=False)
    assert not meets(asked, found, exact=True)
    assert ENGINE.score(VEHICLE, asked, found, exact=False).quality is Quality.CLOSE
    assert ENGINE.score(VEHICLE, asked, found, exact=True).quality is None


def test_a_plate_of_another_country_is_no_hit() -> None:
    score = ENGINE.score(VEHICLE, plate("BG 123-AB", "SRB"), plate("BG 123-AB", "HRV"), exact=True)
    assert score.quality is None
    assert any("another issuer" in item.why for item in score.evidence)


def test_a_country_that_one_side_does_not_know_does_not_hinder() -> None:
    found = {"plate": ("BG123AB",)}
    assert ENGINE.score(VEHICLE, plate("BG 123-AB"), found, exact=True).quality is Quality.FULL


def test_a_stolen_plate_on_another_car_is_a_possible_hit() -> None:
    asked = plate("BG 123-AB") | {"vin": ("WVWZZZ1JZ3W386752",)}
    found = plate("BG 123-AB") | {"vin": ("WVWZZZ1JZ3W999999",)}
    assert ENGINE.score(VEHICLE, asked, found, exact=True).quality is Quality.POSSIBLE


def test_a_slip_that_breaks_the_check_digit_still_finds() -> None:
    asked, found = {"imei": ("490154203327518",)}, {"imei": ("490154203237518",)}
    assert ENGINE.terms(DEVICE, found) & ENGINE.probes(DEVICE, asked, exact=False)
    assert ENGINE.score(DEVICE, asked, found, exact=False).quality is Quality.POSSIBLE


def test_a_slip_in_the_register_is_found_too() -> None:
    asked, found = {"imei": ("490154203237518",)}, {"imei": ("490154203327518",)}
    assert ENGINE.terms(DEVICE, found) & ENGINE.probes(DEVICE, asked, exact=False)
    assert ENGINE.score(DEVICE, asked, found, exact=False).quality is Quality.POSSIBLE


def test_the_neighbouring_document_is_no_hit() -> None:
    asked, found = {"number": ("001234567",)}, {"number": ("001234568",)}
    assert not ENGINE.terms(DOCUMENT, found) & ENGINE.probes(DOCUMENT, asked, exact=False)
    assert ENGINE.score(DOCUMENT, asked, found, exact=False).quality is None


def test_one_of_two_numbers_is_enough() -> None:
    asked, found = {"phone": ("+381641234567", "+381641111111")}, {"phone": ("+381641234567",)}
    assert ENGINE.score(DEVICE, asked, found, exact=True).quality is Quality.FULL


def test_what_only_one_side_names_says_nothing() -> None:
    score = ENGINE.score(VEHICLE, plate("BG123AB"), {"vin": ("WVWZZZ1JZ3W386752",)}, exact=True)
    assert (score.value, score.quality, score.evidence) == (0.0, None, ())


def test_properties_that_no_question_may_name_have_no_terms() -> None:
    assert ENGINE.terms(DOCUMENT, {"personal_number": ("0101006500006",)}) == frozenset()


@given(value=st.text(min_size=1, max_size=300), exact=st.booleans())
def test_keys_fit_the_table(*, value: str, exact: bool) -> None:
    asked = {"handle": (value,), "email": (value,), "wallet": (value,), "iban": (value,)}
    for term in ENGINE.terms(ACCOUNT, asked) | ENGINE.probes(ACCOUNT, asked, exact=exact):
        assert 0 < len(term.key) <= KEY_LENGTH
        assert term.key.isascii()
        assert term.key.isprintable()


@given(one=st.text(max_size=30), other=st.text(max_size=30), exact=st.booleans())
def test_the_score_is_symmetric(*, one: str, other: str, exact: bool) -> None:
    ours, theirs = {"plate": (one,)}, {"plate": (other,)}
    there = ENGINE.score(VEHICLE, ours, theirs, exact=exact)
    back = ENGINE.score(VEHICLE, theirs, ours, exact=exact)
    assert (there.value, there.quality) == (back.value, back.quality)


@given(value=st.text(min_size=1, max_size=30), exact=st.booleans())
def test_whatever_scores_as_a_hit_with_itself_finds_itself(*, value: str, exact: bool) -> None:
    asked = {"handle": (value,)}
    found = ENGINE.score(ACCOUNT, asked, asked, exact=exact).quality is not None
    assert bool(ENGINE.terms(ACCOUNT, asked) & ENGINE.probes(ACCOUNT, asked, exact=exact)) == found
