"""Identifications as plain values."""

import pytest

from egnatia.model.errors import ParseError
from egnatia.model.identification import Identification, parse_identification, plain_identification
from egnatia.model.identity import LineageId

SAID = Identification(remains=LineageId("ab" * 16), missing=LineageId("cd" * 16), report='{"victim": "V1"}')


def test_what_is_written_is_read() -> None:
    assert parse_identification(plain_identification(SAID), "said") == SAID


@pytest.mark.parametrize("changed", [{"remains": "x"}, {"missing": None}, {"report": ""}, {"more": 1}])
def test_what_is_no_identification_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(ParseError, match="said"):
        parse_identification({**plain_identification(SAID), **changed}, "said")
