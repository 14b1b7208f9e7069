from typing import Any

import pytest

from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError, SchemaError
from egnatia.model.kinds import KINDS, Kind, carried, check_references, parse_kind, parse_kind_name, parse_properties
from egnatia.model.values import SCHEMES, ValueType

ASKABLE = {
    *("account", "device", "dna", "document", "firearm", "missing_report", "object", "organisation"),
    *("person", "print", "remains", "vehicle", "vessel"),
}
LINKS = {"association", "bearer", "involvement", "kinship", "membership", "ownership", "presence", "use"}

#: Regulation (EU) 2016/794 Annex II B point 2(a) to (c)(iii): what its points 4 to 6 allow of everybody.
OF_EVERYBODY = {
    *("family_name", "first_name", "full_name", "former_name", "father_name", "mother_name", "sex"),
    *("birth_date", "birth_place", "birth_country", "nationality", "marital_status", "alias"),
    *("address", "residence_country", "height", "build", "hair", "eyes", "description"),
    *("distinguishing_marks", "document", "document_number", "national_number"),
}


def definition(**changed: object) -> dict[str, Any]:
    """Define a small kind that is right but for what is changed."""
    plain = {
        "label": "Thing",
        "about": "Some thing.",
        "personal": False,
        "askable": True,
        "properties": {"name": {"type": "name", "label": "Name", "search": True}},
    }
    return {**plain, **changed}


def properties(**changed: object) -> dict[str, Any]:
    """Define a kind with one more property."""
    return definition(properties={**definition()["properties"], "more": {"label": "More", **changed}})


def of_role(role: SubjectRole) -> set[str]:
    return {name for name, found in KINDS["person"].properties.items() if role in found.roles}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_shipped_kind_describes_itself_and_each_property(kind: Kind) -> None:
    assert kind.label[0].isupper()
    assert kind.about.endswith(".")
    assert all(name.isidentifier() and name.islower() for name in kind.properties)
    labels = [found.label for found in kind.properties.values()]
    assert len(set(labels)) == len(labels)


def test_the_kinds_that_may_be_asked_about_are_these() -> None:
    assert {name for name, kind in KINDS.items() if kind.askable} == ASKABLE
    assert {name for name, kind in KINDS.items() if kind.link} == LINKS


def test_every_scheme_of_identifiers_is_in_use() -> None:
    found = {found.scheme for kind in KINDS.values() for found in kind.properties.values()}
    assert found - {""} == SCHEMES


def test_a_person_is_asked_for_by_what_tells_people_apart() -> None:
    names = {"family_name", "first_name", "full_name", "alias", "father_name"}
    assert KINDS["person"].searchable == names | {"birth_date", "birth_country", "nationality", "sex"}


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("document", {"number", "type", "issuing_country"}),
        ("vehicle", {"plate", "vin", "engine_number", "registration_country"}),
        ("firearm", {"serial", "make", "model", "calibre"}),
        ("account", {"iban", "handle", "email", "wallet"}),
        ("device", {"imei", "imsi", "phone"}),
        ("object", {"inscription", "title", "type"}),
        ("dna", {"profile", "category"}),
    ],
)
def test_things_are_asked_for_by_their_keys(kind: str, keys: set[str]) -> None:
    assert KINDS[kind].searchable == keys


def test_no_kind_has_ethnicity_religion_politics_or_sexual_life() -> None:
    forbidden = ("ethnic", "race", "relig", "politic", "union", "sexual", "belief")
    names = {name for kind in KINDS.values() for name in kind.properties}
    assert [name for name in names if any(part in name for part in forbidden)] == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("dna", name) for name in ("profile", "y_profile", "mitochondrial")),
        *(("missing_report", name) for name in ("medical", "dental", "dna", "print", "reporter_contact")),
        *(("remains", name) for name in ("medical", "dental", "dna", "print", "cause_of_death")),
        ("print", "file"),
        ("document", "holder"),
        ("communication", "content"),
    ],
)
def test_genetic_biometric_and_health_data_are_sensitive(kind: str, name: str) -> None:
    assert KINDS[kind].properties[name].sensitive  # LED Art. 10


def test_whatever_tells_of_a_vehicles_holder_or_owner_is_sensitive() -> None:
    found = [item for name, item in KINDS["vehicle"].properties.items() if name.startswith(("holder_", "owner_"))]
    assert len(found) == 20
    assert all(item.sensitive for item in found)


def test_of_an_unknown_person_only_what_may_be_kept_of_everybody_is_kept() -> None:
    assert of_role(SubjectRole.UNKNOWN) == OF_EVERYBODY


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.personal], ids=lambda kind: kind.name)
def test_no_role_may_carry_less_than_the_unknown_and_nobody_is_no_role_of_a_person(kind: Kind) -> None:
    for found in kind.properties.values():
        assert SubjectRole.NOBODY not in found.roles
        if SubjectRole.UNKNOWN in found.roles:
            assert found.roles == frozenset(SubjectRole) - {SubjectRole.NOBODY}


def test_of_victims_and_witnesses_is_kept_what_protects_them_and_nothing_of_an_offenders_life() -> None:
    heard = {"anonymity", "court_participation", "crime_information"}
    victim = {"victim_identification", "victim_stage", "victim_reason", "damage"}
    assert of_role(SubjectRole.VICTIM) == OF_EVERYBODY | heard | victim
    assert of_role(SubjectRole.WITNESS) == OF_EVERYBODY | heard | {"protection", "new_identity"}


@pytest.mark.parametrize("role", sorted(set(SubjectRole) - {SubjectRole.SUSPECT, SubjectRole.CONVICTED}))
def test_criminal_conduct_is_kept_of_suspects_and_convicts_only(role: SubjectRole) -> None:
    conduct = {"suspicion", "conviction", "modus_operandi", "danger", "warrant", "finances", "weapons"}
    assert conduct <= of_role(SubjectRole.SUSPECT) == of_role(SubjectRole.CONVICTED)
    assert conduct.isdisjoint(of_role(role))


def test_only_what_a_role_may_carry_is_carried() -> None:
    all_of_it = {"family_name": ("Probni",), "danger": ("armed",), "damage": ("broken arm",)}
    assert carried(KINDS["person"], all_of_it, SubjectRole.SUSPECT).keys() == {"family_name", "danger"}
    assert carried(KINDS["person"], all_of_it, SubjectRole.VICTIM).keys() == {"family_name", "damage"}
    assert carried(KINDS["person"], all_of_it, SubjectRole.NOBODY) == {}


def test_properties_are_read_in_the_order_of_their_names() -> None:
    found = parse_properties(KINDS["vehicle"], {"vin": ["X"], "plate": ["SK 1"], "category": ["M1"]}, "")
    assert list(found.items()) == [("category", ("M1",)), ("plate", ("SK 1",)), ("vin", ("X",))]


def test_several_values_are_kept_in_their_order_where_the_kind_allows_several() -> None:
    numbers = ["B 2", "A 1"]
    assert parse_properties(KINDS["vehicle"], {"document_number": numbers}, "p")["document_number"] == ("B 2", "A 1")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("plate", "^p: not an object"),
        ({"wings": ["2"]}, r"^p\.wings: a vehicle has no such property"),
        ({3: ["2"], "plate": ["X"]}, r"^p\.'3': a vehicle has no such property"),
        ({"plate": "SK 1"}, r"^p\.plate: not a list"),
        ({"plate": []}, r"^p\.plate: empty"),
        ({"plate": ["A 1", "B 2"]}, r"^p\.plate: has one value only"),
        ({"document_number": ["A 1", "A 1"]}, r"^p\.document_number: a value stands twice"),
        ({"category": ["M9"]}, r"^p\.category\[0\]: not one of C, L1e"),
        ({"category": [1]}, r"^p\.category\[0\]: not one of"),
        ({"registration_country": ["RS"]}, r"^p\.registration_country\[0\]: not a three-letter"),
    ],
)
def test_a_property_that_is_not_the_kinds_is_refused(value: object, problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        parse_properties(KINDS["vehicle"], value, "p")


@pytest.mark.parametrize("name", ["spaceship", "", None, ["person"]])
def test_a_kind_that_is_none_is_refused(name: object) -> None:
    assert parse_kind_name("person", "") is KINDS["person"]
    with pytest.raises(ParseError, match="not a kind of record; there are account"):
        parse_kind_name(name, "kind")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([], "thing: not an object"),
        (definition(colour="red"), r"thing\.colour: unknown field"),
        (definition(label=""), r"thing\.label: empty"),
        (definition(personal="no"), r"thing\.personal: not true or false"),
        (definition(properties=[]), r"thing\.properties: not an object"),
        (definition(askable=False), "askable and a property that a question may name"),
        (definition(properties={}), "askable and a property that a question may name"),
        (definition(link=["name"]), "two different ends"),
        (definition(link=["name", "name"]), "two different ends"),
        (definition(link=["name", "owner"]), "the link's end name is no reference"),
        (properties(type="feeling"), r"thing\.properties\.more\.type: not one of name, text"),
        (properties(type="text", roles=["enemy"]), r"more\.roles\[0\]: not one of unknown"),
        (properties(type="text", needed=True), r"more\.needed: unknown field"),
        (properties(type="identifier"), "an identifier and a known scheme"),
        (properties(type="identifier", scheme="shoe_size"), "an identifier and a known scheme"),
        (properties(type="text", scheme="vin"), "an identifier and a known scheme"),
        (properties(type="code"), "a code and its list"),
        (properties(type="code", codes=["b", "a"]), r"more\.codes: not sorted"),
        (properties(type="text", codes=["a"]), "a code and its list"),
        (properties(type="record"), "a reference and the kinds"),
        (properties(type="text", refers=["person"]), "a reference and the kinds"),
    ],
)
def test_a_kind_that_contradicts_itself_does_not_load(value: object, problem: str) -> None:
    with pytest.raises(SchemaError, match=problem):
        parse_kind("thing", value)


def test_a_kind_that_is_right_loads() -> None:
    kind = parse_kind("thing", properties(type="record", refers=["thing"], roles=["victim"]))
    assert kind.properties["more"].type is ValueType.RECORD
    assert kind.properties["more"].roles == {SubjectRole.VICTIM}
    assert kind.properties["name"].roles == set(SubjectRole)
    assert kind.searchable == {"name"}


def test_a_reference_to_a_kind_that_is_not_there_is_refused() -> None:
    kind = parse_kind("thing", properties(type="record", refers=["ghost", "thing"]))
    with pytest.raises(SchemaError, match=r"thing\.more: refers to unknown ghost"):
        check_references({"thing": kind})
