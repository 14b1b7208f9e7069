"""Retention: what falls due is shown, kept longer by a reasoned decision, or erased."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import amend, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.erase import hold
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.release import Giving, release
from egnatia.casework.retain import erase_due, extend, list_due
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError
from egnatia.model.identity import RecordId
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

#: The day of the tests is 21 November 2026; the scene's record is kept until 2030.
LAST_DAY = date(2026, 11, 30)


def short(scene: Scene, *names: str, last: date = LAST_DAY) -> list[Record]:
    """Put persons on record who are kept until a near day."""
    return list(collect(scene.al, scene.keeper, [person(name, "Kratki", retain_until=last) for name in names]))


def later(scene: Scene, days: int) -> None:
    scene.net.clock.advance(timedelta(days=days))


def erased(scene: Scene, record: RecordId) -> bool:
    stored = scene.al.store.read(lambda tx: tx.records.get(record))
    assert stored
    return stored.record is None


def test_on_its_last_day_a_record_is_kept_and_on_the_next_it_goes(scene: Scene) -> None:
    [record] = short(scene, "Ana")
    later(scene, 9)
    assert erase_due(scene.al, 10) == 0
    later(scene, 1)
    assert erase_due(scene.al, 10) == 1
    assert erased(scene, record.id)
    assert not erased(scene, scene.record.id)


def test_the_node_itself_erases_and_the_ledger_says_why(scene: Scene) -> None:
    [record] = short(scene, "Ana")
    later(scene, 10)
    erase_due(scene.al, 10)
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(record.id, 9))
    assert (last.entry.act, last.entry.by, last.entry.detail) == (Act.ERASURE, "AL", {"reason": "retention"})


def test_what_a_legal_hold_keeps_stays_and_does_not_keep_others(scene: Scene) -> None:
    kept, gone = short(scene, "Ana", "Iva")
    hold(scene.al, scene.chief, kept.id, "needed by the court")
    later(scene, 10)
    assert erase_due(scene.al, 10) == 1
    assert (erased(scene, kept.id), erased(scene, gone.id)) == (False, True)


@pytest.mark.slow
def test_held_records_do_not_crowd_out_those_behind_them(scene: Scene) -> None:
    held = short(scene, *(f"Ana{number}" for number in range(60)))
    behind = short(scene, "Iva", last=LAST_DAY + timedelta(days=1))
    for record in held:
        hold(scene.al, scene.chief, record.id, "needed by the court")
    later(scene, 20)
    assert erase_due(scene.al, 10) == 1
    assert erased(scene, behind[0].id)


@pytest.mark.slow
def test_a_run_is_bounded_and_the_next_goes_on(scene: Scene) -> None:
    short(scene, *(f"Ana{number}" for number in range(120)))
    later(scene, 20)
    assert [erase_due(scene.al, 60) for _ in range(3)] == [100, 20, 0]


def test_an_older_version_goes_with_the_one_that_stands_and_not_before(scene: Scene) -> None:
    [old] = short(scene, "Ana")
    new = extend(scene.al, scene.chief, old.id, date(2027, 11, 30), "the investigation goes on").record
    later(scene, 20)
    assert erase_due(scene.al, 10) == 0
    later(scene, 360)
    assert erase_due(scene.al, 10) == 2
    assert erased(scene, old.id)
    assert erased(scene, new.id)


def test_what_partners_gave_goes_too_when_its_time_is_over(scene: Scene) -> None:
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.net.clock.now()))
    collect(scene.al, scene.keeper, [person("Petar", "Jovanoviq", retain_until=LAST_DAY)])
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    released = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    assert released.record
    given = released.record
    scene.rs.store.write(lambda tx: tx.records.add([(given, frozenset())], received_from=scene.al.me))
    later(scene, 10)
    assert (erase_due(scene.rs, 10), erase_due(scene.al, 10)) == (1, 2)


def test_a_foreign_record_under_the_same_lineage_takes_nothing_with_it(scene: Scene) -> None:
    caveat = replace(scene.record.caveat, retain_until=LAST_DAY)
    foreign = replace(scene.record, issuer=scene.rs.me, caveat=caveat)
    scene.al.store.write(lambda tx: tx.records.add([(foreign, frozenset())], received_from=scene.rs.me))
    later(scene, 10)
    assert erase_due(scene.al, 10) == 1
    assert (erased(scene, foreign.id), erased(scene, scene.record.id)) == (True, False)


def test_the_review_queue_shows_ids_and_holds_and_no_data(scene: Scene) -> None:
    [record] = short(scene, "Ana")
    held = hold(scene.al, scene.chief, record.id, "needed by the court")
    assert list_due(scene.al, scene.chief, 9) == ()
    [due] = list_due(scene.al, scene.chief, 10)
    assert (due.record.id, due.record.retain_until, due.holds) == (record.id, LAST_DAY, (held.id,))


def test_oversight_sees_the_queue_and_an_officer_does_not(scene: Scene) -> None:
    oversight = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    assert list_due(scene.al, oversight, 365) == ()
    with pytest.raises(NotAllowedError):
        list_due(scene.al, scene.keeper, 365)


def test_keeping_longer_is_a_new_version_with_a_reason_on_record(scene: Scene) -> None:
    [old] = short(scene, "Ana")
    new = extend(scene.al, scene.chief, old.id, date(2027, 1, 31), "the investigation goes on").record
    assert new.supersedes == {old.id}
    assert (new.properties, new.caveat.retain_until) == (old.properties, date(2027, 1, 31))
    [said] = scene.al.store.read(lambda tx: tx.statements.about(old.id))
    assert (said.act, said.by, said.reason) == (StatementAct.EXTEND, scene.chief.id, "the investigation goes on")
    [last] = scene.al.store.read(lambda tx: tx.ledger.trail(new.id, 9))
    assert (last.entry.act, last.entry.detail["what"]) == (Act.ALTERATION, "extend")


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (LAST_DAY, "already"),
        (date(2026, 11, 29), "already"),
        (date(2029, 11, 22), "within three years: 2029-11-21"),
    ],
)
def test_only_a_later_day_before_the_next_review_will_do(scene: Scene, until: date, words: str) -> None:
    [record] = short(scene, "Ana")
    with pytest.raises(ConflictError, match=words):
        extend(scene.al, scene.chief, record.id, until, "longer")


def test_a_day_that_is_past_will_not_do(scene: Scene) -> None:
    [record] = short(scene, "Ana")
    later(scene, 30)
    with pytest.raises(ConflictError, match="past"):
        extend(scene.al, scene.chief, record.id, LAST_DAY + timedelta(days=1), "longer")


def test_a_supervisor_decides_and_says_why(scene: Scene) -> None:
    [record] = short(scene, "Ana")
    with pytest.raises(NotAllowedError, match="supervisor"):
        extend(scene.al, scene.keeper, record.id, date(2027, 1, 31), "longer")
    with pytest.raises(ParseError, match="reason"):
        extend(scene.al, scene.chief, record.id, date(2027, 1, 31), " ")


def test_only_the_version_that_stands_is_kept_longer(scene: Scene) -> None:
    [old] = short(scene, "Ana")
    new = extend(scene.al, scene.chief, old.id, date(2027, 1, 31), "longer").record
    with pytest.raises(ConflictError, match=new.id):
        extend(scene.al, scene.chief, old.id, date(2027, 2, 28), "longer still")
    with pytest.raises(NotFoundError):
        extend(scene.al, scene.chief, RecordId("0" * 64), date(2027, 2, 28), "never here")


def test_nobody_keeps_a_thing_longer_in_passing(scene: Scene) -> None:
    [record] = short(scene, "Ana")
    with pytest.raises(ConflictError, match="a decision of its own"):
        amend(scene.al, scene.keeper, record.lineage, person("Ana", "Kratki", retain_until=date(2027, 1, 31)))
    amend(scene.al, scene.keeper, record.lineage, person("Ana", "Kratka", retain_until=LAST_DAY))


def test_of_a_fork_nothing_goes_while_one_branch_is_to_be_kept(scene: Scene) -> None:
    [old] = short(scene, "Ana")
    longer = replace(old.caveat, retain_until=date(2028, 1, 1))
    branches = [
        replace(old, supersedes=frozenset({old.id}), salt=salt * 16, caveat=caveat)
        for salt, caveat in (("a1", old.caveat), ("b2", longer))
    ]
    scene.al.store.write(lambda tx: tx.records.add([(one, frozenset()) for one in branches], None))
    later(scene, 20)
    assert erase_due(scene.al, 10) == 0
    with pytest.raises(ConflictError, match="decide on that"):
        extend(scene.al, scene.chief, branches[0].id, date(2028, 2, 1), "which of the two?")


def test_a_view_that_is_due_with_its_original_is_erased_once(scene: Scene) -> None:
    [record] = collect(scene.al, scene.keeper, [person("Luka", "Kratki", "1990-05-05", retain_until=LAST_DAY)])
    properties = {"first_name": ("Luka",), "family_name": ("Kratki",), "birth_date": ("1990-05-05",)}
    [delivered] = scene.ask(properties=properties)
    assert delivered.answer
    reference = delivered.answer.hits[0].reference
    confirm(scene.al, scene.expert, reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=reference, reason="needed"))
    later(scene, 10)
    assert erase_due(scene.al, 10) == 2
    assert erased(scene, record.id)
