"""Words of partners who lie in an action day: nobody counts for others, and no words travel with a result."""

from dataclasses import replace

import pytest
from tests.unit.casework.lying import letter_with, objection
from tests.unit.casework.operations.actionday.conftest import BIH, Room

from egnatia.casework.operations.arriving import take_step
from egnatia.casework.operations.telling import Telling, word
from egnatia.exchange.errors import Refused
from egnatia.exchange.operation import step_of
from egnatia.model.actionday import ResultKind
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, StatementId
from egnatia.model.message import MessageType
from egnatia.model.operation import Deed, Step
from egnatia.model.statement import Statement, plain_statement


def judged(room: Room, sender: str, statement: Statement) -> str:
    """Bring a statement to Tirana, and return why it is not taken; empty if it is."""
    letter = letter_with(room.office(sender), "AL", MessageType.OPERATION, {"statement": plain_statement(statement)})
    try:
        return objection(room.office("AL"), take_step(room.office("AL"), letter))
    except (Refused, ParseError) as refused:
        return str(refused)


def said(room: Room, node: str, plan: Statement, reason: str = "result", **fields: object) -> Statement:
    """Word a result at a node."""
    step = Step(operation=step_of(plan).operation, deed=Deed.RESULT, plan=plan.id, result=room.result(**fields))  # type: ignore[arg-type]
    telling = Telling(step=step, operation=step.operation, reason=reason)
    return word(room.office(node), room.people[node], telling)


@pytest.fixture
def plan(room: Room) -> Statement:
    """Plan it, and have Sarajevo take part."""
    made = room.plan()
    room.join("BA")
    return made


def test_a_result_of_a_participant_is_taken(room: Room, plan: Statement) -> None:
    assert judged(room, "BA", said(room, "BA", plan)) == ""


def test_words_beside_a_result_are_refused(room: Room, plan: Statement) -> None:
    named = said(room, "BA", plan, reason="Mensur H., born 1987, was in the van")
    assert "has no say" in judged(room, "BA", named)
    made = room.tell("BA")
    telling = Telling(undoes=made.id, operation=step_of(plan).operation, reason="it was Mensur H.")
    assert "closed list" in judged(room, "BA", word(room.office("BA"), room.people["BA"], telling))


def test_who_is_not_asked_tells_nothing_and_nobody_for_another(room: Room, plan: Statement) -> None:
    stranger = said(room, "HR", plan)
    assert "has no say" in judged(room, "HR", stranger)
    assert "speaks for itself" in judged(room, "HR", replace(stranger, issuer=NodeId("BA")))


def test_of_another_priority_or_day_it_is_refused(room: Room, plan: Statement) -> None:
    assert "has no say" in judged(room, "BA", said(room, "BA", plan, priority="cybercrime"))
    later = room.planning.ends.replace(year=room.planning.ends.year + 1)
    assert "has no say" in judged(room, "BA", said(room, "BA", plan, day=later, country=BIH))


def test_what_overtakes_its_plan_comes_again(room: Room, plan: Statement) -> None:
    early = said(room, "BA", plan, kind=ResultKind.CHECK)
    step = step_of(early)
    unknown = replace(early, operates=replace(step, plan=StatementId("7" * 64)))
    assert "send it again" in judged(room, "BA", unknown)


def test_a_plan_that_our_law_does_not_carry_is_refused(room: Room) -> None:
    made = room.plan()
    step = step_of(made)
    assert step.action
    other = replace(step.action, priorities=("no_such_offence",))
    assert "law here" in judged(room, "RS", replace(made, operates=replace(step, action=other)))


def test_only_who_said_it_takes_it_back(room: Room, plan: Statement) -> None:
    made = room.tell("BA")
    telling = Telling(undoes=made.id, operation=step_of(plan).operation, reason="figure")
    assert "by who gave it" in judged(room, "RS", word(room.office("RS"), room.people["RS"], telling))
    plans = Telling(undoes=plan.id, operation=step_of(plan).operation, reason="figure")
    assert "nothing else" in judged(room, "RS", word(room.office("RS"), room.people["RS"], plans))
