"""What is in a case file is for those who work in it; closing says why."""

from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.casefiles import close_case_file
from egnatia.casework.collect import consult
from egnatia.casework.contents import Pages, look_in, read_in
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.model.identity import CaseId, LineageId
from egnatia.model.statement import StatementAct


def test_a_case_file_holds_what_was_asked_and_who_works_in_it(scene: Scene) -> None:
    scene.ask()
    found = look_in(scene.rs, scene.officer, scene.case.id)
    assert scene.officer.name in found.members
    assert [row.question.case_file for row in (*found.waiting, *found.asked.rows)] == [scene.case.id]
    assert (found.read.rows, found.closed) == ((), None)


def test_what_was_read_is_listed_once_with_its_last_day_and_no_content(scene: Scene) -> None:
    case = scene.net.case("AL", scene.keeper, scene.expert)
    for reader in (scene.keeper, scene.expert):
        consult(scene.al, reader, scene.record.id, case.id)
    [held] = look_in(scene.al, scene.keeper, case.id).read.rows
    assert (held.record, held.kind, held.read_by) == (scene.record.id, "person", scene.expert.id)
    assert held.retain_until == scene.record.caveat.retain_until


def test_readings_come_a_page_at_a_time_and_none_is_left_out(scene: Scene) -> None:
    case = scene.net.case("AL", scene.keeper)
    other = replace(scene.record, lineage=LineageId("7" * 32), salt="6" * 32)
    scene.al.store.write(lambda tx: tx.records.add([(other, frozenset())], received_from=None))
    consult(scene.al, scene.keeper, other.id, case.id)
    for _ in range(100):
        consult(scene.al, scene.keeper, scene.record.id, case.id)
    first = look_in(scene.al, scene.keeper, case.id).read
    assert [held.record for held in first.rows] == [scene.record.id]
    assert first.next is not None
    second = look_in(scene.al, scene.keeper, case.id, Pages(read=first.next)).read
    assert ([held.record for held in second.rows], second.next) == ([other.id], None)
    every = scene.al.store.read(lambda tx: list(read_in(tx, case)))
    assert [held.record for held in every] == [scene.record.id, other.id]


def test_of_an_erased_record_the_reading_stays(scene: Scene) -> None:
    case = scene.net.case("AL", scene.keeper, scene.expert)
    consult(scene.al, scene.keeper, scene.record.id, case.id)
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.al.clock.now()))
    [held] = look_in(scene.al, scene.keeper, case.id).read.rows
    assert (held.kind, held.issuer, held.retain_until) == (None, None, None)


def test_a_closed_file_says_why_and_is_still_looked_at(scene: Scene) -> None:
    boss = scene.net.person("RS", "boss", Role.SUPERVISOR)
    close_case_file(scene.rs, boss, scene.case.id, "Charges were brought.")
    found = look_in(scene.rs, scene.officer, scene.case.id)
    assert found.file.closed_at
    assert found.closed
    assert (found.closed.act, found.closed.reason) == (StatementAct.CLOSE, "Charges were brought.")
    [*_, logged] = scene.rs.store.read(lambda tx: tx.ledger.trail(found.closed.id if found.closed else "", 9))
    assert logged.entry.detail["what"] == "case_file_closed"


def test_a_file_closed_without_words_says_none(scene: Scene) -> None:
    close_case_file(scene.rs, scene.net.person("RS", "boss", Role.SUPERVISOR), scene.case.id)
    assert look_in(scene.rs, scene.officer, scene.case.id).closed is None


def test_who_does_not_work_in_it_or_has_another_purpose_sees_nothing(scene: Scene) -> None:
    stranger = scene.net.person("RS", "stranger", Role.OFFICER)
    for actor in (stranger, replace(scene.officer, purposes=frozenset())):
        with pytest.raises(NotAllowedError):
            look_in(scene.rs, actor, scene.case.id)
    with pytest.raises(NotFoundError):
        look_in(scene.rs, scene.officer, CaseId("0" * 32))
