"""The refusal."""

import pytest

from egnatia.exchange.errors import Refused, malformed
from egnatia.exchange.refusal import RefusalCode, parse_refusal, plain_refusal
from egnatia.model.errors import ParseError


def test_what_is_raised_is_what_the_sender_is_told() -> None:
    refused = Refused(RefusalCode.EXPIRED, "the message has expired")
    assert parse_refusal(plain_refusal(refused.refusal)) == refused.refusal
    assert str(refused) == "expired: the message has expired"


@pytest.mark.parametrize("code", [RefusalCode.BUSY, RefusalCode.TOO_MANY, RefusalCode.REPLAYED])
def test_some_refusals_pass(code: RefusalCode) -> None:
    assert code.passing


@pytest.mark.parametrize("code", [RefusalCode.EXPIRED, RefusalCode.MALFORMED, RefusalCode.WRONG_SENDER])
def test_others_never_turn_into_success(code: RefusalCode) -> None:
    assert not code.passing


@pytest.mark.parametrize("value", [None, {}, {"code": "busy"}, {"code": "busy", "words": "", "more": 1}])
def test_other_forms_are_no_refusal(value: object) -> None:
    with pytest.raises(ParseError):
        parse_refusal(value)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("sealed", "sealed"),
        ("message.expires_at", "message.expires_at"),
        ("records[0].caveat", "records[0].caveat"),
        ("", "its form"),
        ("Петар", "its form"),
        ("x" * 600, "its form"),
        ("message.\x1b[2J", "its form"),
    ],
)
def test_a_refusal_names_the_place_but_nothing_that_the_sender_put_there(path: str, place: str) -> None:
    refused = malformed("the letter", ParseError(path, "unknown field"))
    assert parse_refusal(plain_refusal(refused.refusal)).words == f"the letter is malformed: {place}"
