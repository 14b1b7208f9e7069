from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.page import MOST
from egnatia.casework.questions import Wanted, find_question, list_hits, list_waiting, page_questions
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import QuestionState
from egnatia.model.errors import ParseError
from egnatia.model.identity import QuestionId


def test_a_hit_shows_no_evidence_and_names_the_record_only_where_it_is_ones_own(scene: Scene) -> None:
    hit = scene.hit()
    [ours] = list_hits(scene.al, scene.expert, hit.question)
    [theirs] = list_hits(scene.rs, scene.officer, hit.question)
    assert hit.evidence
    assert (ours.evidence, theirs.evidence) == ((), ())
    assert (ours.record, theirs.record) == (scene.record.id, None)


def test_after_a_release_the_asker_learns_which_record_came(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "The dates agree")
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Needed"))
    deliver_due(scene.al)
    [told] = list_hits(scene.rs, scene.officer, hit.question)
    assert given.record
    assert (told.state, told.record) == ("released", given.record.id)


def test_what_waits_for_a_person_does_not_vanish_behind_newer_questions(scene: Scene) -> None:
    row = find_question(scene.al, scene.expert, scene.hit().question)
    waiting = replace(row, question=replace(row.question, id=QuestionId("a" * 32)), state=QuestionState.WAITING)
    newer = [replace(row, question=replace(row.question, id=QuestionId(f"{number:032x}"))) for number in range(MOST)]
    scene.al.store.write(lambda tx: tx.questions.add([waiting, *newer]))
    assert [found.question.id for found in list_waiting(scene.al, scene.expert, received=True)] == [waiting.question.id]
    others = page_questions(scene.al, scene.expert, Wanted(received=True, waiting=False, limit=MOST)).rows
    assert waiting.question.id not in {found.question.id for found in others}
    assert len(others) == MOST


def test_one_question_is_shown_to_those_whom_it_concerns(scene: Scene) -> None:
    hit = scene.hit()
    assert find_question(scene.rs, scene.officer, hit.question).question.id == hit.question
    with pytest.raises(NotFoundError, match="no question"):
        find_question(scene.rs, scene.officer, QuestionId("0" * 32))
    stranger = scene.net.person("RS", "officer.two", Role.OFFICER)
    with pytest.raises(NotAllowedError, match="case file"):
        find_question(scene.rs, stranger, hit.question)
    with pytest.raises(NotAllowedError):
        find_question(scene.al, scene.net.person("AL", "analyst", Role.ANALYST), hit.question)


def many(scene: Scene, count: int) -> None:
    """Let Belgrade have asked many questions in its case file, after one that hit."""
    row = find_question(scene.rs, scene.officer, scene.hit().question)
    rows = [replace(row, question=replace(row.question, id=QuestionId(f"{number:032x}"))) for number in range(count)]
    scene.rs.store.write(lambda tx: tx.questions.add(rows))


def test_the_oldest_question_can_be_reached_page_by_page(scene: Scene) -> None:
    many(scene, 120)
    wanted, seen = Wanted(received=False, waiting=False), []
    while True:
        page = page_questions(scene.rs, scene.officer, wanted)
        seen += [row.question.id for row in page.rows]
        if page.next is None:
            break
        wanted = replace(wanted, beyond=page.next)
    assert len(seen) == len(set(seen)) == 121


def test_a_page_of_ones_own_is_full_whatever_others_asked_since(scene: Scene) -> None:
    many(scene, 5)
    other = scene.net.person("RS", "officer.two", Role.OFFICER)
    case = scene.net.case("RS", other, reference="KT-2026-18")
    row = find_question(scene.rs, scene.officer, QuestionId(f"{0:032x}"))
    theirs = [
        replace(row, question=replace(row.question, id=QuestionId(f"{900 + number:032x}"), case_file=case.id))
        for number in range(MOST)
    ]
    scene.rs.store.write(lambda tx: tx.questions.add(theirs))
    assert len(page_questions(scene.rs, scene.officer, Wanted(received=False, waiting=False)).rows) == 6


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_a_page_has_a_size(scene: Scene, limit: int) -> None:
    with pytest.raises(ParseError, match="1 to 200 rows"):
        page_questions(scene.rs, scene.officer, Wanted(received=False, waiting=False, limit=limit))


def test_all_that_waits_is_listed_however_much_it_is(scene: Scene) -> None:
    row = find_question(scene.al, scene.expert, scene.hit().question)
    waits = [
        replace(row, question=replace(row.question, id=QuestionId(f"{number:032x}")), state=QuestionState.WAITING)
        for number in range(MOST + 1)
    ]
    scene.al.store.write(lambda tx: tx.questions.add(waits))
    shown = list_waiting(scene.al, scene.expert, received=True)
    assert {one.question.id for one in shown} >= {one.question.id for one in waits}


def test_a_question_that_is_not_there_has_no_hits(scene: Scene) -> None:
    with pytest.raises(NotFoundError, match="no question"):
        list_hits(scene.al, scene.expert, QuestionId("0" * 32))


def test_of_a_record_that_came_and_was_erased_the_tombstone_is_named(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "The dates agree")
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Needed")).record
    deliver_due(scene.al)
    assert given
    scene.rs.store.write(lambda tx: tx.records.erase(given.id, scene.rs.clock.now()))
    [told] = list_hits(scene.rs, scene.officer, hit.question)
    assert told.record == given.id
