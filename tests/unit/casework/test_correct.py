"""Corrections: partners who hold a view get it under the new caveat, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene

from egnatia.casework.collect import Draft, amend
from egnatia.casework.confirm import confirm
from egnatia.casework.contest import contest, restrict, settle
from egnatia.casework.correct import take_correction
from egnatia.casework.deliver import deliver, deliver_due
from egnatia.casework.erase import erase
from egnatia.casework.letters import Content, queue, write
from egnatia.casework.questions import list_hits
from egnatia.casework.release import Giving, release
from egnatia.casework.retain import extend
from egnatia.casework.rows import AnswerRow, Role
from egnatia.casework.undelivered import give_up
from egnatia.exchange.errors import Refused
from egnatia.exchange.limits import MAX_MESSAGE_LIFE
from egnatia.exchange.payloads import Correction, Verdict, plain_correction
from egnatia.ledger.entry import Act
from egnatia.model.caveat import SubjectRole
from egnatia.model.lineage import assemble
from egnatia.model.message import MessageType
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

WHY = "she says that it is her sister"


@pytest.fixture
def hit(scene: Scene) -> AnswerRow:
    """A hit that was confirmed."""
    found = scene.hit()
    confirm(scene.al, scene.expert, found.reference, Verdict.CONFIRM, "same")
    return found


@pytest.fixture
def view(scene: Scene, hit: AnswerRow) -> Record:
    """What Belgrade was given."""
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed")).record
    deliver_due(scene.al)
    assert given
    return given


def at_belgrade(scene: Scene, view: Record) -> Record:
    """Return the version of the view that stands in Belgrade."""
    [head] = assemble(scene.rs.store.read(lambda tx: tx.records.versions(view.lineage))).heads
    return head


def test_a_partner_gets_what_it_has_under_the_new_caveat(scene: Scene, view: Record) -> None:
    changed = contest(scene.al, scene.chief, scene.record.id, WHY)
    assert (changed.holders, changed.told) == ({"RS"}, True)  # type: ignore[comparison-overlap]
    assert deliver_due(scene.al) == 1
    corrected = at_belgrade(scene, view)
    assert corrected.caveat.contested
    assert (corrected.properties, corrected.supersedes) == (view.properties, {view.id})  # type: ignore[comparison-overlap]


def test_one_correction_follows_another(scene: Scene, view: Record) -> None:
    contested = contest(scene.al, scene.chief, scene.record.id, WHY).record
    settled = settle(scene.al, scene.chief, contested.id, "it is not").record
    restrict(scene.al, scene.chief, settled.id, "Only in KT-9.", WHY)
    assert deliver_due(scene.al) == 3
    caveat = at_belgrade(scene, view).caveat
    assert (caveat.contested, caveat.restriction) == (False, "Only in KT-9.")


def test_a_correction_that_overtakes_an_earlier_one_arrives_all_the_same(scene: Scene, view: Record) -> None:
    contested = contest(scene.al, scene.chief, scene.record.id, WHY).record
    restrict(scene.al, scene.chief, contested.id, "Only in KT-9.", WHY)
    now = scene.net.clock.now()
    first, second = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    for letter in (second, first):
        list(deliver(scene.al, [letter]))
    assert at_belgrade(scene, view).caveat.restriction == "Only in KT-9."


def test_a_correction_that_overtakes_its_release_waits_for_it(scene: Scene, hit: AnswerRow) -> None:
    deliver_due(scene.al)
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed")).record
    assert given
    contest(scene.al, scene.chief, scene.record.id, WHY)
    now = scene.net.clock.now()
    released, correction = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    [early] = deliver(scene.al, [correction])
    assert early.words.startswith("early")
    list(deliver(scene.al, [released]))
    list(deliver(scene.al, [correction]))
    assert at_belgrade(scene, given).caveat.contested


@pytest.mark.parametrize(("late", "again"), [(timedelta(0), 0), (timedelta(days=1), 1)])
def test_a_correction_that_came_too_early_ends_unless_its_node_was_off(
    scene: Scene, hit: AnswerRow, late: timedelta, again: int
) -> None:
    deliver_due(scene.al)
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    contest(scene.al, scene.chief, scene.record.id, WHY)
    now = scene.net.clock.now()
    _, correction = scene.al.store.write(lambda tx: tx.outbox.lease(now, now + timedelta(minutes=1), 9))
    [early] = deliver(scene.al, [correction])
    assert early.words.startswith("early")
    scene.net.clock.advance(MAX_MESSAGE_LIFE + late)
    scene.al.store.write(lambda tx: give_up(scene.al, tx, correction.message.id, "expired"))
    left = [one.message for one in scene.al.store.read(lambda tx: tx.outbox.open())]
    assert len([one for one in left if one.type is MessageType.CORRECTION]) == again


def test_keeping_longer_here_keeps_nothing_longer_there(scene: Scene, view: Record) -> None:
    caveat = replace(scene.record.caveat, retain_until=date(2027, 1, 1))
    short = replace(scene.record, supersedes=frozenset({scene.record.id}), caveat=caveat, salt="9" * 32)
    scene.al.store.write(lambda tx: tx.records.add([(short, frozenset())], None))
    longer = extend(scene.al, scene.chief, short.id, date(2028, 1, 1), "the trial goes on")
    assert (longer.told, deliver_due(scene.al)) == (False, 0)
    contest(scene.al, scene.chief, longer.record.id, WHY)
    deliver_due(scene.al)
    assert at_belgrade(scene, view).caveat.retain_until == date(2028, 1, 1)


def test_what_the_partner_erased_stays_erased_there(scene: Scene, view: Record) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    erase(scene.rs, chief, view.id, "not needed any more")
    contest(scene.al, scene.chief, scene.record.id, WHY)
    deliver_due(scene.al)
    assert scene.rs.store.read(lambda tx: tx.records.versions(view.lineage)) == ()
    assert scene.al.store.read(lambda tx: tx.outbox.open()) == ()


def test_erasing_stops_a_correction_on_its_way_and_erases_the_corrected_view(scene: Scene, view: Record) -> None:
    contested = contest(scene.al, scene.chief, scene.record.id, WHY).record
    erase(scene.al, scene.chief, contested.id, "acquitted")
    open_letters = scene.al.store.read(lambda tx: tx.outbox.open())
    assert {letter.message.type for letter in open_letters} == {MessageType.RECALL}
    assert scene.al.store.read(lambda tx: tx.records.versions(view.lineage)) == ()


def test_the_officer_is_led_to_the_corrected_version(scene: Scene, hit: AnswerRow, view: Record) -> None:
    contest(scene.al, scene.chief, scene.record.id, WHY)
    deliver_due(scene.al)
    [row] = list_hits(scene.rs, scene.officer, hit.question)
    assert row.record == at_belgrade(scene, view).id


def test_both_logs_tell_of_it(scene: Scene, view: Record) -> None:
    contest(scene.al, scene.chief, scene.record.id, WHY)
    deliver_due(scene.al)
    [*_, sent] = scene.al.store.read(lambda tx: tx.ledger.trail(view.id, 99))
    [*_, taken] = scene.rs.store.read(lambda tx: tx.ledger.trail(view.id, 99))
    assert (sent.entry.act, sent.entry.to, sent.entry.detail["what"]) == (Act.DISCLOSURE, "RS", "corrected")
    assert (taken.entry.act, taken.entry.by, taken.entry.detail["what"]) == (Act.ALTERATION, "AL", "contest")


Change = Callable[[Record], Record]

WRONG: tuple[tuple[str, Change, str], ...] = (
    ("another issuer", lambda view: replace(view, issuer=view.issuer.__class__("XK")), "its own records"),
    ("other words", lambda view: replace(view, properties={"family_name": ("Else",)}), "nothing new"),
    (
        "kept longer",
        lambda view: replace(view, caveat=replace(view.caveat, retain_until=date(2040, 1, 1))),
        "nothing new",
    ),
    ("another thing", lambda view: replace(view, lineage=view.lineage.__class__("9" * 32)), "nothing new"),
)


@pytest.mark.parametrize(("change", "told"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_is_no_correction_is_refused(scene: Scene, view: Record, change: Change, told: str) -> None:
    record = change(replace(view, supersedes=frozenset({view.id}), salt="9" * 32))
    body = plain_correction(Correction(record=record, act=StatementAct.RESTRICT))
    message = write(scene.al, Content(type=MessageType.CORRECTION, recipient=scene.rs.me, body=body))
    with pytest.raises(Refused, match=told):
        scene.rs.store.read(take_correction(scene.rs, message).check)


def test_nobody_corrects_what_is_the_partners_own(scene: Scene, view: Record) -> None:
    scene.al.store.write(lambda tx: tx.records.add([(view, frozenset())], None))
    record = replace(view, supersedes=frozenset({view.id}), salt="9" * 32, issuer=scene.rs.me)
    body = plain_correction(Correction(record=record, act=StatementAct.RESTRICT))
    message = write(scene.rs, Content(type=MessageType.CORRECTION, recipient=scene.al.me, body=body))
    with pytest.raises(Refused, match="that this partner gave"):
        scene.al.store.read(take_correction(scene.al, message).check)


def rectified(scene: Scene, changes: dict[str, tuple[str, ...]], **caveats: object) -> list[Record]:
    """Have Tirana put the record right after a release; return what Belgrade can read of it then."""
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    deliver_due(scene.al)
    properties = {**scene.record.properties, **changes}
    said = Draft(
        kind="person",
        properties={name: values for name, values in properties.items() if values},
        caveat=caveat(**caveats),  # type: ignore[arg-type]
    )
    amend(scene.al, scene.keeper, scene.record.lineage, said)
    deliver_due(scene.al)
    found = scene.rs.store.read(lambda tx: tx.records.received("person", 9))
    return [one.record for one in found if one.record]


def test_a_name_that_was_wrong_is_put_right_where_it_was_given(scene: Scene) -> None:
    [view] = rectified(scene, {"family_name": ("Jovanović",)})
    assert view.properties["family_name"] == ("Jovanović",)
    assert view.properties["first_name"] == ("Petar",)


def test_what_was_wrong_and_has_nothing_in_its_place_goes(scene: Scene) -> None:
    [view] = rectified(scene, {"birth_date": ()})
    assert "birth_date" not in view.properties


def test_what_was_only_added_is_nobodys_correction(scene: Scene) -> None:
    [view] = rectified(scene, {"alias": ("Pero",), "family_name": ("Jovanoviq", "Jovanović")})
    assert dict(view.properties) == dict(scene.record.properties)
    assert not view.supersedes


def test_a_new_role_takes_back_what_may_not_be_given_of_it(scene: Scene) -> None:
    [view] = rectified(scene, {}, role=SubjectRole.VICTIM)
    assert view.caveat.role is SubjectRole.VICTIM
    assert set(view.properties) <= set(scene.record.properties)


def test_where_nothing_of_a_view_stands_it_is_taken_back(scene: Scene) -> None:
    assert rectified(scene, dict.fromkeys(scene.record.properties, ()) | {"alias": ("Pero",)}) == []


def test_a_correction_does_not_say_more_than_was_given(scene: Scene) -> None:
    [view] = rectified(scene, {"family_name": ("Jovanović",)})
    more = replace(view, supersedes=frozenset({view.id}), properties={**view.properties, "alias": ("Pero",)})
    body = plain_correction(Correction(record=more, act=StatementAct.RECTIFY))
    row = queue(scene.al, Content(type=MessageType.CORRECTION, recipient=scene.rs.me, body=body))
    scene.al.store.write(lambda tx: tx.outbox.add([row]))
    deliver_due(scene.al)
    letter = scene.al.store.read(lambda tx: tx.outbox.get(row.message.id))
    assert letter
    assert "says nothing new" in letter.error
