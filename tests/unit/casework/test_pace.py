"""The pace of a question is that of its kind."""

from dataclasses import replace

import pytest
from tests.unit.exchange.test_pace import QUICK, SLOW
from tests.unit.model.samples import MESSAGE

from egnatia.casework.pace import pace_of
from egnatia.match.engines import ENGINES
from egnatia.model.kinds import KINDS
from egnatia.model.message import MessageType

#: Compared as wholes, and found by their numbers first: of things without one, few look alike.
WITH_NUMBERS = {"vehicle", "document"}
ASKABLE = [name for name, kind in KINDS.items() if kind.askable]


@pytest.mark.parametrize("kind", ASKABLE)
def test_only_kinds_that_are_found_by_numbers_are_quick(kind: str) -> None:
    question = replace(MESSAGE, type=MessageType.QUESTION, body={"kind": kind})
    engine = ENGINES.get(kind)
    by_number = engine is not None and "identifiers" in engine.name and "names" not in engine.name
    assert pace_of(question) == (QUICK if by_number or kind in WITH_NUMBERS else SLOW)


def test_other_messages_take_the_least() -> None:
    assert pace_of(replace(MESSAGE, type=MessageType.RELEASE)) is None
