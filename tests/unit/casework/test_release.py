"""Confirming and releasing: two people, and the law again."""

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole


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
    both = scene.net.person("AL", "both", Role.EXPERT, Role.SUPERVISOR)
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
        (Act.DISCLOSURE, scene.chief.id),
    ]
    assert trail[2].entry.to == "RS"
    assert trail[2].entry.decision.digest


def test_a_victims_data_are_not_released_for_an_investigation(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Mira", "Kovaçi", "1999-02-02", role=SubjectRole.VICTIM)])
    [delivered] = scene.ask(
        properties={"first_name": ("Мира",), "family_name": ("Ковачи",), "birth_date": ("1999-02-02",)}
    )
    assert delivered.answer
    for hit in delivered.answer.hits:
        confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
        with pytest.raises(NotLawfulError, match="protect"):
            release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
