"""Letters that never arrive: what was done in the belief that they would is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene
from tests.unit.casework.passing_on import build

from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver, deliver_due
from egnatia.casework.erase import erase
from egnatia.casework.holdings import holdings_of
from egnatia.casework.release import Giving, Released, release
from egnatia.casework.rows import AnswerRow, OutboxRow, Role
from egnatia.casework.undelivered import arrive_late, give_up
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.answer import plain_answer
from egnatia.model.identity import MessageId, NodeId, QuestionId
from egnatia.model.message import MessageType
from egnatia.model.record import Record


@pytest.fixture
def hit(scene: Scene) -> AnswerRow:
    """A hit that Tirana's expert confirmed, as Belgrade knows."""
    found = scene.hit()
    confirm(scene.al, scene.expert, found.reference, Verdict.CONFIRM, "same")
    deliver_due(scene.al)
    return found


def give(scene: Scene, hit: AnswerRow) -> Released:
    return release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))


def lose(scene: Scene) -> None:
    """Let Belgrade be away until the letters to it have expired."""
    scene.net.line.away = {"RS"}
    deliver_due(scene.al)
    scene.net.clock.advance(timedelta(days=31))
    directory = scene.net.directory
    scene.net.directory = replace(directory, issued_at=scene.net.clock.now())
    deliver_due(scene.al)
    scene.net.line.away = set()


def view_of(released: Released) -> Record:
    assert released.record
    return released.record


def state(scene: Scene, hit: AnswerRow) -> str:
    row = scene.al.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    return row.state


def test_a_release_that_never_arrived_was_none(scene: Scene, hit: AnswerRow) -> None:
    view = view_of(give(scene, hit))
    lose(scene)
    assert state(scene, hit) == HitState.CONFIRMED
    assert scene.al.store.read(lambda tx: tx.holdings.of(view.id)) == ()
    stored = scene.al.store.read(lambda tx: tx.records.get(view.id))
    assert stored
    assert stored.record is None


def test_the_ledger_says_what_did_not_arrive_and_where(scene: Scene, hit: AnswerRow) -> None:
    released = give(scene, hit)
    lose(scene)
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(hit.reference, 99))
    assert (last.entry.act, last.entry.by, last.entry.detail["what"]) == (Act.REFUSAL, "RS", "not_delivered")
    assert {view_of(released).id, released.statement.id} <= set(last.entry.about)


def test_the_same_person_may_release_again_what_never_arrived(scene: Scene, hit: AnswerRow) -> None:
    give(scene, hit)
    lose(scene)
    again = view_of(give(scene, hit))
    deliver_due(scene.al)
    assert scene.rs.store.read(lambda tx: tx.records.get(again.id))
    assert [held.holder for held in scene.al.store.read(lambda tx: tx.holdings.of(again.id))] == ["RS"]


def test_a_letter_that_arrives_after_it_was_given_up_counts_again(scene: Scene, hit: AnswerRow) -> None:
    view = view_of(give(scene, hit))
    now = scene.net.clock.now()
    [letter] = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    scene.al.store.write(lambda tx: give_up(scene.al, tx, letter.message.id, "stopped"))
    assert state(scene, hit) == HitState.CONFIRMED
    list(deliver(scene.al, [letter]))
    assert state(scene, hit) == HitState.RELEASED
    assert [held.holder for held in scene.al.store.read(lambda tx: tx.holdings.of(view.id))] == ["RS"]


def test_what_arrives_after_its_erasure_is_held_there_and_listed_as_gone_here(scene: Scene, hit: AnswerRow) -> None:
    view = view_of(give(scene, hit))
    now = scene.net.clock.now()
    [letter] = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    erase(scene.al, scene.chief, scene.record.id, "acquitted")  # while the letter is on its way
    list(deliver(scene.al, [letter]))
    [held] = holdings_of(scene.al, scene.net.person("AL", "dpo", Role.OVERSIGHT), NodeId("RS"))
    assert (held.record, held.erased_here) == (view.id, now)
    [*_, late] = scene.al.store.read(lambda tx: tx.ledger.trail(view.id, 99))
    assert (late.entry.act, late.entry.to) == (Act.DISCLOSURE, "RS")
    assert late.entry.detail == {"what": "arrived_late", "erased_here": "1"}


def test_what_is_still_here_is_not_listed_as_gone(scene: Scene, hit: AnswerRow) -> None:
    give(scene, hit)
    deliver_due(scene.al)
    [held] = holdings_of(scene.al, scene.net.person("AL", "dpo", Role.OVERSIGHT), NodeId("RS"))
    assert held.erased_here is None


def test_a_letter_that_was_delivered_is_not_given_up(scene: Scene, hit: AnswerRow) -> None:
    give(scene, hit)
    now = scene.net.clock.now()
    [letter] = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    list(deliver(scene.al, [letter]))
    scene.al.store.write(lambda tx: give_up(scene.al, tx, letter.message.id, "too late"))
    assert state(scene, hit) == HitState.RELEASED


def test_hits_that_the_asker_never_heard_of_are_kept_in_the_ledger_only(scene: Scene) -> None:
    [delivered] = scene.ask(instrument="interpol")
    question = QuestionId(delivered.message)
    answer_by_hand(scene.al, scene.expert, question, Told(records=frozenset({scene.record.id})))
    lose(scene)
    assert scene.al.store.read(lambda tx: tx.questions.get(question)) is None
    assert scene.al.store.read(lambda tx: tx.answers.about(scene.record.id)) == ()
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(question, 99))
    assert last.entry.detail["what"] == "not_delivered"


def test_a_partner_that_was_expelled_gets_nothing_and_holds_nothing(scene: Scene, hit: AnswerRow) -> None:
    view = view_of(give(scene, hit))
    members = {node: found for node, found in scene.net.directory.members.items() if node != "RS"}
    scene.net.directory = replace(scene.net.directory, members=members)
    deliver_due(scene.al)
    assert state(scene, hit) == HitState.RELEASED
    scene.net.clock.advance(timedelta(days=31))
    deliver_due(scene.al)
    assert state(scene, hit) == HitState.CONFIRMED
    assert scene.al.store.read(lambda tx: tx.holdings.of(view.id)) == ()
    assert NodeId("RS") not in scene.al.store.read(lambda tx: tx.outbox.waiting())


def test_a_letter_that_the_schema_no_longer_knows_is_given_up_all_the_same(scene: Scene, hit: AnswerRow) -> None:
    give(scene, hit)
    [letter] = scene.al.store.read(lambda tx: tx.outbox.open())
    strange = replace(
        letter.message, id=MessageId("9" * 32), body={**letter.message.body, "records": [{"kind": "soul"}]}
    )
    scene.al.store.write(lambda tx: tx.outbox.add([replace(letter, message=strange)]))
    scene.al.store.write(lambda tx: give_up(scene.al, tx, strange.id, "stopped"))
    row = scene.al.store.read(lambda tx: tx.outbox.get(strange.id))
    assert row
    assert row.dead
    assert state(scene, hit) == HitState.RELEASED


def leased(scene: Scene) -> OutboxRow:
    """Take the one letter of Tirana that waits, as a sender does."""
    now = scene.net.clock.now()
    [letter] = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    return letter


def test_a_verdict_that_arrives_late_changes_nothing_more(scene: Scene) -> None:
    found = scene.hit()
    confirm(scene.al, scene.expert, found.reference, Verdict.CONFIRM, "same")
    letter = leased(scene)
    scene.al.store.write(lambda tx: give_up(scene.al, tx, letter.message.id, "stopped"))
    list(deliver(scene.al, [letter]))
    assert state(scene, found) == HitState.CONFIRMED
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(found.reference, 99))
    assert last.entry.detail["what"] != "arrived_late"


def test_an_answer_that_never_arrived_is_kept_if_its_record_was_given(scene: Scene, hit: AnswerRow) -> None:
    give(scene, hit)
    letter = leased(scene)
    question = scene.question(hit)
    late = scene.put(question)
    message = replace(letter.message, id=MessageId("8" * 32), type=MessageType.ANSWER, body=plain_answer(late))
    scene.al.store.write(lambda tx: tx.outbox.add([replace(letter, message=message)]))
    scene.al.store.write(lambda tx: give_up(scene.al, tx, message.id, "stopped"))
    assert scene.al.store.read(lambda tx: tx.questions.get(question.id))
    assert state(scene, hit) == HitState.RELEASED


def test_a_forwarded_record_that_arrives_late_is_held_there_after_all() -> None:
    three = build()
    three.consented()
    three.forward()
    rs = three.office("RS")
    now = three.net.clock.now()
    letters = rs.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    [letter] = [row for row in letters if row.message.type is MessageType.FORWARD]
    rs.store.write(lambda tx: give_up(rs, tx, letter.message.id, "stopped"))
    assert rs.store.read(lambda tx: tx.holdings.of(three.view.id)) == ()
    list(deliver(rs, [letter]))
    assert [held.holder for held in rs.store.read(lambda tx: tx.holdings.of(three.view.id))] == ["MK"]
    [*_, last] = rs.store.read(lambda tx: tx.ledger.trail(three.view.id, 99))
    assert (last.entry.act, last.entry.to, last.entry.detail["what"]) == (Act.DISCLOSURE, "MK", "arrived_late")


def test_an_answer_that_arrives_late_was_given_after_all(scene: Scene, hit: AnswerRow) -> None:
    view = view_of(give(scene, hit))
    question = scene.question(hit)
    answer = scene.put(question)
    body = plain_answer(replace(answer, hits=(replace(answer.hits[0], record=view),)))
    late = replace(leased(scene).message, id=MessageId("8" * 32), type=MessageType.ANSWER, body=body)
    scene.al.store.write(lambda tx: tx.outbox.add([OutboxRow(message=late, next_try=late.expires_at)]))
    scene.al.store.write(lambda tx: tx.outbox.bury(late.id, "stopped"))
    scene.al.store.write(lambda tx: arrive_late(scene.al, tx, late))
    held = scene.al.store.read(lambda tx: tx.holdings.of(view.id))
    assert question.id in {one.statement for one in held}
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(view.id, 99))
    assert (last.entry.act, last.entry.detail["what"]) == (Act.DISCLOSURE, "arrived_late")


def test_a_release_is_given_up_once_and_arrives_late_once(scene: Scene, hit: AnswerRow) -> None:
    give(scene, hit)
    letter = leased(scene)
    scene.al.store.write(lambda tx: tx.answers.set_state(hit.reference, HitState.CONFIRMED))
    scene.al.store.write(lambda tx: give_up(scene.al, tx, letter.message.id, "stopped"))
    assert state(scene, hit) == HitState.CONFIRMED
    scene.al.store.write(lambda tx: tx.answers.set_state(hit.reference, HitState.RELEASED))
    scene.al.store.write(lambda tx: arrive_late(scene.al, tx, letter.message))
    assert state(scene, hit) == HitState.RELEASED
