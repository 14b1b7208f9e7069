"""What oversight is told, and what it answers."""

from datetime import timedelta

import pytest
from tests.unit.adapters.sql.samples import run
from tests.unit.casework.conftest import Scene

from egnatia.casework.collect import consult
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.patterns.remarks import TAMPERED, Remarks, answer_remark, count_open, list_remarks
from egnatia.casework.rows import Account, Role
from egnatia.casework.tampering import damaged, note_tampering
from egnatia.ledger.entry import Act
from egnatia.model.errors import ParseError


def overseer(scene: Scene) -> Account:
    """Return who oversees AL."""
    named = scene.al.store.read(lambda tx: tx.accounts.named("dpo"))
    return named or scene.net.person("AL", "dpo", Role.OVERSIGHT)


def browse(scene: Scene, number: int) -> Account:
    """Have an officer read one record so many times within minutes."""
    reader = scene.net.person("AL", "reader", Role.OFFICER)
    case = scene.net.case("AL", reader)
    for _ in range(number):
        consult(scene.al, reader, scene.record.id, case.id)
    return reader


def listed(scene: Scene, days: int = 30) -> Remarks:
    return list_remarks(scene.al, overseer(scene), days)


@pytest.mark.slow
def test_three_hundred_reads_in_an_hour_give_a_remark(scene: Scene) -> None:
    reader = browse(scene, 300)
    [remark] = listed(scene).listed
    assert (remark.rule, remark.by, remark.says) == (
        "reads_in_an_hour",
        reader.id,
        "300 records read within an hour",
    )


def test_what_lies_before_the_days_that_are_looked_at_is_not_told(scene: Scene) -> None:
    browse(scene, 60)
    scene.net.clock.advance(timedelta(days=20))
    assert len(listed(scene, 21).listed) == 1
    assert listed(scene, 20).listed == ()


def test_an_answer_stays_with_the_remark_and_is_logged(scene: Scene) -> None:
    browse(scene, 60)
    [remark] = listed(scene).listed
    made = answer_remark(scene.al, overseer(scene), remark.id, "A raid: she was told to.")
    [answered] = listed(scene).listed
    assert answered.answer
    assert answered.answer.words == "A raid: she was told to."
    [logged] = scene.al.store.read(lambda tx: tx.ledger.trail(made.id, 9))
    assert (logged.entry.act, remark.id in logged.entry.about) == (Act.STATEMENT, True)


def test_the_last_answer_counts(scene: Scene) -> None:
    browse(scene, 60)
    [remark] = listed(scene).listed
    for words in ("Nothing.", "It was not nothing."):
        answer_remark(scene.al, overseer(scene), remark.id, words)
    [answered] = listed(scene).listed
    assert answered.answer
    assert answered.answer.words == "It was not nothing."


def test_a_row_that_was_changed_by_hand_is_told_until_it_is_answered(scene: Scene) -> None:
    found = damaged("record", scene.record.id, record=scene.record.id)
    assert note_tampering(scene.al, [found, found]) == 1
    assert note_tampering(scene.al, [found]) == 0
    [remark] = listed(scene).listed
    assert (remark.rule, remark.id, remark.about) == (TAMPERED, found.id, (scene.record.id,))
    assert scene.record.id in remark.says
    assert count_open(scene.al) == 1
    answer_remark(scene.al, overseer(scene), remark.id, "The disk failed.")
    assert count_open(scene.al) == 0


def test_unanswered_remarks_come_first(scene: Scene) -> None:
    browse(scene, 60)
    note_tampering(scene.al, [damaged("record", scene.record.id, record=scene.record.id)])
    first, second = listed(scene).listed
    answer_remark(scene.al, overseer(scene), first.id, "So.")
    assert [one.id for one in listed(scene).listed] == [second.id, first.id]


def test_only_oversight_reads_and_answers(scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        list_remarks(scene.al, scene.chief)
    with pytest.raises(NotAllowedError):
        answer_remark(scene.al, scene.net.person("AL", "authority", Role.INSPECTOR), "0" * 64, "So.")


def test_what_is_no_remark_is_not_answered_and_no_answer_is_without_words(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="no remark"):
        answer_remark(scene.al, overseer(scene), "0" * 64, "So.")
    with pytest.raises(ParseError):
        answer_remark(scene.al, overseer(scene), "0" * 64, "")
    with pytest.raises(ConflictError):
        listed(scene, 0)


def test_an_account_that_somebody_broke_hides_nothing(scene: Scene) -> None:
    browse(scene, 60)
    dpo = overseer(scene)
    scene.al.store.write(lambda tx: run(tx, "UPDATE account SET roles = 'emperor' WHERE name = 'reader'"))
    assert len(list_remarks(scene.al, dpo).listed) == 1
