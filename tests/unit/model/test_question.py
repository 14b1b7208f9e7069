from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from tests.unit.model.samples import INVOCATION, QUESTION
from tests.unit.model.strategies import questions

from egnatia.model import canonical
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS
from egnatia.model.question import Question, Subject, parse_question, plain_question


@pytest.mark.slow
@given(questions())
def test_a_question_written_is_read_back(question: Question) -> None:
    assert parse_question(canonical.from_bytes(canonical.to_bytes(plain_question(question)))) == question


def test_what_is_not_known_of_the_subject_counts_as_the_strictest() -> None:
    assert Subject().role is SubjectRole.UNKNOWN


def test_a_question_without_authorisation_leaves_the_field_out() -> None:
    assert "authorisation" not in plain_question(QUESTION)
    assert plain_question(replace(QUESTION, authorisation=INVOCATION))["authorisation"]["measure"] == "ask"


def test_a_humanitarian_question_names_no_offence() -> None:
    plain = plain_question(replace(QUESTION, offence=None))
    assert "offence" not in plain
    assert parse_question(plain).offence is None


@pytest.mark.parametrize(
    "name", sorted(name for name, kind in KINDS.items() if not kind.askable and "description" in kind.properties)
)
def test_nobody_may_ask_for_a_kind_that_is_not_askable(name: str) -> None:
    plain = {**plain_question(QUESTION), "kind": name, "properties": {"description": ["anything"]}}
    with pytest.raises(ParseError, match=f"properties: nobody may ask for a {name}"):
        parse_question(plain)


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"id": "1"}, "q.id"),
        ({"asker": "al"}, "q.asker"),
        ({"partner": None}, "q.partner"),
        ({"kind": "people"}, "q.kind"),
        ({"properties": {}}, "q.properties"),
        ({"properties": {"danger": ["armed"]}}, "q.properties.danger"),
        ({"properties": {"birth_date": ["yesterday"]}}, "q.properties.birth_date[0]"),
        ({"purpose": "curiosity"}, "q.purpose"),
        ({"offence": None}, "q.offence"),
        ({"instrument": ""}, "q.instrument"),
        ({"case_file": "KO 12/26"}, "q.case_file"),
        ({"authorisation": None}, "q.authorisation"),
        ({"authorisation": "Court of Testville 12/26"}, "q.authorisation"),
        ({"authorisation": {"measure": "ask"}}, "q.authorisation.statement"),
        ({"subject": {"role": "suspect", "minor": False}}, "q.subject.asylum_from"),
        ({"subject": {"role": "suspect", "minor": 0, "asylum_from": []}}, "q.subject.minor"),
        ({"subject": {"role": "suspect", "minor": False, "asylum_from": [], "age": 9}}, "q.subject.age"),
        ({"necessity": " "}, "q.necessity"),
        ({"urgent": "very"}, "q.urgent"),
        ({"asked_at": "now"}, "q.asked_at"),
        ({"expires_at": "2026-11-21T08:15:00.000Z"}, "q.expires_at"),
        ({"policy": "newest"}, "q.policy"),
        ({"score": 1}, "q.score"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_question({**plain_question(QUESTION), **changed}, "q")
    assert caught.value.path == path


@pytest.mark.parametrize("field", sorted(plain_question(QUESTION).keys() - {"offence"}))
def test_no_field_may_be_left_out(field: str) -> None:
    plain = plain_question(QUESTION)
    del plain[field]
    with pytest.raises(ParseError, match=f"^{field}: missing"):
        parse_question(plain)


def test_break_glass_is_said_by_being_there_and_in_no_other_way() -> None:
    plain = plain_question(QUESTION)
    assert "danger_to_life" not in plain
    assert parse_question({**plain, "danger_to_life": True}).danger_to_life
    with pytest.raises(ParseError, match="danger_to_life"):
        parse_question({**plain, "danger_to_life": False})
