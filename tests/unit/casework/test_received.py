"""Received records: for what they were given is what the log says, and nothing is made up where it says nothing."""

from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dossier import open_dossier
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.received import Received, find_received
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.casework.trail import Note, entry
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.authorisation import Measure
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId
from egnatia.model.record import Record


def given(scene: Scene) -> Record:
    """Have Tirana give Belgrade its record."""
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    made = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed")).record
    deliver_due(scene.al)
    assert made
    return made


def found(scene: Scene, record: Record) -> Received:
    return scene.rs.store.read(lambda tx: find_received(tx, record.id))


def come(scene: Scene, record: Record) -> Record:
    """Put a record of Tirana's into Belgrade's register, without an act."""
    scene.rs.store.write(lambda tx: tx.records.add([(record, frozenset())], received_from=NodeId("AL")))
    return record


def test_a_record_is_here_for_what_was_asked(scene: Scene) -> None:
    here = found(scene, given(scene))
    assert (here.purpose, here.case) == (Purpose.CRIMINAL_INVESTIGATION, scene.case.id)


def test_a_correction_is_here_for_what_the_corrected_was(scene: Scene) -> None:
    old = given(scene)
    new = come(scene, replace(old, salt="5" * 32, supersedes=frozenset({old.id})))
    note = Note(act=Act.STATEMENT, by=NodeId("AL"), about=(new.id,))
    scene.rs.store.write(lambda tx: tx.ledger.append([entry(scene.rs, note)]))
    assert found(scene, new).case == scene.case.id
    with pytest.raises(ConflictError, match="newer version"):
        found(scene, old)
    came = open_dossier(scene.rs, scene.officer, new.id, scene.case.id).came
    assert came
    assert came.sender == "AL"


def test_of_what_came_in_no_act_the_log_says_nothing(scene: Scene) -> None:
    record = come(scene, replace(given(scene), salt="5" * 32, lineage="7" * 32))  # type: ignore[arg-type]
    assert (found(scene, record).purpose, found(scene, record).case) == (None, None)
    assert open_dossier(scene.rs, scene.officer, record.id, scene.case.id).came is None


def test_what_was_erased_was_not_received(scene: Scene) -> None:
    record = given(scene)
    scene.rs.store.write(lambda tx: tx.records.erase(record.id, scene.rs.clock.now()))
    with pytest.raises(NotFoundError):
        found(scene, record)


def test_an_own_record_was_received_from_nobody(scene: Scene) -> None:
    with pytest.raises(ConflictError, match="own record"):
        scene.al.store.read(lambda tx: find_received(tx, scene.record.id))


def test_of_what_came_in_no_act_nobody_allows_anything(scene: Scene) -> None:
    record = come(scene, replace(given(scene), salt="5" * 32, lineage="7" * 32))  # type: ignore[arg-type]
    today = scene.net.clock.now().date()
    granting = Granting(
        measure=Measure.FORWARD, matter=record.id, authority="KO 12/26", begins=today, ends=today, reason="Needed."
    )
    with pytest.raises(ConflictError, match="in which case file this record came"):
        authorise(scene.rs, scene.net.person("RS", "prosecutor", Role.PROSECUTOR), granting)
