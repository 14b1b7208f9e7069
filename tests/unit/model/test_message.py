from typing import Any

import pytest
from hypothesis import given
from tests.unit.model.samples import MESSAGE
from tests.unit.model.strategies import messages

from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.message import Message, parse_message, plain_message


@pytest.mark.slow
@given(messages())
def test_a_message_written_is_read_back(message: Message) -> None:
    assert parse_message(canonical.from_bytes(canonical.to_bytes(plain_message(message)))) == message


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"id": "1"}, "m.id"),
        ({"type": "spam"}, "m.type"),
        ({"sender": "a"}, "m.sender"),
        ({"recipient": 1}, "m.recipient"),
        ({"sent_at": "today"}, "m.sent_at"),
        ({"expires_at": "2026-11-21T08:15:00.000Z"}, "m.expires_at"),
        ({"body": [1]}, "m.body"),
        ({"cc": "SELEC"}, "m.cc"),
    ],
)
def test_a_fault_is_told_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_message({**plain_message(MESSAGE), **changed}, "m")
    assert caught.value.path == path


@pytest.mark.parametrize("field", sorted(plain_message(MESSAGE)))
def test_no_field_may_be_left_out(field: str) -> None:
    plain = plain_message(MESSAGE)
    del plain[field]
    with pytest.raises(ParseError, match=f"^{field}: missing"):
        parse_message(plain)
