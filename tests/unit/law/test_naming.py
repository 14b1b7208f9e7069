"""What the law's codes are called in its sentences."""

import pytest

from egnatia.law.channels import KeySet
from egnatia.law.naming import keys_name, kind_name, offence_name, party_name, property_name, purpose_name
from egnatia.law.offences import OFFENCES
from egnatia.model.caveat import Purpose
from egnatia.model.kinds import KINDS


def test_kinds_are_called_by_their_label_and_abbreviations_keep_their_capitals() -> None:
    assert [kind_name(kind) for kind in ("person", "missing_report", "dna")] == [
        "person",
        "missing report",
        "DNA profile",
    ]


def test_what_is_unknown_is_called_as_it_was_typed() -> None:
    assert kind_name("sea_dragon") == "sea dragon"
    assert property_name("dragon", "wing_span") == "wing span"
    assert offence_name("dragon_riding") == "dragon riding"


def test_a_state_is_called_by_its_country_and_a_body_by_its_node() -> None:
    assert [party_name(code) for code in ("SRB", "XKX", "SELEC")] == ["Serbia", "Kosovo", "SELEC"]


@pytest.mark.parametrize(
    ("kind", "least", "of", "words"),
    [
        ("person", 2, {"first_name", "birth_date"}, "date of birth and first name"),
        ("person", 1, {"first_name", "birth_date"}, "1 of date of birth, first name"),
        ("vehicle", 2, {"plate", "registration_country"}, "country of registration and registration number"),
    ],
)
def test_properties_by_which_one_asks_are_called_as_on_the_form(
    kind: str, least: int, of: set[str], words: str
) -> None:
    assert keys_name(kind, KeySet(least=least, of=frozenset(of))) == words


def test_no_name_holds_a_code() -> None:
    names = [*map(kind_name, KINDS), *map(purpose_name, Purpose), *map(offence_name, OFFENCES)]
    assert [name for name in names if "_" in name] == []
