"""Oversight reads what was done and the reasons for it, never what is on record."""

from datetime import timedelta

import pytest
from tests.unit.casework.conftest import WHY, Scene

from egnatia.casework.collect import consult
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import NotAllowedError, NotLawfulError
from egnatia.casework.inspection import Sort, Thing, export_log, find_file, inspect_log, note_look
from egnatia.casework.page import Trace
from egnatia.casework.retain import erase_due
from egnatia.casework.rows import Account, Role
from egnatia.casework.trail import Note, entry
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError

ALL = Trace()


@pytest.fixture
def overseer(scene: Scene) -> Account:
    return scene.net.person("AL", "overseer", Role.OVERSIGHT)


def test_a_step_names_what_it_is_about_without_reading_it(scene: Scene, overseer: Account) -> None:
    hit = scene.hit()
    [answered] = inspect_log(scene.al, overseer, Trace(about=hit.reference)).rows
    assert answered.things == (
        Thing(id=hit.question, sort=Sort.QUESTION, kind="person", of="RS"),
        Thing(id=hit.reference, sort=Sort.HIT, kind="person", of="RS"),
        Thing(id=scene.record.id, sort=Sort.RECORD, kind="person", of="AL"),
    )
    assert answered.reason == ""


def test_the_reason_of_a_statement_stands_with_its_act_only(scene: Scene, overseer: Account) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "Same day of birth.")
    steps = inspect_log(scene.al, overseer, Trace(about=hit.reference)).rows
    said = {step.entry.act: step.reason for step in steps if step.reason}
    assert said == dict.fromkeys((Act.STATEMENT, Act.COMBINATION), "Same day of birth.")


def test_the_asking_side_reads_why_each_partner_was_asked(scene: Scene) -> None:
    overseer = scene.net.person("RS", "overseer", Role.OVERSIGHT)
    scene.ask()
    [asked] = inspect_log(scene.rs, overseer, Trace(act=Act.QUESTION)).rows
    assert asked.reason == WHY
    assert asked.case == scene.case


def test_an_erased_record_keeps_its_trail_and_says_nothing_of_itself(scene: Scene, overseer: Account) -> None:
    scene.net.clock.advance(timedelta(days=9000))
    assert erase_due(scene.al, 9)
    steps = inspect_log(scene.al, overseer, Trace(about=scene.record.id)).rows
    assert steps[0].things == (Thing(id=scene.record.id, sort=Sort.RECORD),)


def test_only_oversight_reads_or_takes_the_log(scene: Scene) -> None:
    for look in (
        lambda: inspect_log(scene.al, scene.chief, ALL),
        lambda: export_log(scene.al, scene.chief, ALL, "csv"),
        lambda: find_file(scene.al, scene.chief, "KT-1"),
    ):
        with pytest.raises(NotAllowedError):
            look()


def test_an_export_of_the_log_is_logged_with_what_was_taken(scene: Scene, overseer: Account) -> None:
    hit = scene.hit()
    taken = export_log(scene.al, overseer, Trace(about=hit.reference, act=Act.DISCLOSURE), "csv")
    assert (len(taken.steps), taken.cut) == (1, False)
    [logged, *_] = inspect_log(scene.al, overseer, ALL).rows
    assert logged.entry.by == overseer.id
    assert logged.entry.about == (hit.reference,)
    assert logged.entry.detail == {"what": "log_exported", "entries": "1", "form": "csv", "act": "disclosure"}


def test_an_export_of_more_than_fits_says_so(scene: Scene, overseer: Account) -> None:
    scene.hit()
    taken = export_log(scene.al, overseer, ALL, "json", most=1)
    assert (len(taken.steps), taken.cut) == (1, True)


def test_a_case_file_is_found_by_number_or_id_and_a_partners_by_id(scene: Scene) -> None:
    overseer = scene.net.person("RS", "overseer", Role.OVERSIGHT)
    assert find_file(scene.rs, overseer, scene.case.reference) == scene.case.id
    assert find_file(scene.rs, overseer, "f" * 32) == "f" * 32
    with pytest.raises(ParseError):
        find_file(scene.rs, overseer, "of yesterday")


def test_a_refused_reading_leaves_no_step_of_a_reading(scene: Scene, overseer: Account) -> None:
    with pytest.raises((NotAllowedError, NotLawfulError)):
        consult(scene.al, scene.net.person("AL", "admin", Role.ADMINISTRATOR), scene.record.id, scene.case.id)
    assert inspect_log(scene.al, overseer, Trace(act=Act.CONSULTATION)).rows == ()


def test_each_look_of_the_supervisory_authority_is_logged_and_nobody_elses(scene: Scene, overseer: Account) -> None:
    inspector = scene.net.person("AL", "inspector", Role.INSPECTOR)
    note_look(scene.al, overseer, "/trail", ())
    note_look(scene.al, inspector, "/trail/entries/{index}", ("7", "words", scene.record.id, scene.record.id))
    [logged] = inspect_log(scene.al, overseer, Trace(act=Act.CONSULTATION)).rows
    assert (logged.entry.by, logged.entry.about) == (inspector.id, (scene.record.id,))
    assert logged.entry.detail == {"what": "inspected", "place": "/trail/entries/index"}


def test_a_step_names_a_case_file_and_an_account_and_what_is_gone_by_its_id_alone(scene: Scene) -> None:
    overseer = scene.net.person("RS", "overseer", Role.OVERSIGHT)
    note = Note(act=Act.ADMINISTRATION, by=scene.rs.me, about=(scene.case.id, scene.officer.id, "e" * 32))
    scene.rs.store.write(lambda tx: tx.ledger.append([entry(scene.rs, note)]))
    [step] = inspect_log(scene.rs, overseer, Trace(about=scene.case.id)).rows
    assert step.things == (
        Thing(id=scene.case.id, sort=Sort.CASE_FILE, of=scene.case.reference),
        Thing(id=scene.officer.id, sort=Sort.ACCOUNT, of="officer"),
    )
