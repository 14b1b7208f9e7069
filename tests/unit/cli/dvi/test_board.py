"""What a person at a terminal sees of the board."""

from egnatia.cli.dvi.board import proposal_rows


def test_a_proposal_is_a_row_with_what_was_decided() -> None:
    report = {"victim": "body-1", "missing": "Ilir", "posterior": 0.999871}
    assert proposal_rows([{"id": "ab", "report": report, "outcome": "open"}]) == [
        ("ab", "body-1", "Ilir", "0.99987100", "open")
    ]
