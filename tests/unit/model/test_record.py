from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import CAVEAT, MORNING, PERSON
from tests.unit.model.strategies import records

from egnatia.model import canonical
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId, NodeId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record, canonical_form, parse_record, partial_view, plain_record

CHANGES: list[dict[str, Any]] = [
    {"kind": "missing_report"},
    {"issuer": NodeId("AL")},
    {"lineage": LineageId("a2" * 16)},
    {"supersedes": frozenset({RecordId("00" * 32)})},
    {"derived_from": frozenset({RecordId("00" * 32)})},
    {"recorded_at": datetime(2026, 11, 21, 8, 15, 0, 1000, tzinfo=UTC)},
    {"properties": {**PERSON.properties, "danger": ("violent",)}},
    {"properties": {**PERSON.properties, "family_name": ("Probni", "Пробни")}},
    {"caveat": replace(CAVEAT, contested=True)},
    {"salt": "5b" * 16},
]


@pytest.mark.slow
@given(records())
def test_a_record_written_is_read_back_with_its_id(record: Record) -> None:
    read = parse_record(canonical.from_bytes(canonical.to_bytes(plain_record(record))))
    assert read == record
    assert read.id == record.id


@pytest.mark.parametrize("changed", CHANGES, ids=lambda changed: str(*changed))
def test_a_record_that_differs_in_anything_has_another_id(changed: dict[str, Any]) -> None:
    assert replace(PERSON, **changed).id != PERSON.id


def test_the_order_in_which_properties_were_typed_does_not_change_the_id() -> None:
    turned = dict(sorted(PERSON.properties.items(), reverse=True))
    assert list(turned) != list(PERSON.properties)
    assert replace(PERSON, properties=MappingProxyType(turned)).id == PERSON.id


def test_two_records_of_equal_content_have_ids_that_do_not_tell() -> None:
    assert replace(PERSON, salt="00" * 16).id != PERSON.id
    assert len(PERSON.id) == 64


@pytest.mark.slow
@given(records())
def test_the_id_is_the_digest_of_the_canonical_form(record: Record) -> None:
    assert canonical_form(record) == canonical.to_bytes(plain_record(record))
    assert record.id == canonical.digest(plain_record(record))


@pytest.mark.slow
@given(records(), st.sampled_from(SubjectRole))
def test_a_record_that_its_role_may_not_carry_is_refused(record: Record, role: SubjectRole) -> None:
    changed = replace(record, caveat=replace(record.caveat, role=role))
    kept = all(role in record.definition.properties[name].roles for name in record.properties)
    if kept:
        assert parse_record(plain_record(changed)) == changed
    else:
        with pytest.raises(ParseError, match=f"may not be kept of a person in the role {role}"):
            parse_record(plain_record(changed))


def test_a_victims_record_cannot_hold_a_danger_rating() -> None:
    victim = replace(PERSON, caveat=replace(CAVEAT, role=SubjectRole.VICTIM))
    with pytest.raises(ParseError, match=r"^records\[2\]\.properties\.danger: may not be kept") as caught:
        parse_record(plain_record(victim), "records[2]")
    assert caught.value.path == "records[2].properties.danger"


def test_a_person_is_somebody() -> None:
    nobody = replace(PERSON, caveat=replace(CAVEAT, role=SubjectRole.NOBODY))
    with pytest.raises(ParseError, match="in the role nobody"):
        parse_record(plain_record(nobody))


@pytest.mark.parametrize("end", ["owner", "owned"])
def test_a_link_names_both_its_ends(end: str) -> None:
    ends = {"owner": ("a1" * 16,), "owned": ("b2" * 16,)}
    link = replace(PERSON, kind="ownership", properties=ends)
    assert parse_record(plain_record(link)) == link
    half = replace(link, properties={name: value for name, value in ends.items() if name != end})
    with pytest.raises(ParseError, match=f"^properties.{end}: missing"):
        parse_record(plain_record(half))


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"kind": "ghost"}, "r.kind"),
        ({"issuer": "rs"}, "r.issuer"),
        ({"lineage": "a1"}, "r.lineage"),
        ({"supersedes": ["00"]}, "r.supersedes[0]"),
        ({"supersedes": ["ff" * 32, "00" * 32]}, "r.supersedes"),
        ({"derived_from": None}, "r.derived_from"),
        ({"recorded_at": "2026-11-21"}, "r.recorded_at"),
        ({"properties": {"birth_date": ["1985-13"]}}, "r.properties.birth_date[0]"),
        ({"properties": {"shoe_size": ["44"]}}, "r.properties.shoe_size"),
        ({"caveat": {}}, "r.caveat.source"),
        ({"salt": ""}, "r.salt"),
        ({"id": "00" * 32}, "r.id"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_record({**plain_record(PERSON), **changed}, "r")
    assert caught.value.path == path


@pytest.mark.parametrize("field", sorted(plain_record(PERSON)))
def test_no_field_may_be_left_out(field: str) -> None:
    plain = plain_record(PERSON)
    del plain[field]
    with pytest.raises(ParseError, match=f"^{field}: missing"):
        parse_record(plain)


def test_a_record_knows_its_kind_and_the_first_of_its_values() -> None:
    assert PERSON.definition is KINDS["person"]
    assert (PERSON.first("family_name"), PERSON.first("alias")) == ("Пробни", None)


def test_a_partial_view_is_a_record_of_its_own_that_names_its_origin() -> None:
    revised = replace(PERSON, supersedes=frozenset({RecordId("00" * 32)}))
    names = frozenset({"family_name", "phone"})
    view = partial_view(revised, names, lineage=LineageId("99" * 16), recorded_at=MORNING, salt="77" * 16)
    assert view.properties == {"family_name": ("Пробни", "Probni")}
    assert view.derived_from == {revised.id}
    assert not view.supersedes
    assert (view.lineage, view.salt, view.caveat) == ("99" * 16, "77" * 16, CAVEAT)
    assert parse_record(plain_record(view)) == view
