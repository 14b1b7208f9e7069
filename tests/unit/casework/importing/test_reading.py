"""A mapping that cannot work is found when it is read, and its fault is named."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.importing.samples import TODAY, mapping, written

from egnatia.casework.importing.reading import parse_mapping
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError


def test_a_mapping_is_read_with_what_others_refer_to_first() -> None:
    found = mapping()
    assert [template.name for template in found.templates].index("owning") == 2
    assert found.late == frozenset()
    assert {"EMBG", "kW", "Pol"} < found.columns


def test_a_caveat_is_shared_and_a_thing_is_nobodys_role() -> None:
    caveats = {template.name: template.caveat for template in mapping().templates}
    assert caveats["holder"].role is SubjectRole.SUSPECT
    assert caveats["car"].role is SubjectRole.NOBODY
    assert caveats["car"].retain_until.isoformat() == "2031-11-22"


def test_a_link_to_other_rows_is_drawn_last() -> None:
    records = written()["records"]
    records["owning"]["properties"]["owner"] = {"record": "holder", "columns": ["Owner"]}
    assert mapping(records=records).late == {"owning"}


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the mapping with one thing in it changed; None takes it away."""
    whole = written()
    *way, last = path.split("/")
    place: Any = whole
    for step in way:
        place = place.setdefault(step, {})
    place.pop(last, None)
    if value is not None:
        place[last] = value
    return whole


HOLDER = "records/holder/properties"
#: What is changed, to what, and where the fault is said to be.
FAULTS: tuple[tuple[str, Any, str], ...] = (
    ("source", None, "source: missing"),
    ("format", "dbf", "format: not one of"),
    ("surprise", 1, "surprise: unknown field"),
    ("records", {}, "records: names no record"),
    ("records/holder/kind", "soul", "records.holder.kind: not a kind"),
    ("records/holder/kind", "print", "biometric"),
    (f"{HOLDER}/soul", "Ime", "records.holder.properties.soul: a person has no such property"),
    (f"{HOLDER}/family_name", {"column": "Prezime", "dates": ["DD.MM.YYYY"]}, "is a name, which has no dates"),
    (f"{HOLDER}/family_name", {"column": "Prezime", "unit": "kg"}, "has no unit"),
    (f"{HOLDER}/family_name", {"record": "car"}, "a name refers to no record"),
    (f"{HOLDER}/birth_date", {"constant": "soon"}, "birth_date.constant: not a date"),
    (f"{HOLDER}/birth_date", {"column": "x", "constant": "1985"}, "either columns or a constant"),
    (f"{HOLDER}/sex", {"column": "Pol", "values": {"M": "man"}}, "sex.values: 'man' is none of"),
    (f"{HOLDER}/sex", {"columns": ["Pol", "Pol2"]}, "has one value only"),
    (f"{HOLDER}/sex", {"column": "Pol", "split": ";"}, "has one value only"),
    (f"{HOLDER}/sex", [], "names no column"),
    (f"{HOLDER}/finances", "Novac", "sensitive: say under strictly_necessary"),
    (f"{HOLDER}/victim_reason", "Zasto", "may not be kept of a person in the role suspect"),
    ("records/owning/properties/owner", None, "a link names both its ends"),
    ("records/owning/properties/owner", "Ime", "refers to another record"),
    ("records/owning/properties/owner", {"record": "ghost"}, "no record of this mapping"),
    ("records/owning/properties/owner", {"record": "car"}, "refers to a vehicle; wanted: organisation, person"),
    ("records/owning/properties/owner", {"record": "holder", "columns": ["a", "b"]}, "has 1 columns"),
    ("caveat/purposes", [], "caveat.purposes: empty"),
    ("caveat/retain", "for ever", "caveat.retain: not a period"),
    ("caveat/retain_until", "2031-01-01", "either a period or a day"),
    ("caveat/retain", None, "retain_until: missing"),
    ("caveat/role", None, "caveat.role: missing"),
    ("table", {"encoding": "klingon"}, "no encoding is called klingon"),
    ("table", {"delimiter": "::"}, "table.delimiter: not one character"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "value", "told"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_found_and_named(path: str, value: object, told: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_mapping(changed(path, value), TODAY)
    assert told in str(refused.value)


def test_what_must_be_kept_is_kept_if_it_is_said_why() -> None:
    whole = changed(f"{HOLDER}/finances", "Novac")
    whole["records"]["holder"]["strictly_necessary"] = "the flow of the proceeds is what is investigated"
    sources = {found.name: found.sources for found in parse_mapping(whole, TODAY).templates}
    assert "finances" in sources["holder"]


def test_things_that_refer_to_one_another_in_a_circle_are_refused() -> None:
    one = {"kind": "person", "properties": {"document": {"record": "paper"}, "full_name": "Ime"}}
    paper = {
        "kind": "document",
        "strictly_necessary": "the holder is sought by it",
        "properties": {"holder": {"record": "one"}, "number": "Broj"},
    }
    with pytest.raises(ParseError, match="circle"):
        mapping(records={"one": one, "paper": paper})


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
_PLACES = (
    "source", "caveat", "records", "table", "empty", "records/holder", HOLDER, f"{HOLDER}/sex", "records/holder/when",
    "records/holder/key", "records/owning/properties/owner", f"{HOLDER}/birth_date/dates",
)  # fmt: skip


@pytest.mark.slow
@given(st.sampled_from(_PLACES), _PLAIN)
def test_whatever_stands_in_a_mapping_it_is_read_or_its_fault_is_named(path: str, value: object) -> None:
    whole = changed(path, None)
    *way, last = path.split("/")
    place: Any = whole
    for step in way:
        place = place[step] if isinstance(place[step], dict) else place.setdefault(f"{step}2", {})
    place[last] = value
    with suppress(ParseError):
        assert parse_mapping(whole, TODAY).templates
