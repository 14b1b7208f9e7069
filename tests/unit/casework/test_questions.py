from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.questions import SHOWN, find_question, list_hits, list_questions
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Role
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import QuestionState
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
    newer = [replace(row, question=replace(row.question, id=QuestionId(f"{number:032x}"))) for number in range(SHOWN)]
    scene.al.store.write(lambda tx: tx.questions.add([waiting, *newer]))
    shown = list_questions(scene.al, scene.expert, received=True)
    assert shown[0].question.id == waiting.question.id
    assert len(shown) == len({found.question.id for found in shown}) == SHOWN + 1


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
