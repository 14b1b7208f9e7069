import unicodedata

import pytest
from tests.unit.cli.demo.population.languages import BALKAN, LANGUAGES, OTHERS, all_names

from egnatia.cli.demo.population.name import feminine, name_stock, patronymic


@pytest.mark.parametrize("language", BALKAN)
def test_languages_of_the_region_have_sixty_given_and_eighty_family_names(language: str) -> None:
    stock = name_stock(language)
    assert len(stock.female) + len(stock.male) >= 60
    assert len(stock.family) >= 80


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_have_forty_given_and_forty_family_names(language: str) -> None:
    stock = name_stock(language)
    assert len(stock.female) + len(stock.male) >= 40
    assert len(stock.family) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_twice_or_unnormalised(language: str) -> None:
    stock = name_stock(language)
    for names in (stock.female, stock.male, [male for _, male in stock.family]):
        assert len({name.native for name in names}) == len(names)
    assert all(unicodedata.is_normalized("NFC", name.native) for name in all_names(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_has_a_spelling_for_the_passport(language: str) -> None:
    latin = [name.passport for name in all_names(language)]
    assert all(unicodedata.name(name[0]).startswith("LATIN") for name in latin)


@pytest.mark.parametrize(
    ("language", "male", "female"),
    [
        ("bg", "Арабаджиев", "Арабаджиева"),
        ("mk", "Стојановски", "Стојановска"),
        ("mk", "Спасов", "Спасова"),
        ("sr", "Јовановић", "Јовановић"),
        ("sq", "Hoxha", "Hoxha"),
    ],
)
def test_a_woman_bears_the_female_form(language: str, male: str, female: str) -> None:
    assert feminine(male, language) == female


def test_greek_lists_both_forms() -> None:
    forms = {(female.native, male.native) for female, male in name_stock("el").family}
    assert {("Παπαδοπούλου", "Παπαδόπουλος"), ("Γεωργίου", "Γεωργίου")} <= forms


@pytest.mark.parametrize(
    ("father", "son"),
    [("Иван", "Иванов"), ("Георги", "Георгиев"), ("Илия", "Илиев"), ("Николай", "Николаев"), ("Христо", "Христов")],
)
def test_a_bulgarian_patronymic_comes_from_the_fathers_name(father: str, son: str) -> None:
    assert patronymic(father, female=False) == son
    assert patronymic(father, female=True) == f"{son}а"
