"""A step of an operation says what its deed needs, and nothing else."""

from dataclasses import replace

import pytest
from tests.unit.exchange.routes import CHN, CONTACTS, MK, OPERATION, TR, consents, plan, start, told

from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identity import StatementId
from egnatia.model.operation import (
    Agreement,
    Deed,
    Lead,
    Step,
    parse_agreement,
    parse_step,
    plain_agreement,
    plain_step,
)
from egnatia.model.statement import Statement, StatementAct, parse_statement, plain_statement

PLAN = plan()
CONSENTS = consents(PLAN)
SAID = (PLAN, *CONSENTS, start(PLAN, CONSENTS), told(PLAN, Deed.HAND_OVER, MK, country=CHN, border=0))


@pytest.mark.parametrize("statement", SAID, ids=lambda said: said.operates.deed)
def test_it_is_read_as_it_was_written(statement: Statement) -> None:
    assert parse_statement(plain_statement(statement)) == statement


@pytest.mark.parametrize(
    "fields",
    [
        {"deed": Deed.ARRIVE, "plan": None},
        {"deed": Deed.ARRIVE, "plan": PLAN.id, "country": CHN},
        {"deed": Deed.INTERVENE, "plan": PLAN.id},
        {"deed": Deed.START, "plan": PLAN.id},
        {"deed": Deed.AGREE, "plan": PLAN.id},
        {"deed": Deed.PLAN},
        {"deed": Deed.HAND_OVER, "plan": PLAN.id, "country": CHN},
        {"deed": Deed.JOIN, "plan": PLAN.id},
        {"deed": Deed.RESULT, "plan": PLAN.id},
        {"deed": Deed.SAME, "plan": PLAN.id, "same": frozenset({PLAN.id})},
        {"deed": Deed.CLOSE, "plan": PLAN.id, "unit": "unit 3"},
    ],
)
def test_a_step_that_lacks_what_it_does_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ContradictionError):
        Step(operation=OPERATION, **fields)  # type: ignore[arg-type]


def test_border_zero_is_a_border() -> None:
    step = Step(operation=OPERATION, deed=Deed.HAND_OVER, plan=PLAN.id, country=CHN, border=0)
    assert parse_step(plain_step(step), "") == step


def test_nobody_else_can_plan_under_the_id_of_a_lead() -> None:
    lead = Lead(node=TR, nonce="ab" * 16, revision=1)
    assert lead.operation != OPERATION
    delivery = PLAN.operates.delivery if PLAN.operates else None
    with pytest.raises(ContradictionError, match="operation"):
        Step(operation=OPERATION, deed=Deed.PLAN, lead=lead, delivery=delivery)


def test_a_plan_is_no_mere_step_and_names_its_operation() -> None:
    with pytest.raises(ContradictionError):
        replace(PLAN, act=StatementAct.STEP)
    with pytest.raises(ContradictionError):
        replace(PLAN, about=frozenset({"cd" * 16}))


def test_a_consent_is_to_something() -> None:
    given = CONSENTS[0].operates.agreement if CONSENTS[0].operates else None
    assert isinstance(given, Agreement)
    assert parse_agreement(plain_agreement(replace(given, conditions=CONTACTS)), "").conditions == CONTACTS
    with pytest.raises(ParseError, match="consents to nothing"):
        parse_agreement({**plain_agreement(given), "movements": []}, "")


def test_a_start_names_each_consent_once() -> None:
    step = plain_step(
        Step(operation=OPERATION, deed=Deed.START, plan=PLAN.id, basis=frozenset({StatementId("a" * 64)}))
    )
    with pytest.raises(ParseError, match="basis"):
        parse_step({**step, "basis": ["a" * 64, "a" * 64]}, "")
