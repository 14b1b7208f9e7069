"""Steps of partners who lie: each node speaks for itself, where it has the say."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.casework.lying import letter_with, objection
from tests.unit.casework.operations.conftest import CHN, TUR, Watch

from egnatia.casework.office import Office
from egnatia.casework.operations.arriving import take_step
from egnatia.casework.operations.telling import Telling, word
from egnatia.exchange.errors import Refused
from egnatia.exchange.operation import step_of
from egnatia.model.delivery import Stop
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, StatementId
from egnatia.model.message import MessageType
from egnatia.model.operation import Deed, Step
from egnatia.model.statement import Statement, StatementAct, plain_statement


def judged(watch: Watch, sender: Office, statement: Statement) -> str:
    """Bring a statement of a partner to Istanbul, and return why it is not taken; empty if it is."""
    letter = letter_with(sender, "TR", MessageType.OPERATION, {"statement": plain_statement(statement)})
    try:
        return objection(watch.tr, take_step(watch.tr, letter))
    except Refused as refused:
        return str(refused)


def said(watch: Watch, office: Office, step: Step) -> Statement:
    """Word a step at a node."""
    return word(office, watch.officer, Telling(step=step, operation=step.operation, reason="because"))


def altered(plan: Statement, **fields: Any) -> Statement:  # noqa: ANN401 - of a plan
    """Alter a plan."""
    step = step_of(plan)
    assert step.delivery
    return replace(plan, operates=replace(step, delivery=replace(step.delivery, **fields)))


def test_nobody_speaks_for_another_node(watch: Watch) -> None:
    made = watch.plan()
    assert judged(watch, watch.mk, made) == ""
    assert "speaks for itself" in judged(watch, watch.net.offices["BG"], made)
    assert "has no say" in judged(watch, watch.net.offices["BG"], replace(start_of(watch, made), issuer=NodeId("BG")))


def start_of(watch: Watch, made: Statement) -> Statement:
    """Word a start."""
    basis = frozenset({StatementId("a" * 64)})
    return said(watch, watch.mk, Step(operation=watch.id, deed=Deed.START, plan=made.id, basis=basis))


def test_a_step_of_a_plan_that_has_not_come_is_put_off(watch: Watch) -> None:
    made = watch.plan()
    early = start_of(watch, replace(made, salt="f" * 32))
    assert "send it again" in judged(watch, watch.mk, early)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"authorisation": None}, "message.delivery-authorised"),
        ({"offence": "theft"}, "message.delivery-serious"),
        ({"stops": (Stop(country=CHN), Stop(country=TUR), Stop(country=TUR))}, "different states"),
        ({"offence": "migrant_smuggling"}, "people are never delivered"),
    ],
)
def test_a_plan_that_our_law_does_not_let_be_taken_is_refused(watch: Watch, fields: Any, words: str) -> None:  # noqa: ANN401
    made = watch.plan()
    try:
        assert words in judged(watch, watch.mk, altered(made, **fields))
    except ParseError as error:
        assert words in str(error)  # noqa: PT017 - a plan of people cannot even be written


def test_our_consent_is_not_another_s_to_give(watch: Watch) -> None:
    made = watch.plan()
    stops = step_of(made).delivery.stops  # type: ignore[union-attr]
    stolen = altered(made, stops=(stops[0], replace(stops[1], node=None), stops[2]))
    assert "its consent is its own node's to give" in judged(watch, watch.mk, stolen)
    away = altered(made, stops=(stops[0], stops[1]), hand_overs=step_of(made).delivery.hand_overs[:1])  # type: ignore[union-attr]
    assert "lies on its way" in judged(watch, watch.mk, away)


def test_a_plan_in_which_we_are_not_is_put_off(watch: Watch) -> None:
    made = watch.plan(
        stops=(Stop(country=CHN), Stop(country=watch.planning.stops[2].country)),
        hand_overs=watch.planning.hand_overs[:1],
    )
    assert "no part" in judged(watch, watch.mk, made)


def test_only_a_consent_is_taken_back_and_by_who_gave_it(watch: Watch) -> None:
    made = watch.plan()
    given = watch.agree(watch.tr, watch.turkish, TUR)
    undone = Telling(undoes=given.id, operation=watch.id, reason="because")
    assert "by who gave it" in judged(watch, watch.mk, word(watch.mk, watch.officer, undone))
    plan_undone = Telling(undoes=made.id, operation=watch.id, reason="because")
    assert "by who gave it" in judged(watch, watch.mk, word(watch.mk, watch.officer, plan_undone))
    unknown = word(watch.mk, watch.officer, replace(undone, undoes=StatementId("e" * 64)))
    assert "send it again" in judged(watch, watch.mk, unknown)
    vague = replace(unknown, about=frozenset({watch.id, "f" * 32, "e" * 64}))
    assert "not one operation" in judged(watch, watch.mk, vague)


def test_what_is_no_step_is_refused(watch: Watch) -> None:
    made = watch.plan()
    other = replace(made, act=StatementAct.HOLD, operates=None)
    assert "no step of an operation" in judged(watch, watch.mk, other)
    letter = letter_with(watch.mk, "TR", MessageType.OPERATION, {"statement": {}})
    with pytest.raises(ParseError):
        take_step(watch.tr, letter)


@pytest.mark.slow
def test_the_same_step_twice_changes_nothing(watch: Watch) -> None:
    watch.run()
    before = watch.board(watch.tr, watch.turkish).happenings
    watch.plan(title="again")
    assert len(watch.board(watch.tr, watch.turkish).happenings) == len(before) + 1


def test_a_consent_to_goods_is_no_word_in_an_action_day_nor_the_other_way_round(watch: Watch) -> None:
    made = watch.plan()
    step = Step(operation=step_of(made).operation, deed=Deed.JOIN, plan=made.id, unit="unit 3")
    assert "has no say" in judged(watch, watch.mk, said(watch, watch.mk, step))
