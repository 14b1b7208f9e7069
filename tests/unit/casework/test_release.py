"""Confirming and releasing: two people, and the law again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.clock import NOON
from tests.unit.casework.conftest import Scene, person
from tests.unit.casework.lying import objection

from egnatia.casework.collect import amend, collect
from egnatia.casework.confirm import confirm, take_confirmation
from egnatia.casework.deliver import deliver, deliver_due
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.lawful import Backing, decide_release, record_facts
from egnatia.casework.page import Trace
from egnatia.casework.release import Giving, release, scope_of, take_release
from egnatia.casework.rows import AnswerRow, Role
from egnatia.casework.terms import terms_of
from egnatia.exchange.payloads import Verdict, parse_release, plain_release
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, QuestionId, Reference
from egnatia.model.message import Message, plain_message
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, plain_statement


def test_confirm_and_release_by_two_people_bring_the_record_over(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same person: name, date of birth")
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed for the case"))
    assert deliver_due(scene.al) == 2
    assert released.record
    view = released.record.id
    stored = scene.rs.store.read(lambda tx: tx.records.get(view))
    assert stored
    assert stored.record == released.record
    assert stored.received_from == "AL"
    assert dict(stored.record.properties) == dict(scene.record.properties)
    assert stored.record.derived_from == {scene.record.id}


def test_the_releasing_side_knows_who_holds_what(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    assert released.record
    view = released.record.id
    [holding] = scene.al.store.read(lambda tx: tx.holdings.of(view))
    assert (holding.holder, holding.statement) == ("RS", released.statement.id)


def test_whoever_confirmed_does_not_release(scene: Scene) -> None:
    both = scene.net.person("AL", "both", Role.FORENSIC, Role.SUPERVISOR)
    hit = scene.hit()
    confirm(scene.al, both, hit.reference, Verdict.CONFIRM, "same")
    with pytest.raises(NotAllowedError, match="four eyes"):
        release(scene.al, both, Giving(reference=hit.reference, reason="needed"))


def test_nothing_is_released_unconfirmed_or_after_a_rejection(scene: Scene) -> None:
    hit = scene.hit()
    giving = Giving(reference=hit.reference, reason="needed")
    with pytest.raises(ConflictError, match="open"):
        release(scene.al, scene.chief, giving)
    confirm(scene.al, scene.expert, hit.reference, Verdict.REJECT, "another date of birth in the file")
    with pytest.raises(ConflictError, match="rejected"):
        release(scene.al, scene.chief, giving)


def test_the_asker_learns_the_verdict(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.REJECT, "somebody else")
    deliver_due(scene.al)
    row = scene.rs.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    assert row.state == HitState.REJECTED
    [*_, heard] = scene.rs.store.read(lambda tx: tx.ledger.trail(hit.reference, 9))
    assert heard.entry.detail == {"what": "reject", "judged_by": scene.expert.id}


def test_the_experts_words_stay_at_home_before_and_after_the_release(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "our informant knows him")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="the informant agrees"))
    letters = scene.al.store.read(lambda tx: tx.outbox.open())
    assert [letter.message.type for letter in letters] == ["confirmation", "release"]
    assert "informant" not in str([plain_message(letter.message) for letter in letters])
    deliver_due(scene.al)
    assert scene.rs.store.read(lambda tx: tx.statements.about(hit.reference)) == ()
    assert {found.reason for found in scene.al.store.read(lambda tx: tx.statements.about(hit.reference))} == {
        "our informant knows him",
        "the informant agrees",
    }


def test_a_statement_with_its_words_is_refused_and_not_taken_in(scene: Scene) -> None:
    hit = scene.hit()
    stated = confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    [letter] = scene.al.store.write(lambda tx: tx.outbox.lease(NOON, NOON + timedelta(minutes=1), 9))
    old = {"reference": hit.reference, "question": hit.question, "statement": plain_statement(stated)}
    with pytest.raises(ParseError, match="excerpt"):
        take_confirmation(scene.rs, replace(letter.message, body=old))


def test_the_asker_does_not_confirm_a_name(scene: Scene) -> None:
    hit = scene.hit()
    with pytest.raises(ConflictError, match="the answerer confirms"):
        confirm(scene.rs, scene.officer, hit.reference, Verdict.CONFIRM, "same")


def test_a_minor_needs_a_second_approver(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Лука", "Ристић", "2012-06-01", role=SubjectRole.SUSPECT)])
    properties = {"first_name": ("Luka",), "family_name": ("Ristić",), "birth_date": ("2012-06-01",)}
    [delivered] = scene.ask(properties=properties)
    assert delivered.answer
    reference = delivered.answer.hits[0].reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    giving = Giving(reference=reference, reason="needed")
    first = release(scene.al, scene.chief, giving)
    assert first.record is None
    with pytest.raises(NotAllowedError, match="second person"):
        release(scene.al, scene.chief, giving)
    prosecutor = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    assert release(scene.al, prosecutor, giving).record


def test_only_what_is_named_travels(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    wanted = frozenset({"family_name"})
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed", properties=wanted))
    assert released.record
    assert set(released.record.properties) == wanted


def test_what_the_record_does_not_have_cannot_be_released(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    wanted = frozenset({"phone"})
    with pytest.raises(NotFoundError, match="no phone"):
        release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed", properties=wanted))


def test_an_erased_record_is_not_released(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    with pytest.raises(NotFoundError, match="erased"):
        release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))


def test_the_trail_names_both_people_and_the_disclosure_on_the_releasing_side(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    trail = scene.al.store.read(lambda tx: tx.ledger.trail(hit.reference, 10))
    assert [(found.entry.act, found.entry.by) for found in trail] == [
        (Act.DISCLOSURE, "RS"),
        (Act.STATEMENT, scene.expert.id),
        (Act.COMBINATION, scene.expert.id),
        (Act.DISCLOSURE, scene.chief.id),
    ]
    assert trail[3].entry.to == "RS"
    assert trail[3].entry.decision.digest


def with_confirmed_hit(scene: Scene) -> AnswerRow:
    """Return a hit that Tirana's expert confirmed."""
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    return hit


def test_a_victims_data_are_not_released_for_an_investigation(scene: Scene) -> None:
    hit = scene.hit()
    record = scene.record
    victim = replace(record, caveat=replace(record.caveat, role=SubjectRole.VICTIM), salt="0" * 32)
    decision = decide_release(scene.al, scene.question(hit), record_facts(victim, NOON.date()), Backing(approvals=2))
    assert not decision.open
    assert any("protects the victim" in words for words in decision.words)


def test_what_was_corrected_since_the_hit_is_not_released_as_it_was(scene: Scene) -> None:
    hit = with_confirmed_hit(scene)
    victim = person("Petar", "Jovanoviq", role=SubjectRole.VICTIM)
    amend(scene.al, scene.keeper, scene.record.lineage, victim)
    with pytest.raises(ConflictError, match="changed since the hit"):
        release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))


def test_what_is_past_its_retention_is_not_released(scene: Scene) -> None:
    hit = with_confirmed_hit(scene)
    scene.net.clock.advance(timedelta(days=365 * 5))
    with pytest.raises(ConflictError, match="retention"):
        release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))


def test_a_release_that_overtakes_its_confirmation_arrives_all_the_same(scene: Scene) -> None:
    hit = with_confirmed_hit(scene)
    now = scene.net.clock.now()
    late = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(hours=1), 10))
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    deliver_due(scene.al)
    assert released.record
    view = released.record.id
    assert scene.rs.store.read(lambda tx: tx.records.get(view))
    list(deliver(scene.al, late))
    row = scene.rs.store.read(lambda tx: tx.answers.get(hit.reference))
    assert row
    assert row.state == HitState.RELEASED


def test_a_partners_statement_does_not_approve_for_us(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Лука", "Ристић", "2012-06-01")])
    properties = {"first_name": ("Luka",), "family_name": ("Ristić",), "birth_date": ("2012-06-01",)}
    [delivered] = scene.ask(properties=properties)
    assert delivered.answer
    reference = delivered.answer.hits[0].reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    forged = Statement(
        act=StatementAct.RELEASE,
        issuer=scene.rs.me,
        by=scene.officer.id,
        at=NOON,
        about=frozenset({reference, scope_of(frozenset(properties))}),
        reason="let me in",
        salt="0" * 32,
    )
    scene.al.store.write(lambda tx: tx.statements.add(forged))
    assert release(scene.al, scene.chief, Giving(reference=reference, reason="needed")).record is None


@pytest.mark.slow
def test_the_second_approval_is_for_the_same_properties_as_the_first(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Лука", "Ристић", "2012-06-01")])
    properties = {"first_name": ("Luka",), "family_name": ("Ristić",), "birth_date": ("2012-06-01",)}
    [delivered] = scene.ask(properties=properties)
    assert delivered.answer
    reference = delivered.answer.hits[0].reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    names = frozenset({"family_name"})
    release(scene.al, scene.chief, Giving(reference=reference, reason="needed", properties=names))
    prosecutor = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    with pytest.raises(ConflictError, match="other properties"):
        release(scene.al, prosecutor, Giving(reference=reference, reason="needed"))


def test_what_no_letter_holds_is_refused_when_it_is_decided_and_less_can_be_given(scene: Scene) -> None:
    properties = {**scene.record.properties, "alias": CROWD}
    older = frozenset({scene.record.id})
    hit = confirmed_hit_on(scene, replace(scene.record, properties=properties, supersedes=older, salt="7" * 32))
    with pytest.raises(ConflictError, match=r"too large to travel .*: give fewer properties"):
        release(scene.al, scene.chief, Giving(reference=hit, reason="needed"))
    row = scene.al.store.read(lambda tx: tx.answers.get(hit))
    assert row
    assert row.state == HitState.CONFIRMED
    assert scene.al.store.read(lambda tx: tx.holdings.by(NodeId("RS"))) == ()
    less = Giving(reference=hit, reason="needed", properties=frozenset({"family_name"}))
    assert release(scene.al, scene.chief, less).record


#: Names that a register of an earlier day may hold, though nobody can put so many on record now.
CROWD = tuple(f"{number} {'Ж' * 380}" for number in range(200))


def confirmed_hit_on(scene: Scene, record: Record) -> Reference:
    """Return a confirmed hit on a record that is on record already."""
    scene.al.store.write(lambda tx: tx.records.add([(record, terms_of(record))], received_from=None))
    reference = scene.hit().reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    return reference


def test_the_asker_does_not_release_the_partners_record(scene: Scene) -> None:
    hit = scene.hit()
    boss = scene.net.person("RS", "boss", Role.SUPERVISOR)
    with pytest.raises(ConflictError, match="they release"):
        release(scene.rs, boss, Giving(reference=hit.reference, reason="needed"))


def given(scene: Scene) -> Message:
    """Return the letter in which Tirana gives its record; Belgrade has taken in the confirmation alone."""
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    deliver_due(scene.al)
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    [row] = scene.al.store.read(lambda tx: tx.outbox.open())
    return row.message


def test_a_release_between_others_or_of_what_is_not_the_partners_or_asked_for_is_not_taken(scene: Scene) -> None:
    message = given(scene)
    body = parse_release(dict(message.body))
    [record] = body.records
    lies = {
        "no hit of that reference": replace(body, question=QuestionId("0" * 32)),
        "its own records": replace(body, records=(replace(record, issuer=NodeId("XK")),)),
        "another instrument": replace(body, instrument="prum"),
    }
    for words, lie in lies.items():
        changed = replace(message, body=plain_release(lie))
        assert words in objection(scene.rs, take_release(scene.rs, changed))
    assert objection(scene.rs, take_release(scene.rs, message)) == ""


def test_a_release_that_comes_again_in_another_letter_changes_nothing(scene: Scene) -> None:
    effect = take_release(scene.rs, given(scene))
    scene.rs.store.write(effect.write)
    before = scene.rs.store.read(lambda tx: tx.ledger.page(Trace(act=Act.COLLECTION))).rows
    scene.rs.store.write(effect.write)
    assert scene.rs.store.read(lambda tx: tx.ledger.page(Trace(act=Act.COLLECTION))).rows == before
