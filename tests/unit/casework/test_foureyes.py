"""Four eyes over the border: a node that lets one person decide alone finds no partner who takes what is given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm, find_matter
from egnatia.casework.deliver import deliver, deliver_due
from egnatia.casework.foureyes import check_given
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.errors import Refused
from egnatia.exchange.excerpt import Excerpt
from egnatia.exchange.payloads import Release, Verdict
from egnatia.exchange.states import HitState
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId, MessageId, Reference, StatementId
from egnatia.model.statement import StatementAct

Body = dict[str, Any]
YOUNG = {"first_name": ("Luka",), "family_name": ("Ristić",), "birth_date": ("2012-06-01",)}


def confirmed(scene: Scene) -> Reference:
    """Return a hit that Tirana's expert confirmed, as Belgrade knows."""
    reference = scene.hit().reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    deliver_due(scene.al)
    return reference


def refused(scene: Scene, change: Callable[[Body], Body], reference: Reference | None = None) -> str:
    """Let Tirana release and send something else; return the words of Belgrade's refusal, which it has logged."""
    reference = reference or confirmed(scene)
    release(scene.al, scene.chief, Giving(reference=reference, reason="needed"))
    now = scene.net.clock.now()
    [letter] = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(days=1), 9))
    message = replace(letter.message, id=MessageId("9" * 32), body=change(dict(letter.message.body)))
    scene.al.store.write(lambda tx: tx.outbox.add([replace(letter, message=message, next_try=now)]))
    deliver_due(scene.al)
    sent = scene.al.store.read(lambda tx: tx.outbox.get(message.id))
    assert sent
    assert not sent.error or logged(scene) == sent.error.partition(":")[0]
    return sent.error


def logged(scene: Scene) -> str:
    """Return the code of the last refusal in Belgrade's log."""
    rs = scene.rs
    rs.store.write(lambda tx: tx.ledger.sequence(rs.keys.ledger, scene.net.clock.now()))
    found = rs.store.read(lambda tx: [tx.ledger.entry(index) for index in range(tx.ledger.head().size)])
    return str([one.entry.detail["code"] for one in found if one and one.entry.act is Act.REFUSAL][-1])


def approvals(*people: str) -> Callable[[Body], Body]:
    """Let other people stand behind the release."""

    def change(body: Body) -> Body:
        first = body["approvals"][0]
        return {**body, "approvals": [{**first, "by": by, "statement": f"{at:064x}"} for at, by in enumerate(people)]}

    return change


def test_what_two_people_decided_is_taken(scene: Scene) -> None:
    reference = confirmed(scene)
    assert refused(scene, dict, reference) == ""
    [*_, taken] = scene.rs.store.read(lambda tx: tx.ledger.trail(reference, 99))
    people = {"confirmed_by": scene.expert.id, "approved_by_1": scene.chief.id}
    assert taken.entry.detail == {"what": "released", **people}


def test_a_release_by_whoever_confirmed_is_refused_and_nothing_is_stored(scene: Scene) -> None:
    reference = confirmed(scene)
    words = refused(scene, approvals(scene.expert.id), reference)
    assert words == "four_eyes: whoever confirmed the hit released it as well"
    row = scene.rs.store.read(lambda tx: tx.answers.get(reference))
    assert row
    assert row.state == HitState.CONFIRMED
    assert scene.rs.store.read(lambda tx: tx.records.count()) == {}


def test_a_release_that_does_not_say_who_confirmed_is_refused(scene: Scene) -> None:
    def silent(body: Body) -> Body:
        return {name: value for name, value in body.items() if name != "confirmed"}

    assert refused(scene, silent).startswith("four_eyes: the release does not say who confirmed")


def test_one_person_is_not_two(scene: Scene) -> None:
    words = refused(scene, approvals(scene.chief.id, scene.chief.id))
    assert words == "four_eyes: one person stands behind the release twice"


@pytest.mark.parametrize("field", ["by", "statement"])
def test_the_confirmation_is_the_one_that_came(scene: Scene, field: str) -> None:
    def other(body: Body) -> Body:
        return {**body, "confirmed": {**body["confirmed"], field: "5" * (32 if field == "by" else 64)}}

    assert refused(scene, other).startswith("out_of_place: another confirmation came")


def test_a_confirmation_that_is_late_may_come_after_the_release_that_names_it(scene: Scene) -> None:
    reference = scene.hit().reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    now = scene.net.clock.now()
    [late] = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(hours=1), 9))
    assert refused(scene, dict, reference) == ""
    list(deliver(scene.al, [late]))
    row = scene.rs.store.read(lambda tx: tx.answers.get(reference))
    assert row
    assert row.state == HitState.RELEASED


def of_a_minor(scene: Scene) -> Reference:
    """Return a confirmed hit on a minor, with a first approval on record."""
    collect(scene.al, scene.keeper, [person("Лука", "Ристић", "2012-06-01")])
    [delivered] = scene.ask(properties=YOUNG)
    reference = scene.hit_of(delivered).reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    deliver_due(scene.al)
    prosecutor = scene.net.person("AL", "prosecutor", Role.PROSECUTOR)
    assert release(scene.al, prosecutor, Giving(reference=reference, reason="needed")).record is None
    return reference


def test_both_approvals_travel_where_the_law_wants_two(scene: Scene) -> None:
    reference = of_a_minor(scene)
    assert refused(scene, dict, reference) == ""
    [*_, taken] = scene.rs.store.read(lambda tx: tx.ledger.trail(reference, 99))
    assert taken.entry.detail["approved_by_1"] != taken.entry.detail["approved_by_2"] == scene.chief.id


def test_a_minors_record_that_one_person_gives_is_refused(scene: Scene) -> None:
    words = refused(scene, approvals(scene.chief.id), of_a_minor(scene))
    assert words == "four_eyes: the law wants a second approver for this"


def test_what_was_refused_for_lack_of_eyes_can_be_given_again_by_enough_people(scene: Scene) -> None:
    reference = confirmed(scene)
    assert refused(scene, approvals(scene.expert.id), reference)
    scene.net.clock.advance(timedelta(minutes=1))
    assert release(scene.al, scene.chief, Giving(reference=reference, reason="again")).record


def test_where_the_asker_confirms_nobody_there_confirms_for_it(scene: Scene) -> None:
    reference = confirmed(scene)
    matter = scene.rs.store.read(lambda tx: find_matter(tx, reference))
    profile = replace(matter, hit=replace(matter.hit, instrument="prum", kind="dna"))
    by = AccountId("a" * 32)
    said = Excerpt(act=StatementAct.CONFIRM, by=by, at=matter.hit.at, statement=StatementId("b" * 64))
    approved = replace(said, act=StatementAct.RELEASE, by=AccountId("c" * 32))
    given = Release(
        reference=reference,
        question=matter.hit.question,
        instrument="prum",
        records=(),
        confirmed=said,
        approvals=(approved,),
    )
    scene.rs.store.read(lambda tx: check_given(scene.rs, tx, profile, replace(given, confirmed=None)))
    with pytest.raises(Refused, match="confirmed here"):
        scene.rs.store.read(lambda tx: check_given(scene.rs, tx, profile, given))
