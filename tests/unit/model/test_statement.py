from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import MORNING, STATEMENT
from tests.unit.model.strategies import statements

from egnatia.model import canonical
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.identification import Identification
from egnatia.model.identity import AccountId, CountryCode, LineageId, NodeId, RecordId, StatementId
from egnatia.model.passage import Passage
from egnatia.model.peril import Danger, Peril
from egnatia.model.statement import (
    PASSING,
    UNDOING,
    Statement,
    StatementAct,
    parse_statement,
    plain_statement,
    standing,
)

SAME = replace(STATEMENT, act=StatementAct.SAME, salt="01" * 16)
DIFFERENT = replace(SAME, act=StatementAct.DIFFERENT, issuer=NodeId("AL"), at=MORNING + timedelta(hours=1))
HOLD = replace(SAME, act=StatementAct.HOLD, salt="02" * 16)


def take_back(statement: Statement, act: StatementAct = StatementAct.UNDO, **changed: Any) -> Statement:  # noqa: ANN401
    """State that an earlier statement no longer stands."""
    later = {"act": act, "undoes": statement.id, "at": statement.at + timedelta(days=1), **changed}
    return replace(statement, **later)


@given(statements())
def test_a_statement_written_is_read_back_with_its_id(statement: Statement) -> None:
    read = parse_statement(canonical.from_bytes(canonical.to_bytes(plain_statement(statement))))
    assert read == statement
    assert read.id == statement.id


@pytest.mark.parametrize(
    "changed",
    [
        {"act": StatementAct.HOLD},
        {"issuer": NodeId("AL")},
        {"by": AccountId("b3" * 16)},
        {"at": MORNING + timedelta(milliseconds=1)},
        {"about": frozenset({"00" * 32})},
        {"act": StatementAct.UNDO, "undoes": StatementId("00" * 32)},
        {"reason": "Another reason."},
        {"salt": "00" * 16},
    ],
    ids=lambda changed: str(list(changed)[-1]),
)
def test_a_statement_that_differs_in_anything_has_another_id(changed: dict[str, Any]) -> None:
    assert replace(STATEMENT, **changed).id != STATEMENT.id


def test_agencies_may_disagree() -> None:
    assert standing([DIFFERENT, SAME]) == (SAME, DIFFERENT)


def test_an_agency_takes_its_own_statement_back() -> None:
    assert standing([SAME, DIFFERENT, take_back(SAME)]) == (DIFFERENT,)
    assert standing([HOLD, take_back(HOLD, StatementAct.LIFT)]) == ()


def test_no_agency_takes_back_anothers_statement() -> None:
    assert standing([SAME, take_back(SAME, issuer=NodeId("AL"))]) == (SAME,)


def test_taking_back_is_final() -> None:
    undo = take_back(SAME)
    assert standing([SAME, undo, take_back(undo)]) == ()


def test_what_is_taken_back_before_it_is_known_stays_away() -> None:
    undo = take_back(SAME)
    assert standing([undo]) == ()
    assert standing([undo, SAME]) == ()


@given(st.permutations([SAME, DIFFERENT, HOLD, take_back(SAME), take_back(take_back(SAME)), SAME]))
def test_what_stands_does_not_depend_on_the_order_of_arrival(arrived: list[Statement]) -> None:
    assert standing(arrived) == standing([SAME, DIFFERENT, HOLD, take_back(SAME), take_back(take_back(SAME))])


@pytest.mark.parametrize("act", StatementAct)
def test_undo_and_lift_and_they_only_name_what_they_take_back(act: StatementAct) -> None:
    undoes = None if act in {StatementAct.UNDO, StatementAct.LIFT} else STATEMENT.id
    with pytest.raises(ContradictionError, match="lift and undo"):
        replace(STATEMENT, act=act, undoes=undoes)


PASSAGE = Passage(record=RecordId("ab" * 32), recipient=NodeId("XK"), purpose=Purpose.MISSING_PERSON)
IDENTIFIED = Identification(remains=LineageId("ab" * 16), missing=LineageId("cd" * 16), report="{}")
CARRIED: list[tuple[str, Any, frozenset[StatementAct]]] = [
    ("warns", Peril(danger=Danger.TORTURE, country=CountryCode("SYR")), frozenset({StatementAct.WARN})),
    ("passes", PASSAGE, PASSING),
    ("identifies", IDENTIFIED, frozenset({StatementAct.IDENTIFY})),
]


@pytest.mark.parametrize(("field", "said", "acts"), CARRIED, ids=["warns", "passes", "identifies"])
def test_only_the_acts_that_say_it_carry_a_warning_or_a_passage(
    field: str,
    said: Any,  # noqa: ANN401 - a warning or a passage
    acts: frozenset[StatementAct],
) -> None:
    for act in set(StatementAct) - acts - UNDOING - PASSING - {StatementAct.AUTHORISE, StatementAct.ASSURE}:
        if (act is not StatementAct.WARN or field == "warns") and act is not StatementAct.IDENTIFY:
            with pytest.raises(ContradictionError, match=field):
                replace(STATEMENT, act=act, **{field: said})
    for act in acts:
        with pytest.raises(ContradictionError, match=field):
            replace(STATEMENT, act=act)


def test_a_statement_on_a_passage_is_found_under_the_record_and_the_passage() -> None:
    with pytest.raises(ContradictionError, match="about"):
        replace(STATEMENT, act=StatementAct.CONSENT, passes=PASSAGE)
    about = frozenset({PASSAGE.record, PASSAGE.matter})
    assert replace(STATEMENT, act=StatementAct.CONSENT, passes=PASSAGE, about=about).passes == PASSAGE


def test_a_statement_is_about_something() -> None:
    with pytest.raises(ContradictionError, match="about: empty"):
        replace(STATEMENT, about=frozenset())


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"act": "bless"}, "s.act"),
        ({"issuer": ""}, "s.issuer"),
        ({"by": "somebody"}, "s.by"),
        ({"at": None}, "s.at"),
        ({"about": []}, "s.about"),
        ({"about": ["b", "a"]}, "s.about"),
        ({"undoes": None}, "s.undoes"),
        ({"undoes": "00" * 32}, "s.undoes"),
        ({"reason": ""}, "s.reason"),
        ({"salt": "x"}, "s.salt"),
        ({"more": 1}, "s.more"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_statement({**plain_statement(STATEMENT), **changed}, "s")
    assert caught.value.path == path


def test_an_identification_is_found_under_the_remains_and_the_missing_person() -> None:
    with pytest.raises(ContradictionError, match="remains and the missing"):
        replace(STATEMENT, act=StatementAct.IDENTIFY, identifies=IDENTIFIED)
    about = frozenset({IDENTIFIED.remains, IDENTIFIED.missing})
    assert replace(STATEMENT, act=StatementAct.IDENTIFY, identifies=IDENTIFIED, about=about).identifies == IDENTIFIED
