"""A position travels as it was told, and always ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from egnatia.exchange.limits import POSITION_LIFE
from egnatia.exchange.position import Position, parse_position, plain_position
from egnatia.model.errors import ContradictionError, ParseError
from egnatia.model.operation import OperationId

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATION = OperationId("ab" * 16)
SEEN = Position(point="41.9973,21.428", accuracy=12, at=AT, until=AT + timedelta(minutes=10))


@pytest.mark.parametrize("position", [SEEN, replace(SEEN, accuracy=None)])
def test_it_is_read_as_it_was_written(position: Position) -> None:
    assert parse_position(plain_position(OPERATION, position)) == (OPERATION, position)


@pytest.mark.parametrize("life", [timedelta(0), timedelta(seconds=-1), POSITION_LIFE + timedelta(seconds=1)])
def test_one_that_never_ends_or_never_holds_is_none(life: timedelta) -> None:
    with pytest.raises(ContradictionError):
        replace(SEEN, until=AT + life)


@pytest.mark.parametrize(
    ("field", "value"),
    [("point", "91,0"), ("point", 7), ("accuracy", -1), ("at", "noon"), ("operation", "x"), ("driver", "G.")],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    with pytest.raises(ParseError) as refused:
        parse_position({**plain_position(OPERATION, SEEN), field: value})
    assert refused.value.path == field
