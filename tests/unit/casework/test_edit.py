"""Editing a thing in a case file supersedes what the editor saw, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.collect import Draft, amend
from egnatia.casework.edit import Editing, edit
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, OvertakenError
from egnatia.casework.rows import CaseFile, Role
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.record import Record

SAYS = {"first_name": ("Petar",), "family_name": ("Horvat",)}


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert)


def editing(scene: Scene, case: CaseFile, *seen: Record, says: Mapping[str, tuple[str, ...]] = SAYS) -> Editing:
    ids = frozenset(one.id for one in seen)
    return Editing(record=scene.record.id, case=case.id, properties=says, seen=ids)


def test_an_edit_supersedes_what_was_seen_and_names_purpose_and_case_file(scene: Scene, case: CaseFile) -> None:
    made = edit(scene.al, scene.keeper, editing(scene, case, scene.record))
    assert made.supersedes == {scene.record.id}
    assert (made.lineage, made.caveat) == (scene.record.lineage, scene.record.caveat)
    [*_, logged] = scene.al.store.read(lambda tx: tx.ledger.trail(made.id, 9))
    assert (logged.entry.act, logged.entry.why.case_file) == (Act.ALTERATION, case.id)


def test_who_saw_an_older_version_is_told_and_nothing_is_written(scene: Scene, case: CaseFile) -> None:
    edit(scene.al, scene.keeper, editing(scene, case, scene.record))
    with pytest.raises(OvertakenError):
        edit(scene.al, scene.keeper, editing(scene, case, scene.record, says={"first_name": ("Pero",)}))
    assert len(scene.al.store.read(lambda tx: tx.records.versions(scene.record.lineage))) == 2


def test_a_fork_is_mended_by_an_edit_that_saw_both_under_the_stricter_caveat(scene: Scene, case: CaseFile) -> None:
    fork = replace(scene.record, salt="5" * 32, properties=SAYS)
    scene.al.store.write(lambda tx: tx.records.add([(fork, frozenset())], received_from=None))
    with pytest.raises(OvertakenError):
        edit(scene.al, scene.keeper, editing(scene, case, scene.record))
    assert edit(scene.al, scene.keeper, editing(scene, case, scene.record, fork)).supersedes == {
        scene.record.id,
        fork.id,
    }


def test_nothing_changed_is_no_version(scene: Scene, case: CaseFile) -> None:
    with pytest.raises(ConflictError, match="nothing was changed"):
        edit(scene.al, scene.keeper, editing(scene, case, scene.record, says=scene.record.properties))


def test_what_is_no_value_is_refused_with_its_place(scene: Scene, case: CaseFile) -> None:
    with pytest.raises(ParseError) as refused:
        edit(scene.al, scene.keeper, editing(scene, case, scene.record, says={"birth_date": ("in spring",)}))
    assert refused.value.path.startswith("properties.birth_date")


def test_only_who_may_add_records_and_works_in_the_file_edits(scene: Scene, case: CaseFile) -> None:
    for actor in (scene.chief, scene.net.person("AL", "stranger", Role.OFFICER)):
        with pytest.raises(NotAllowedError):
            edit(scene.al, actor, editing(scene, case, scene.record))


def test_an_erased_record_is_not_edited(scene: Scene, case: CaseFile) -> None:
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.al.clock.now()))
    with pytest.raises(NotFoundError):
        edit(scene.al, scene.keeper, editing(scene, case, scene.record))


def test_an_amendment_by_program_still_supersedes_whatever_stands(scene: Scene, case: CaseFile) -> None:
    edit(scene.al, scene.keeper, editing(scene, case, scene.record))
    draft = Draft(kind="person", properties=SAYS, caveat=scene.record.caveat)
    assert len(amend(scene.al, scene.keeper, scene.record.lineage, draft).supersedes) == 1
