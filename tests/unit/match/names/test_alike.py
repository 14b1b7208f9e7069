import pytest

from egnatia.match.names.align import name_probability, weigh_names
from egnatia.match.names.alike import of_one_alphabet
from egnatia.match.names.forms import Form, person_forms


def form(name: str) -> Form:
    return person_forms({"full_name": (name,)})[0]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("\u0440\u0435tr\u043ev", "petrov"),  # Cyrillic in a Latin word
        ("\u03c1\u03bf\u03c1\u03b5scu", "popescu"),  # Greek in a Latin word
        ("\u0432andić", "bandić"),  # by the shape of the capital
        ("пe\u0442p\u043eв", "петров"),  # Latin in a Cyrillic word
        ("\u03c3ωto\u03c2", "σωτος"),  # Latin in a Greek word
        ("марковић", "марковић"),
        ("marković", "marković"),
        ("", ""),
    ],
)
def test_a_word_of_two_alphabets_is_written_in_one(name: str, written: str) -> None:
    assert of_one_alphabet(name) == written


@pytest.mark.parametrize(
    ("mixed", "meant"),
    [
        ("\u0391ndrei \u03a1\u039f\u03a1\u0395SCU", "Andrei Popescu"),
        ("\u041dik\u043el\u0430 \u0412\u0430si\u0441", "Nikola Basic"),  # the first by sound, the second by shape
        ("Пeтap Петpов", "Petar Petrov"),
    ],
)
def test_look_alike_letters_do_not_hide_a_person(mixed: str, meant: str) -> None:
    assert name_probability(weigh_names(form(mixed), form(meant))) > 0.9
