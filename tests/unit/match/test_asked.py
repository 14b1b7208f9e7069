"""What a question must say: a value that says nothing is no key, whoever asks for whatever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.asked import doubts_in, fault_in, needed_of
from egnatia.model.kinds import KINDS

PERSON = KINDS["person"]


@pytest.mark.parametrize("name", ["-", "!!!", "?", "12", "…", "S", "S.", "С", "Ј."])
def test_a_first_name_that_says_nothing_is_none(name: str) -> None:
    fault = fault_in(PERSON, {"first_name": (name,), "family_name": ("Vuksani",)})
    assert fault
    assert fault.property == "first_name"


@pytest.mark.parametrize("name", ["Ana", "Bo", "Ђ. Марко", "王", "김", "یو", "O'N"])
def test_any_script_has_names(name: str) -> None:
    assert fault_in(PERSON, {"first_name": (name,), "family_name": ("Vuksani",)}) is None


def test_an_initial_may_stand_beside_the_name_in_full() -> None:
    assert fault_in(PERSON, {"first_name": ("Skënder", "S."), "birth_date": ("1985-04-12",)}) is None
    assert fault_in(PERSON, {"first_name": ("Skënder", "-"), "birth_date": ("1985-04-12",)})


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [("vehicle", "plate", "!!!"), ("document", "number", "---"), ("object", "title", "."), ("account", "iban", "…")],
)
def test_a_number_or_title_in_which_nothing_can_be_read_is_none(kind: str, name: str, value: str) -> None:
    fault = fault_in(KINDS[kind], {name: (value,)})
    assert fault
    assert str(fault).startswith(KINDS[kind].properties[name].label)


def test_what_is_no_dna_profile_is_named_as_the_profile_is() -> None:
    fault = fault_in(KINDS["dna"], {"profile": ("nothing",)})
    assert fault
    assert fault.property == "profile"


SIX = "VWA 16,17\nTH01 6,9.3\nFGA 21,22\nD21S11 29,30\nD8S1179 13,14\nD3S1358 15,16"


def test_loci_that_no_partner_compares_stay_at_home() -> None:
    asked = {"profile": (f"{SIX}\nPENTA_B 9,10\nDYS19 14,14\nAMELOGENIN X,Y",), "category": ("stain",)}
    assert needed_of(KINDS["dna"], asked) == {**asked, "profile": (f"{SIX}\nAMELOGENIN X,Y",)}
    assert needed_of(PERSON, {"profile": ("DYS19 14,14",)}) == {"profile": ("DYS19 14,14",)}


def test_a_profile_of_which_all_is_compared_travels_as_it_was_written() -> None:
    asked = {"profile": (SIX.replace(",", " / "),)}
    assert needed_of(KINDS["dna"], asked) is asked


def test_check_digits_that_do_not_agree_are_doubted_and_others_not() -> None:
    [doubt] = doubts_in(KINDS["account"], {"iban": ("AL47212110090000000235698742", "DE89370400440532013000")})
    assert "AL47212110090000000235698742" in doubt.words
    assert doubts_in(KINDS["vehicle"], {"plate": ("BG 123 AA",)}) == ()


@given(st.text(alphabet=st.characters(exclude_categories=["L"]), min_size=1, max_size=30))
def test_without_a_letter_nothing_is_a_name(text: str) -> None:
    assert fault_in(PERSON, {"family_name": (text,), "birth_date": ("1985-04-12",)})
