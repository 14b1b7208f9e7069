"""Sorts of message and crime areas, as they ship."""

import pytest

from egnatia.law.offences import OFFENCES
from egnatia.model.dispatch_forms import AREAS, SORTS, Sort, _parse_area, _parse_sort, fields_of, load_forms
from egnatia.model.errors import SchemaError
from egnatia.model.kinds import KINDS


def test_every_sort_has_its_form() -> None:
    assert set(SORTS) == set(Sort)
    assert not SORTS[Sort.REPLY].opens


def test_areas_name_offences_of_the_law_and_kinds_of_the_model() -> None:
    for area in AREAS.values():
        assert area.offences <= OFFENCES.keys()
        assert set(area.things) <= KINDS.keys()


def test_the_areas_of_the_route_are_there() -> None:
    wanted = "drugs firearms migrant_smuggling trafficking cultural_goods precious_metals medicines precursors"
    assert {*wanted.split(), "money_laundering", "document_fraud"} <= AREAS.keys()


def test_an_object_of_art_is_described_by_the_categories_of_object_id() -> None:
    assert "object" in AREAS["cultural_goods"].things
    assert AREAS["cultural_goods"].lacks("object", frozenset({"type"}))
    assert not AREAS["cultural_goods"].lacks("object", frozenset({"type", "material"}))


def test_of_what_nothing_is_wanted_nothing_lacks() -> None:
    assert AREAS["drugs"].lacks("substance", frozenset()) == ()


def test_fields_are_those_of_the_sort_before_those_of_the_area() -> None:
    names = list(fields_of(SORTS[Sort.REQUEST], AREAS["firearms"]))
    assert names.index("facts") < names.index("tracing")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("telegram", {"fields": {}, "label": "x", "opens": True, "gives": True, "needed": []}, "telegram"),
        ("alert", {"fields": {}, "label": "x", "opens": True, "gives": True, "needed": ["facts"]}, "no field facts"),
        ("alert", {"fields": {"a": {"type": "point", "label": "x"}}}, "not one of"),
        ("alert", {"fields": {"a": {"type": "code", "label": "x"}}}, "go together"),
    ],
)
def test_a_sort_that_is_wrong_keeps_the_program_from_starting(name: str, value: object, words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        load_forms("sorts.yaml", {name: value}, _parse_sort)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"things": ["ghost"]}, "no thing ghost"),
        ({"wanted": {"person": [["family_name"]]}}, "no thing person"),
        ({"things": ["person"], "wanted": {"person": [["shoe_size"]]}}, "no property shoe_size"),
        ({"colour": 1}, "unknown field"),
    ],
)
def test_an_area_that_is_wrong_keeps_the_program_from_starting(change: dict[str, object], words: str) -> None:
    area = {"label": "x", "offences": [], "things": [], "wanted": {}, "fields": {}, **change}
    with pytest.raises(SchemaError, match=words):
        load_forms("areas.yaml", {"drugs": area}, _parse_area)


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(SchemaError, match="not a mapping"):
        load_forms("areas.yaml", [], _parse_area)
