"""Names compared from the command line."""

import json

import pytest

from egnatia.cli import main


def told(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["names", *typed])
    out, err = capsys.readouterr()
    return int(str(ended.value.code)), out, err


def test_a_name_in_two_scripts_scores_high_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "compare", "Петар Јовановић", "Petar Jovanović", "--json")
    assert code == 0
    assert json.loads(out)["score"] >= 0.9
    assert {item["asked"] for item in json.loads(out)["evidence"]} == {"петар", "јовановић"}


def test_two_strangers_do_not_hit_and_each_word_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = told(capsys, "compare", "Петар Јовановић", "Elena Dimitrova")
    assert "no hit" in out
    assert out.count("not alike") == 2


@pytest.mark.parametrize("typed", [("😀 123", "Petar Jovanović"), ("Petar", "\u200f"), ("", "Petar")])
def test_names_without_letters_are_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, str]
) -> None:
    code, out, err = told(capsys, "compare", *typed, "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
