"""Somebody looks in the own register for a case file: what fits and may be read is shown, and logged."""

from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene
from tests.unit.casework.test_pairing import MARKO, MARKO_TOO, put

from egnatia.casework import find as finding
from egnatia.casework.collect import Draft, collect
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.find import Found, Sought, find
from egnatia.casework.page import Trace
from egnatia.casework.rows import CaseFile
from egnatia.ledger.entry import Act
from egnatia.model.answer import Quality
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId

NAME = {"first_name": ("Марко",), "family_name": ("Илић",)}


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert, scene.chief)


def look(scene: Scene, case: CaseFile, kind: str = "person", **properties: str) -> Found:
    given = {name: (value,) for name, value in properties.items()} or NAME
    return find(scene.al, scene.expert, Sought(kind=kind, properties=given, case=case.id))


def test_a_name_is_found_in_any_script_the_best_first(scene: Scene, case: CaseFile) -> None:
    one, other = put(scene, MARKO, {**MARKO_TOO, "full_name": ("Ilitsch Marco",)})
    found = look(scene, case)
    assert [match.record for match in found.matches] == [one, other]
    assert found.matches[0].quality is Quality.CLOSE
    assert found.matches[0].score.evidence


def test_what_is_shown_is_logged_as_read_and_so_is_a_search_in_vain(scene: Scene, case: CaseFile) -> None:
    [one] = put(scene, MARKO)
    look(scene, case)
    look(scene, case, full_name="Zoran Nikezić")
    rows = scene.al.store.read(lambda tx: tx.ledger.page(Trace(case=case.id, act=Act.CONSULTATION)).rows)
    assert [row.entry.about for row in rows] == [(), (one.id,)]
    assert rows[0].entry.detail["found"] == "0"


def test_what_partners_gave_is_found_too(scene: Scene, case: CaseFile) -> None:
    [own] = put(scene, MARKO)
    given = replace(own, issuer=scene.rs.me, lineage=LineageId("f" * 32), salt="7" * 32)
    scene.al.store.write(lambda tx: tx.records.add([(given, frozenset())], received_from=scene.rs.me))
    assert {match.received_from for match in look(scene, case).matches} == {None, scene.rs.me}


def test_what_may_not_be_read_for_the_purpose_is_left_out(scene: Scene, case: CaseFile) -> None:
    marked = replace(caveat(), purposes=frozenset({Purpose.MISSING_PERSON}))
    collect(scene.al, scene.keeper, [Draft(kind="person", properties=MARKO, caveat=marked)])
    assert look(scene, case).matches == ()


def test_a_plate_is_found_as_it_looks(scene: Scene, case: CaseFile) -> None:
    car = Draft(kind="vehicle", properties={"plate": ("BG123AB",)}, caveat=caveat())
    [made] = collect(scene.al, scene.keeper, [car])
    assert [match.record for match in look(scene, case, "vehicle", plate="8G 123-AB").matches] == [made]


def test_only_the_best_are_shown(scene: Scene, case: CaseFile, monkeypatch: pytest.MonkeyPatch) -> None:
    put(scene, MARKO, MARKO_TOO)
    monkeypatch.setattr(finding, "SHOWN", 1)
    found = look(scene, case)
    assert (len(found.matches), found.more, found.part) == (1, True, False)


def test_what_cannot_be_looked_for_is_refused(scene: Scene, case: CaseFile) -> None:
    for kind, name in (("soul", "name"), ("person", "soul"), ("person", "hair"), ("dna", "profile")):
        with pytest.raises(ParseError):
            look(scene, case, kind, **{name: "x"})
    with pytest.raises(ConflictError):
        look(scene, case, "print", category="latent")


def test_who_does_not_work_in_the_file_finds_nothing(scene: Scene) -> None:
    file = scene.net.case("AL", scene.keeper, scene.keeper, scene.chief)
    with pytest.raises(NotAllowedError):
        look(scene, file)
