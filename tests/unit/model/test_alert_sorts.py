"""The sorts of alert, and what is missing in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.model.alert_sorts import ALERTS, NOTICE, AlertSort, Board, Minimum, parse_form
from egnatia.model.dispatch_forms import load_forms
from egnatia.model.errors import SchemaError
from egnatia.model.kinds import KINDS

#: Object ID (ICOM): the categories, as properties of an object.
OBJECT_ID = {"type", "material", "height", "inscription", "distinguishing_features", "title", "subject", "description"}


def test_every_sort_has_its_form() -> None:
    assert set(ALERTS) == set(AlertSort)
    assert {form.board for form in ALERTS.values()} == set(Board)


def test_whatever_is_named_is_a_property_of_its_kind() -> None:
    for form in ALERTS.values():
        for way in form.minimum:
            assert way.all.union(*way.any) <= KINDS[form.kind].properties.keys()
        assert form.details <= KINDS[NOTICE].properties.keys()


def test_a_work_of_art_is_described_by_object_id() -> None:
    [way] = ALERTS[AlertSort.ART].minimum
    assert way.all.union(*way.any) >= OBJECT_ID


def test_a_stolen_document_names_no_person() -> None:
    [way] = ALERTS[AlertSort.DOCUMENT].minimum
    assert set(way.all) == {"number", "type", "issuing_country", "status"}
    assert way.any == ()


@given(st.sets(st.sampled_from("abcdef")))
def test_a_minimum_lacks_nothing_if_and_only_if_it_is_met(known: set[str]) -> None:
    way = Minimum(all=frozenset("ab"), any=(frozenset("cd"), frozenset("ef")))
    met = {"a", "b"} <= known and bool({"c", "d"} & known) and bool({"e", "f"} & known)
    assert (way.lacks(known) == ()) == met


def test_the_way_that_is_nearest_is_named() -> None:
    form = ALERTS[AlertSort.VEHICLE]
    told = {"facts": ("Gone.",)}
    assert form.lacks({"make": ("Škoda",), "plate": ("BG 123",), "status": ("stolen",)}, told) == (
        "registration_country",
    )
    assert form.lacks({"make": ("Škoda",), "vin": ("X",), "status": ("stolen",)}, told) == ()


def test_a_sentence_in_another_unit_counts_for_nothing() -> None:
    form = ALERTS[AlertSort.WANTED]
    missing = form.lacks({}, {"maximum_penalty": ("30 years",)})
    assert "maximum_penalty of 24 months" in missing


FORM = {
    "label": "Art",
    "board": "things",
    "message": "alert",
    "purpose": "criminal_investigation",
    "kind": "object",
    "statuses": ["stolen"],
    "years": 5,
    "minimum": [{"all": ["type"], "any": []}],
    "needed": [["facts"]],
    "details": ["facts"],
}


@pytest.mark.parametrize(
    "fault",
    [
        {"minimum": [{"all": ["wheels"], "any": []}]},
        {"needed": [["warrant"]]},
        {"details": ["facts", "shoes"]},
        {"statuses": ["eaten"]},
        {"roles": ["suspect"]},
        {"least": ["facts"]},
        {"kind": "thing"},
        {"years": 9},
    ],
    ids=str,
)
def test_a_form_that_names_what_is_not_there_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(SchemaError, match="stolen_work_of_art"):
        load_forms("alert_sorts.yaml", {"stolen_work_of_art": {**FORM, **fault}}, parse_form)


def test_a_form_that_is_whole_is_read() -> None:
    forms = load_forms("alert_sorts.yaml", {"stolen_work_of_art": FORM}, parse_form)
    assert forms["stolen_work_of_art"].label == "Art"
