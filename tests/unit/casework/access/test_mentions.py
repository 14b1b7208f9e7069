"""Whoever holds or owns a thing is found, by name in any script or by the number of a document."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene

from egnatia.casework.access import mentions
from egnatia.casework.access.searching import Searched, search
from egnatia.casework.collect import Draft, collect
from egnatia.casework.requests import Applicant, Proof
from egnatia.model.answer import Quality
from egnatia.model.caveat import SubjectRole
from egnatia.model.kinds import KINDS

PETAR = Applicant(
    properties={"first_name": ("Petar",), "family_name": ("Jovanoviq",), "birth_date": ("1985-04-12",)},
    documents=("X1234567",),
    name="P. J.",
    address="-",
    proof=Proof.IN_PERSON,
)
NAMING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vehicle": {
        "plate": ("AA482KP",),
        "owner_name": ("\u0408\u043e\u0432\u0430\u043d\u043e\u0432\u0438\u045b",),
        "owner_first_name": ("\u041f\u0435\u0442\u0430\u0440",),
    },
    "account": {"iban": ("AL47212110090000000235698741",), "holder_name": ("Petar Jovanoviq",)},
    "device": {"imei": ("490154203237518",), "subscriber_name": ("JOVANOVIQ Petar",)},
    "firearm": {"serial": ("K 17",), "last_owner": ("Petar Jovanoviq",)},
    "object": {"title": ("Saint Nicholas",), "owner_name": ("P. Jovanoviq",)},
    "vessel": {"name": ("Zana",), "owner_name": ("Petar Jovanoviq",)},
}


def found(scene: Scene, applicant: Applicant = PETAR) -> Searched:
    return scene.al.store.read(lambda tx: search(tx, applicant))


@pytest.mark.parametrize("kind", sorted(NAMING))
def test_whoever_holds_or_owns_a_thing_is_found_by_name_in_any_script(scene: Scene, kind: str) -> None:
    draft = Draft(kind=kind, properties=NAMING[kind], caveat=caveat(SubjectRole.NOBODY))
    [thing] = collect(scene.al, scene.keeper, [draft])
    assert thing.id in {record.id for record in found(scene).fitting}


def test_a_holder_is_found_by_the_number_of_a_document_alone(scene: Scene) -> None:
    properties = {"plate": ("AA482KP",), "holder_name": ("Somebody",), "holder_document_number": ("X1234567",)}
    [car] = collect(
        scene.al, scene.keeper, [Draft(kind="vehicle", properties=properties, caveat=caveat(SubjectRole.NOBODY))]
    )
    [seen] = [one for one in found(scene).candidates if one.record.id == car.id]
    assert (seen.quality, seen.names) == (Quality.CLOSE, None)


def test_a_car_of_somebody_else_is_not_shown(scene: Scene) -> None:
    properties = {"plate": ("AA482KP",), "owner_name": ("Horvat",), "owner_first_name": ("Ana",)}
    [car] = collect(
        scene.al, scene.keeper, [Draft(kind="vehicle", properties=properties, caveat=caveat(SubjectRole.NOBODY))]
    )
    assert car.id not in {record.id for record in found(scene).fitting}


def test_every_property_that_names_somebody_is_one_of_its_kind() -> None:
    for kind, ways in mentions.MENTIONS.items():
        assert {name for way in ways for name in way} <= KINDS[kind].properties.keys()
        assert {of for way in ways for of in way.values()} <= KINDS["person"].properties.keys()


def test_a_limit_of_reading_for_names_is_said(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    cars = [Draft(kind="vehicle", properties=NAMING["vehicle"], caveat=caveat(SubjectRole.NOBODY))] * 2
    collect(scene.al, scene.keeper, cars)
    monkeypatch.setattr(mentions, "READ", 1)
    assert "of each vehicle" in found(scene).limits[0]


def test_what_bears_both_name_and_number_is_shown_once_and_a_number_alone_is_enough(scene: Scene) -> None:
    says = {**NAMING["vehicle"], "holder_document_number": ("X1234567",)}
    [car] = collect(scene.al, scene.keeper, [Draft(kind="vehicle", properties=says, caveat=caveat(SubjectRole.NOBODY))])
    assert [record.id for record in found(scene).fitting].count(car.id) == 1
    nameless = replace(PETAR, properties={})
    assert car.id in {record.id for record in found(scene, nameless).fitting}
