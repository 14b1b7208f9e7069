"""The question that stays, sealed for the node that keeps it."""

import pytest
from tests.unit.casework.conftest import scene
from tests.unit.casework.watch.conftest import ASKED, FAMILY, FIRST, Waiting, waiting

from egnatia.casework import sealing
from egnatia.casework.questions import Wanted, list_waiting, page_questions
from egnatia.casework.sealing import TOO_MANY, open_watch, seal_watch
from egnatia.model.answer import Result

__all__ = ["scene", "waiting"]


def test_the_question_is_kept_sealed_and_shown_to_nobody(waiting: Waiting) -> None:
    row = waiting.held()
    assert row
    assert row.sealed
    assert FAMILY.encode() not in row.sealed
    assert waiting.row("AL") is None
    al, expert = waiting.scene.al, waiting.scene.expert
    assert list_waiting(al, expert, received=True) == ()
    assert page_questions(al, expert, Wanted(received=True, waiting=False)).rows == ()


def test_the_node_opens_what_it_sealed_and_nothing_else(waiting: Waiting) -> None:
    row = waiting.held()
    assert row
    question = open_watch(waiting.scene.al, row)
    assert question
    assert question.properties["first_name"] == (FIRST,)
    assert open_watch(waiting.scene.rs, row) is None


def test_a_question_that_is_asked_once_is_not_sealed(waiting: Waiting) -> None:
    hit = waiting.scene.hit()
    with pytest.raises(ValueError, match="stays"):
        seal_watch(waiting.scene.al, waiting.scene.question(hit))


def test_a_partner_lets_no_more_stay_than_a_node_keeps(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST_WATCHES", 1)
    [delivered] = waiting.scene.ask(properties=ASKED, watch_days=30)
    assert delivered.answer
    assert (delivered.answer.result, delivered.answer.reasons) == (Result.REFUSED, (TOO_MANY,))
