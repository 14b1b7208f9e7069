"""What a person at a terminal is shown of an identification from records."""

import pytest

from egnatia.cli.dvi.records import show_identification

CONCLUSION = {
    "Family": "Ilir", "Missing": "Ilir", "Sample": "body-1", "LR": 1e9, "GLR": None, "posterior": 0.99999,
    "Conclusion": "Undisputed", "Comment": "step 1",
}  # fmt: skip
FOUND = {
    "bodies": {"body-1": "0" * 64},
    "missing": {"Ilir": "1" * 64},
    "unsolved": "",
    "standard": {"decided": "Ruling 7 of 2026"},
    "populations": {"Even": {"prior": "flat", "threshold": 0.9995, "conclusions": [CONCLUSION]}},
    "left_out": [["Nana", "on which side?"]],
    "kept_back": 2,
}


def test_conclusions_are_rows_and_what_was_not_used_is_said_aside(capsys: pytest.CaptureFixture[str]) -> None:
    show_identification(FOUND)
    out, err = capsys.readouterr()
    assert "1 bodies with profiles, 1 missing people" in out
    assert "Even: prior flat; threshold 0.9995; Ruling 7 of 2026" in out
    assert "Undisputed" in out
    assert err.splitlines() == ["not used: Nana: on which side?", "2 records may not be read for this purpose"]


def test_why_nothing_was_compared_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    show_identification(FOUND | {"populations": {}, "unsolved": "nobody to compare", "left_out": [], "kept_back": 0})
    out, err = capsys.readouterr()
    assert "not compared: nobody to compare" in out
    assert err == ""
