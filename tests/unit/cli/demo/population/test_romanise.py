import re
import unicodedata
from collections.abc import Iterator

import pytest
from tests.unit.cli.demo.population.languages import LANGUAGES, REGISTERS, all_names

from egnatia.cli.demo.population.name import name_stock
from egnatia.cli.demo.population.romanise import Hand, Name, mrz_spelling, passport_spelling, spell, spelling

LETTERS = {
    "Cyrl": re.compile(r"[\u0400-\u04ff]+"),
    "Grek": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"),
    "Latn": re.compile(r"[a-zA-Z\u00c0-\u024f]+"),
}
PETAR = Name("Петар", "Petar", "sr")
JOVANOVIC = Name("Јовановић", "Jovanović", "sr")
GJERGJ = Name("Gjergj", "Gjergj", "sq")
HOXHA = Name("Hoxha", "Hoxha", "sq")


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("sr", "Јовановић"),
        ("gaj", "Jovanović"),
        ("mk", "Јовановиќ"),
        ("bg", "Йованович"),
        ("el", "Γιοβανόβιτς"),
        ("sq", "Jovanoviq"),
        ("tr", "Yovanoviç"),
        ("ro", "Iovanovici"),
        ("hu", "Jovanovics"),
        ("de", "Jowanowitsch"),
        ("it", "Iovanovic"),
        ("en", "Yovanovich"),
    ],
)
def test_a_serbian_name_is_heard_differently_in_every_register(code: str, written: str) -> None:
    assert spell(JOVANOVIC, code, Hand.EAR) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [("sr", "Ђерђ Хоџа"), ("mk", "Ѓерѓ Хоџа"), ("bg", "Джердж Ходжа"), ("el", "Τζερτζ Χότζα"), ("tr", "Cerc Hoca")],
)
def test_an_albanian_name_is_heard_differently_in_every_register(code: str, written: str) -> None:
    assert f"{spell(GJERGJ, code, Hand.EAR)} {spell(HOXHA, code, Hand.EAR)}" == written


@pytest.mark.parametrize(
    ("language", "native", "latin"),
    [
        # Transliteration Act (State Gazette 19/2009): zh, sht, yu, ya; -ия at the end is -ia
        ("bg", "Желязков", "Zhelyazkov"),
        ("bg", "Щерев", "Shterev"),
        ("bg", "Юлия", "Yulia"),
        ("bg", "Мария", "Maria"),
        ("bg", "Вълчев", "Valchev"),
        # ELOT 743: ng, initial mp as b, ou, av before a vowel
        ("el", "Ευαγγελία", "Evangelia"),
        ("el", "Μπαλτάς", "Baltas"),
        ("el", "Λάμπρος", "Lampros"),
        ("el", "Δούκας", "Doukas"),
        ("el", "Σταυρούλα", "Stavroula"),
        ("el", "Παπαϊωάννου", "Papaioannou"),
        ("el", "Χαράλαμπος", "Charalampos"),
        # ICAO 9303-3 section 6 B: Macedonian
        ("mk", "Ѓорѓиевски", "Gjorgjievski"),
        ("mk", "Шапкаров", "Shapkarov"),
        ("sr", "Ђорђевић", "Đorđević"),
        ("sr", "Љубичић", "Ljubičić"),
        ("sq", "Gjergj", "Gjergj"),
    ],
)
def test_passports_spell_by_the_rule_of_their_state(language: str, native: str, latin: str) -> None:
    assert passport_spelling(native, language) == latin


@pytest.mark.parametrize(
    ("language", "passport", "zone"),
    [
        ("sr", "Đorđević", "DORDEVIC"),
        ("de", "Müller", "MUELLER"),
        ("de", "Groß", "GROSS"),
        ("tr", "Öztürk", "OZTURK"),
        ("tr", "Işık", "ISIK"),
        ("hu", "Szőke", "SZOKE"),
        ("sq", "Çela", "CELA"),
        ("ro", "Țurcanu", "TURCANU"),
        ("it", "D'Angelo", "DANGELO"),
        ("ar", "Al-Rifai", "AL-RIFAI"),
    ],
)
def test_the_machine_readable_zone_has_capitals_without_marks(language: str, passport: str, zone: str) -> None:
    assert mrz_spelling(Name(passport, passport, language)) == zone


def test_at_home_a_name_is_written_as_it_is() -> None:
    assert all(spell(JOVANOVIC, "sr", hand) == "Јовановић" for hand in Hand)


def test_a_latin_register_may_copy_the_passport_or_its_lower_lines() -> None:
    assert spell(JOVANOVIC, "it", Hand.PASSPORT) == "Jovanović"
    assert spell(JOVANOVIC, "it", Hand.MRZ) == "Jovanovic"


def test_a_register_in_another_script_always_writes_by_ear() -> None:
    assert {spell(PETAR, "el", hand) for hand in Hand} == {"Πέταρ"}


def test_turkish_capitals_keep_their_dots() -> None:
    assert spell(Name("Ibrahimi", "Ibrahimi", "sq"), "tr", Hand.EAR) == "İbrahimi"
    assert spell(Name("Işık", "Işık", "tr"), "gaj", Hand.EAR) == "Išik"


@pytest.mark.parametrize("language", ["sr", "mk"])
def test_letters_that_stand_for_one_sound_each_survive_being_heard_and_written(language: str) -> None:
    rules = spelling(language)
    assert rules.write
    for name in all_names(language):
        small = name.native.lower()
        assert rules.write.apply(rules.read.apply(small)) == small


@pytest.mark.slow
@pytest.mark.parametrize("code", REGISTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_leaves_a_letter_that_the_register_does_not_have(language: str, code: str) -> None:
    letters = LETTERS[spelling(code).script]
    foreign = [word for word in spelled(language, code) if not letters.fullmatch(word)]
    assert foreign == []


def spelled(language: str, code: str) -> Iterator[str]:
    for name in all_names(language):
        for hand in Hand:
            written = spell(name, code, hand)
            assert unicodedata.is_normalized("NFC", written)
            yield from re.split("[ '’-]", written)


def test_every_language_has_its_names() -> None:
    assert all(name_stock(language).language == language for language in LANGUAGES)
