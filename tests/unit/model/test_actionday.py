"""The plan and the results of a joint action day: figures and numbers of cases, and no place for a person."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.exchange.jointdays import ACTION, ARMS, BIH, PLAN, RS, joins, result, same
from tests.unit.exchange.routes import TODAY

from egnatia.model.actionday import (
    Measured,
    Result,
    ResultKind,
    normal_reference,
    parse_action_day,
    parse_reference,
    parse_result,
    plain_action_day,
    plain_result,
)
from egnatia.model.delivery import GoodsSort
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.statement import Statement, parse_statement, plain_statement

RESULT = Result(kind=ResultKind.SEIZURE, priority=ARMS, country=BIH, day=TODAY, count=2, goods=GoodsSort.FIREARMS)


@pytest.mark.parametrize("said", [PLAN, joins(RS), result(RS), same(RS, result(RS), result(RS, count=2))])
def test_each_step_is_read_as_it_was_written(said: Statement) -> None:
    assert parse_statement(plain_statement(said)) == said


def test_plan_and_results_are_read_as_they_were_written() -> None:
    assert parse_action_day(plain_action_day(ACTION), "") == ACTION
    for found in (RESULT, replace(RESULT, reference="BA:GP-1", amount=2, measured=Measured.PIECES)):
        assert parse_result(plain_result(found), "") == found


@pytest.mark.parametrize("reference", ["AL:KU-2019-0906", "SELEC:77", "BA:1/19.X", "EUROPOL:7-123456789"])
def test_the_number_of_a_case_is_a_reference(reference: str) -> None:
    assert parse_reference(reference, "") == reference


@pytest.mark.parametrize(
    "text",
    ["KU-2019", "al:ku-1", "AL:", "AL:KU", "AL:MENSUR HANDZIC 1", "BA:0205987170023", "BG:8505121234", "AL:Ž-1", "A:1"],
)
def test_what_could_be_a_name_or_the_number_of_a_person_is_none(text: str) -> None:
    with pytest.raises(ParseError):
        parse_reference(text, "")


def test_two_who_type_one_number_have_one_reference() -> None:
    assert normal_reference(" al: ku-2019 -0906 ") == "AL:KU-2019-0906"


@pytest.mark.parametrize(
    "fields",
    [
        {"goods": None},
        {"kind": ResultKind.ARREST},
        {"amount": 3},
        {"measured": Measured.GRAMS},
        {"kind": ResultKind.ARREST, "goods": None, "amount": 3, "measured": Measured.PIECES},
    ],
)
def test_goods_and_amounts_are_of_seizures(fields: dict[str, object]) -> None:
    with pytest.raises(ContradictionError):
        replace(RESULT, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"participants": frozenset()},
        {"priorities": ()},
        {"priorities": (ARMS, ARMS)},
        {"ends": TODAY - timedelta(days=1)},
        {"ends": TODAY + timedelta(days=31)},
    ],
)
def test_a_plan_that_is_none_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ContradictionError):
        replace(ACTION, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("extra", [{"who": "Mensur H."}, {"count": 0}, {"count": True}, {"reason": "x"}])
def test_a_field_for_a_person_is_refused(extra: dict[str, object]) -> None:
    with pytest.raises(ParseError):
        parse_result({**plain_result(RESULT), **extra}, "")
