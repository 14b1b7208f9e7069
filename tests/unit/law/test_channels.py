from dataclasses import replace

import pytest

from egnatia.law.channels import Channel, Confirms, KeySet, Transport
from egnatia.law.decide import load_law

NAME = KeySet(least=2, of=frozenset({"first_name", "family_name", "birth_date"}))
PLATE = KeySet(least=2, of=frozenset({"plate", "registration_country"}))
VIN = KeySet(least=1, of=frozenset({"vin"}))
VEHICLE = Channel(
    instrument="x",
    kind="vehicle",
    article="Art. 1",
    keys=(VIN, PLATE),
    also=frozenset({"make"}),
    exact=True,
    reply=frozenset({"status"}),
    confirms=Confirms.NOBODY,
    release=False,
    clock_hours=None,
    transport=Transport.AUTOMATIC,
)


def keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


@pytest.mark.parametrize(
    "asked", ["first_name family_name", "family_name birth_date", "first_name family_name birth_date"]
)
def test_two_of_three_meet_a_name_question(asked: str) -> None:
    assert NAME.met_by(keys(asked))


@pytest.mark.parametrize("asked", ["", "first_name", "family_name sex", "alias nationality"])
def test_one_of_three_does_not(asked: str) -> None:
    assert not NAME.met_by(keys(asked))


def test_any_one_set_of_keys_suffices() -> None:
    assert VEHICLE.takes(keys("vin"), exact=True)
    assert VEHICLE.takes(keys("plate registration_country"), exact=True)
    assert not VEHICLE.takes(keys("plate"), exact=True)


def test_a_question_names_nothing_that_the_instrument_does_not_take() -> None:
    assert VEHICLE.takes(keys("vin make"), exact=True)
    assert not VEHICLE.takes(keys("vin colour"), exact=True)
    assert replace(VEHICLE, also=None).takes(keys("vin colour"), exact=True)


def test_an_exact_channel_takes_complete_values_only() -> None:
    assert not VEHICLE.takes(keys("vin"), exact=False)
    assert replace(VEHICLE, exact=False).takes(keys("vin"), exact=False)


def test_a_set_of_keys_reads_as_words() -> None:
    assert str(NAME) == "2 of birth_date, family_name, first_name"
    assert str(PLATE) == "plate and registration_country"


def test_pruem_vehicles_are_asked_by_plate_and_country_or_vin_and_answered_with_data() -> None:
    channel = load_law().channel("prum", "vehicle")
    assert channel.takes(keys("plate registration_country"), exact=True)
    assert channel.takes(keys("vin"), exact=True)
    assert not channel.takes(keys("engine_number"), exact=True)
    assert not channel.takes(keys("plate"), exact=True)
    assert {"holder_name", "make", "status"} <= channel.reply
    assert (channel.exact, channel.release, channel.confirms) == (True, False, Confirms.NOBODY)


@pytest.mark.parametrize(("kind", "property"), [("dna", "profile"), ("print", "file")])
def test_pruem_profiles_and_prints_come_back_and_the_askers_expert_confirms(kind: str, property: str) -> None:  # noqa: A002
    channel = load_law().channel("prum", kind)
    assert property in channel.reply
    assert channel.confirms is Confirms.ASKER
    assert channel.release


@pytest.mark.parametrize("instrument", ["pcc-see", "selec", "2023-977", "europol", "prum2"])
def test_a_name_question_needs_two_of_three_and_is_answered_with_a_reference_only(instrument: str) -> None:
    channel = load_law().channel(instrument, "person")
    assert NAME in channel.keys
    assert not channel.takes(keys("family_name"), exact=True)
    assert not channel.takes(keys("full_name"), exact=True)
    assert channel.reply == frozenset()


def test_the_reply_to_a_dna_question_is_due_in_a_quarter_of_an_hour() -> None:
    assert load_law().channel("prum", "dna").clock_hours == 0.25


def test_the_directive_has_a_clock_for_urgent_cases() -> None:
    channel = load_law().channel("2023-977", "person")
    assert (channel.clock_hours, channel.urgent_hours) == (168, 8)
