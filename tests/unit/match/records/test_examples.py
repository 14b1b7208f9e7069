"""An example holds how fields agree, and nothing of what they say."""

from egnatia.match.records.examples import SORTS, example_of
from egnatia.match.records.weights import shipped_figures

PERSON = {"full_name": ("Petar Kos",), "birth_date": ("1985-04-12",), "father_name": ("Marko",)}
CAR = {"plate": ("BG123AB",), "make": ("VW",)}


def test_people_agree_by_levels_and_by_names() -> None:
    found = example_of("person", PERSON, {**PERSON, "birth_date": ("1985-12-04",)}, same=True)
    assert (found.levels, found.same) == ({"birth_date": "swapped", "father_name": "same"}, True)
    assert found.name > 1


def test_things_agree_by_numbers_and_looks() -> None:
    found = example_of("vehicle", CAR, {"plate": ("8G123AB",), "make": ("Opel",)}, same=None)
    assert (found.levels, found.name) == ({"plate": "look_alike", "make": "other"}, 0.0)


def test_every_level_has_a_figure() -> None:
    assert set(SORTS.values()) == set(shipped_figures())
    found = example_of("organisation", {"name": ("Vardar Trans",)}, {"name": ("Вардар Транс",)}, same=False)
    assert found.levels == {}
    assert found.name > 1
