"""Confirming: an expert compares and says whether a hit is the one; the other side learns the verdict."""

from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.confirm import confirm, find_matter, known_matter, take_confirmation
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.letters import Content, write
from egnatia.casework.rows import Role
from egnatia.exchange.errors import Refused
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, Reference
from egnatia.model.message import MessageType

WHY = "same name and date of birth"


@pytest.mark.parametrize("verdict", Verdict)
def test_both_sides_know_the_verdict(scene: Scene, verdict: Verdict) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, verdict, WHY)
    deliver_due(scene.al)
    wanted = {Verdict.CONFIRM: HitState.CONFIRMED, Verdict.REJECT: HitState.REJECTED}[verdict]
    for office in (scene.al, scene.rs):
        row = office.store.read(lambda tx: tx.answers.get(hit.reference))
        assert row
        assert row.state == wanted


def test_that_two_origins_were_compared_is_logged_beside_the_verdict(scene: Scene) -> None:
    hit = scene.hit()
    said = confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, WHY)
    acts = [lodged.entry.act for lodged in scene.al.store.read(lambda tx: tx.ledger.trail(said.id, 9))]
    assert set(acts) == {Act.STATEMENT, Act.COMBINATION}


def test_a_hit_is_judged_once(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.REJECT, WHY)
    with pytest.raises(ConflictError, match="rejected"):
        confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, WHY)


def test_who_may_not_confirm_what_is_not_there_and_no_reason_are_refused(scene: Scene) -> None:
    hit = scene.hit()
    with pytest.raises(NotAllowedError, match="may not confirm"):
        confirm(scene.al, scene.chief, hit.reference, Verdict.CONFIRM, WHY)
    with pytest.raises(NotFoundError, match="no hit"):
        confirm(scene.al, scene.expert, Reference("0" * 32), Verdict.CONFIRM, WHY)
    with pytest.raises(ParseError, match="reason"):
        confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "")


def test_a_hit_is_known_to_the_partner_of_the_question_alone(scene: Scene) -> None:
    hit = scene.hit()
    said = confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, WHY)
    assert said
    [letter] = scene.al.store.read(lambda tx: tx.outbox.open())
    stranger = write(
        scene.net.offices["XK"],
        Content(type=MessageType.CONFIRMATION, recipient=NodeId("RS"), body=letter.message.body),
    )
    read = scene.rs.store.read
    assert (
        read(lambda tx: known_matter(tx, hit.reference, hit.question, letter.message.sender)).hit.reference
        == hit.reference
    )
    with pytest.raises(Refused, match="out_of_place"):
        read(lambda tx: known_matter(tx, hit.reference, hit.question, stranger.sender))
    with pytest.raises(Refused, match="out_of_place"):
        take_confirmation(scene.rs, stranger)


def test_the_asker_takes_no_confirmation_back_where_the_answerer_confirms(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, WHY)
    [letter] = scene.al.store.read(lambda tx: tx.outbox.open())
    turned = write(scene.rs, Content(type=MessageType.CONFIRMATION, recipient=NodeId("AL"), body=letter.message.body))
    with pytest.raises(Refused, match="the other side confirms"):
        take_confirmation(scene.al, turned)


def test_a_matter_is_a_hit_with_its_question(scene: Scene) -> None:
    hit = scene.hit()
    found = scene.al.store.read(lambda tx: find_matter(tx, hit.reference))
    assert (found.hit, found.asked.question.id) == (hit, hit.question)


def other(scene: Scene, kind: str, instrument: str) -> Reference:
    """Let the hit be on another kind, under another instrument, on both sides."""
    hit = scene.hit()
    changed = replace(hit, reference=Reference("ab" * 16), kind=kind, instrument=instrument, record=None)
    for office in (scene.al, scene.rs):
        office.store.write(lambda tx: tx.answers.add([changed]))
    return changed.reference


def test_whoever_is_no_expert_judges_no_profile(scene: Scene) -> None:
    reference = other(scene, "dna", "prum")
    with pytest.raises(NotAllowedError, match="role forensic"):
        confirm(scene.al, scene.keeper, reference, Verdict.CONFIRM, WHY)


def test_what_is_given_at_once_is_not_confirmed(scene: Scene) -> None:
    reference = other(scene, "vehicle", "prum")
    with pytest.raises(ConflictError, match="nothing to confirm"):
        confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, WHY)


def test_where_the_asker_confirms_it_does_so_in_the_case_file_of_the_question(scene: Scene) -> None:
    reference = other(scene, "dna", "prum")
    outsider = scene.net.person("RS", "outsider", Role.FORENSIC)
    with pytest.raises(ConflictError, match="asker confirms"):
        confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, WHY)
    with pytest.raises(NotAllowedError, match="does not work in"):
        confirm(scene.rs, outsider, reference, Verdict.CONFIRM, WHY)
