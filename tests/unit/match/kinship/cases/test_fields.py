"""JSON of case files: what no program can compute with is refused in words."""

import pytest

from egnatia.match.kinship.cases.fields import as_json, as_number, parse_json
from egnatia.match.kinship.errors import CaseError


@pytest.mark.parametrize("value", [10**400, float("nan"), float("inf"), True, "1,5", "1e", "٣", "1e999", None])
def test_what_is_no_number_is_refused_with_its_place(value: object) -> None:
    with pytest.raises(CaseError, match="theta"):
        as_number(as_json(value), "theta")


@pytest.mark.parametrize(("written", "number"), [("0.25", 0.25), ("-.5", -0.5), ("1e-06", 1e-6), ("3", 3.0), (2, 2.0)])
def test_a_decimal_may_be_written_as_a_text(written: object, number: float) -> None:
    assert as_number(as_json(written), "theta") == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ("[" * 100_000, "depth"),
        ("[" + "9" * 5000 + "]", "infinity"),
    ],
)
def test_a_text_that_is_no_case_is_refused(text: str, words: str) -> None:
    with pytest.raises(CaseError, match=words):
        parse_json(text)
