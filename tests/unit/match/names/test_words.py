import pytest

from egnatia.match.names.kernels import layout
from egnatia.match.names.words import (
    acronyms,
    company_names,
    company_tokens,
    is_company,
    person_names,
    person_tokens,
    read_person,
)


def split(name: str) -> list[str]:
    return [word.text for word in person_tokens(name)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Petar Jovanović", ["petar", "jovanović"]),
        ("Jovanović, Petar", ["jovanović", "petar"]),
        ("Ana-Marija O'Kovač", ["ana", "marija", "okovač"]),
        ("Dr. Petar de la Jovanović", ["petar", "jovanović"]),
        ("Omar bin Tariq al-Kurdi", ["omar", "tariq", "kurdi"]),
        ("Omar ben Tariq", ["omar", "tariq"]),
        ("Ben Tariq", ["ben", "tariq"]),
        ("Abd al-Rahman Kurdi", ["abdrahman", "kurdi"]),
        ("Abdul Rahman", ["abdrahman"]),
        ("Abdelrahman", ["abdrahman"]),
        ("عبد الرحمن", ["عبدرحمن"]),
        ("عبد الله", ["عبدالله"]),
        ("عبدل عصمت", ["عبدعصمت"]),
        ("আব্দুল রহমান", ["আব্দরহমান"]),
        ("अब्दुल रशीद", ["अब्दरशीद"]),
        ("P. Jovanović", ["p", "jovanović"]),
        ("de la", ["de", "la"]),
        ("Petar2 Jovanović", ["petar", "jovanović"]),
        ("J0sip 8ilić", ["josip", "bilić"]),
        ("Petar 2 Jovanović 1985", ["petar", "jovanović"]),
        ("Pe\u200dtar\u202e", ["petar"]),
        ("😀 123 !", []),
        ("", []),
    ],
)
def test_the_words_that_count_are_left(name: str, words: list[str]) -> None:
    assert split(name) == words


def test_long_names_are_clipped() -> None:
    assert len(split("Petar " * 10_000)) == 8


def test_legal_forms_do_not_count() -> None:
    names = ["Vardar Trans d.o.o.", "VARDAR TRANS DOO", "Vardar Trans Sh.p.k.", "Vardar Trans"]
    assert {tuple(word.text for word in company_tokens(name)) for name in names} == {("vardar", "trans")}
    assert [word.text for word in company_tokens("A.D.")] == ["ad"]


def test_what_everybody_trades_in_does_not_count_unless_nothing_else_is_left() -> None:
    trading = company_tokens("Друштво за трговија и услуги ВАРДАР увоз-извоз ДООЕЛ")
    assert [word.text for word in trading] == ["вардар"]
    assert [word.text for word in company_tokens("Import Export d.o.o.")] == ["import", "export"]


def test_a_name_is_also_what_stands_in_brackets_and_what_is_around() -> None:
    assert company_names("Vardar Trans (VT)") == ("Vardar Trans (VT)", "Vardar Trans", "VT")
    assert company_names('"Vardar"') == ('"Vardar"',)
    assert company_names("Vardar") == ("Vardar",)


def test_acronyms_are_made_of_three_words_or_more() -> None:
    assert [word.text for word in acronyms("Elektroprivreda Crne Gore a.d.")] == ["ecg"]
    assert [word.text for word in acronyms("Zavod za javno zdravlje Srbije")] == ["zzs", "zzjzs"]
    assert acronyms("Vardar Trans") == ()


def test_what_lists_say_between_names_does_not_count() -> None:
    assert [word.text for word in read_person("Rafik s/o Ahmed Khan")] == ["rafik", "ahmed", "khan"]
    assert [word.text for word in read_person("OMAR DAUGHTER OF AHMED")] == ["omar", "ahmed"]
    assert [word.text for word in read_person("Mullah Omar Khan (deceased)")] == ["omar", "khan"]


def test_an_honorific_is_left_out_before_two_other_words_only() -> None:
    assert [word.text for word in read_person("Haji Omar Khan")] == ["omar", "khan"]
    assert [word.text for word in read_person("Haji Omar")] == ["haji", "omar"]
    assert [word.text for word in read_person("Omar Haji Khan")] == ["omar", "haji", "khan"]


def test_names_after_an_alias_are_names_of_their_own_if_they_have_two_words() -> None:
    assert person_names("Omar Khan a.k.a. Omar Baba; alias Baba") == ("Omar Khan", "Omar Baba")
    assert person_names("Omar Khan, good quality A.K.A.: Omar Baba") == ("Omar Khan", "Omar Baba")
    assert person_names("Omar Khan f. k. a. Omar Baba") == ("Omar Khan", "Omar Baba")
    assert person_names("Omar Khan a k a Baba") == ("Omar Khan",)
    assert person_names("P. A. K. Antony") == ("P. A. K. Antony",)
    assert person_names("Alias Petrov") == ("Alias Petrov",)
    assert person_names(" a.k.a. Baba Jan") == (" a.k.a. Baba Jan",)


def test_a_name_in_signs_begins_with_the_family_name() -> None:
    assert [word.text for word in read_person("송경수")] == ["송", "경수"]
    assert [word.text for word in read_person("欧阳文静")] == ["欧阳", "文静"]
    assert [word.text for word in read_person("田中 太郎")] == ["田中", "太郎"]
    assert not any(word.initial for word in read_person("王伟"))


def test_a_company_is_known_by_a_legal_form_that_nobody_is_called_by() -> None:
    assert all(map(is_company, ("Balkan Cargo d.o.o.", "DUNAV LTD", "Sava DOO", "ООО Ромашка", "Sava GmbH & Co")))
    assert not any(
        map(
            is_company,
            ("Chun Doo-hwan", "Kim Doo Han", "Li Zao", "Petar Do", "S. A. Petrov", "Ad Melkert", "Incze Ana"),
        )
    )


def test_a_name_behind_son_of_is_the_fathers() -> None:
    def fathers(name: str) -> list[str]:
        return [word.text for word in read_person(name) if word.row[layout.FATHER]]

    assert fathers("Ahmad bin Khalid bin Hassan al-Masri") == ["khalid", "hassan"]
    assert fathers("Omar bin al-Khattab") == []
    assert fathers("Ben Affleck") == fathers("Ahmad Khalid") == []
    assert fathers("Ahmad bin Ahmad") == []
