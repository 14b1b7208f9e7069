"""Names compared from the command line."""

import json

import pytest

from egnatia.cli import main


def test_a_name_in_two_scripts_scores_high_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["names", "compare", "Петар Јовановић", "Petar Jovanović", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert ended.value.code == 0
    assert told["score"] >= 0.9
    assert {item["asked"] for item in told["evidence"]}


def test_two_strangers_do_not_hit(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["names", "compare", "Петар Јовановић", "Elena Dimitrova"])
    assert "no hit" in capsys.readouterr().out
