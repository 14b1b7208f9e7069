"""The board's file."""

import pytest

from egnatia.match.kinship.cases.board import read_board
from egnatia.match.kinship.dvi.board import Finding, Secondary
from egnatia.match.kinship.errors import CaseError


def test_what_is_not_said_is_open() -> None:
    assert read_board({}) == ({"prints": Finding.OPEN, "dental": Finding.OPEN}, ())
    findings, secondary = read_board({"dental": "excluded", "secondary": [{"what": "a scar", "speaks": "against"}]})
    assert findings == {"prints": Finding.OPEN, "dental": Finding.EXCLUDED}
    assert secondary == (Secondary(what="a scar", speaks_for=False),)


def test_a_finding_that_is_none_is_named() -> None:
    with pytest.raises(CaseError, match="board, prints: 'likely' is none of identified, excluded, open"):
        read_board({"prints": "likely"})
