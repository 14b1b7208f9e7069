"""Entities of FollowTheMoney become records and come out again."""

from dataclasses import replace

import pytest
from tests.unit.casework.importing.samples import TODAY, drawn, written
from tests.unit.model.samples import PERSON

from egnatia.casework.importing.mapping import ImportMapping
from egnatia.casework.importing.reading import parse_mapping
from egnatia.casework.importing.row import Row
from egnatia.casework.importing.schemata import SCHEMATA, entity_of
from egnatia.model.kinds import KINDS


def mapping(role: str = "suspect") -> ImportMapping:
    whole = written(format="ftm")
    del whole["records"]
    return parse_mapping({**whole, "caveat": {**whole["caveat"], "role": role}}, TODAY)


def entity(schema: str, **properties: tuple[str, ...]) -> Row:
    return Row(line=1, cells={"id": ("x",), "schema": (schema,), **properties}, raw=None)


def test_a_person_is_a_person_whatever_else_the_entity_says() -> None:
    [person] = drawn(entity("Person", name=("Ana Probna",), nationality=("mk", "rs"), topics=("crime",)), mapping())
    assert person.properties == {"full_name": ("Ana Probna",), "nationality": ("MKD", "SRB")}


def test_of_several_values_where_one_is_kept_the_first_is() -> None:
    [person] = drawn(entity("Person", name=("Ana",), birthPlace=("Skopje", "Скопје")), mapping())
    assert person.properties["birth_place"] == ("Skopje",)


def test_what_may_not_be_kept_of_the_role_is_left_out() -> None:
    row = entity("Person", name=("Ana",), phone=("+38970123456",))
    assert "phone" in drawn(row, mapping())[0].properties
    assert "phone" not in drawn(row, mapping("witness"))[0].properties


def test_links_name_other_entities_by_their_keys() -> None:
    [link] = drawn(entity("Ownership", owner=("p",), asset=("c",), startDate=("2019",)), mapping())
    [owner] = drawn(
        replace(entity("Person", name=("Ana",)), cells={"id": ("p",), "schema": ("Person",), "name": ("A",)}), mapping()
    )
    assert (link.kind, link.refers["owner"]) == ("ownership", (owner.key,))


def test_an_unknown_schema_makes_nothing() -> None:
    assert drawn(entity("Sanction"), mapping()) == ()


@pytest.mark.parametrize("name", SCHEMATA)
def test_a_schema_says_only_what_its_kind_has(name: str) -> None:
    told, kind = SCHEMATA[name], KINDS[SCHEMATA[name]["kind"]]
    assert {*told["properties"], *told.get("constant", ())} <= kind.properties.keys()
    assert tuple(told.get("entity", kind.link or ())) == (kind.link or ())


def test_a_record_comes_out_as_an_entity() -> None:
    assert entity_of(PERSON) == {
        "id": PERSON.lineage,
        "schema": "Person",
        "properties": {
            theirs[0]: list(PERSON.properties[own])
            for own, theirs in SCHEMATA["Person"]["properties"].items()
            if own in PERSON.properties
        },
    }


def test_the_schema_whose_constants_agree_is_chosen_and_an_unknown_kind_has_none() -> None:
    authority = replace(PERSON, kind="organisation", properties={"type": ("authority",), "name": ("X",)})
    assert (entity_of(authority) or {})["schema"] == "PublicBody"
    assert entity_of(replace(PERSON, kind="seizure", properties={})) is None
