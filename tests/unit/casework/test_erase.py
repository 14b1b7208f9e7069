"""Erasing and holding."""

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.collect import amend
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import erase, hold
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.lift import lift
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.answer import Result
from egnatia.model.identity import QuestionId, RecordId, StatementId
from egnatia.model.message import MessageType
from egnatia.model.statement import StatementAct


def test_an_erased_record_leaves_a_tombstone_and_is_found_no_more(scene: Scene) -> None:
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    stored = scene.al.store.read(lambda tx: tx.records.get(scene.record.id))
    assert stored
    assert (stored.record, stored.erased_at) == (None, scene.net.clock.now())
    [delivered] = scene.ask()
    assert delivered.answer
    assert delivered.answer.result is Result.NOTHING


def test_erasing_drops_the_evidence_of_earlier_hits(scene: Scene) -> None:
    hit = scene.hit()
    assert hit.evidence
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    row = scene.al.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    assert row.evidence == ()


def test_erasing_is_logged(scene: Scene) -> None:
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    trail = scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 10))
    assert (trail[-1].entry.act, trail[-1].entry.by) == (Act.ERASURE, scene.chief.id)


def test_a_legal_hold_blocks_erasing_until_it_is_lifted(scene: Scene) -> None:
    held = hold(scene.al, scene.chief, scene.record.id, "needed by the court")
    with pytest.raises(ConflictError, match="legal hold"):
        erase(scene.al, scene.chief, scene.record.id, "acquitted")
    lift(scene.al, scene.chief, scene.record.id, held.id, "the trial has ended")
    erase(scene.al, scene.chief, scene.record.id, "acquitted")


def test_only_a_hold_that_stands_can_be_lifted(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="no hold"):
        lift(scene.al, scene.chief, scene.record.id, StatementId("0" * 64), "why not")


def test_nothing_is_erased_twice_or_held_when_erased(scene: Scene) -> None:
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    with pytest.raises(NotFoundError):
        erase(scene.al, scene.chief, scene.record.id, "again")
    with pytest.raises(NotFoundError):
        hold(scene.al, scene.chief, scene.record.id, "too late")
    with pytest.raises(NotFoundError):
        erase(scene.al, scene.chief, RecordId("0" * 64), "never here")


def test_an_officer_does_not_erase(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="supervisor"):
        erase(scene.al, scene.keeper, scene.record.id, "acquitted")


def test_erasing_takes_older_versions_and_released_views_with_it(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    newer = amend(scene.al, scene.keeper, scene.record.lineage, person("Petar Luka", "Jovanoviq"))
    assert released.record
    erase(scene.al, scene.chief, newer.id, "acquitted")
    for gone in (scene.record.id, newer.id, released.record.id):
        stored = scene.al.store.read(lambda tx, found=gone: tx.records.get(found))  # type: ignore[misc]
        assert stored
        assert stored.record is None


def test_a_partners_hold_does_not_bind_us(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    scene.rs.store.write(lambda tx: tx.records.add([(scene.record, frozenset())], received_from=scene.al.me))
    held = hold(scene.rs, chief, scene.record.id, "theirs")
    scene.al.store.write(lambda tx: tx.statements.add(held))
    erase(scene.al, scene.chief, scene.record.id, "acquitted")


def test_a_letter_on_its_way_does_not_carry_out_what_is_erased(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    deliver_due(scene.al)
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    [letter] = scene.al.store.read(lambda tx: tx.outbox.open())
    assert released.record
    view = released.record.id
    assert (letter.message.type, letter.message.body["statement"]["about"]) == (MessageType.RECALL, [view])
    deliver_due(scene.al)
    assert scene.rs.store.read(lambda tx: tx.records.get(view)) is None


def test_the_reason_for_erasing_is_kept_in_a_statement_that_the_entry_names(scene: Scene) -> None:
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    [said] = scene.al.store.read(lambda tx: tx.statements.about(scene.record.id))
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 10))
    assert (said.act, said.reason) == (StatementAct.ERASE, "acquitted")
    assert said.id in last.entry.about
    assert last.entry.detail == {"reason": "decision"}


def test_an_answer_by_hand_on_its_way_does_not_tell_of_what_is_erased(scene: Scene) -> None:
    [delivered] = scene.ask(instrument="interpol")
    question = QuestionId(delivered.message)
    answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({scene.record.id})))
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    assert deliver_due(scene.al) == 0
    assert scene.al.store.read(lambda tx: tx.questions.get(question)) is None
