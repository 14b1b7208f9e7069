"""Cases of mitochondrial DNA: closed forms, and what is refused by its place."""

from typing import Any

import pytest

from egnatia.match.kinship.cases.mitochondrial import is_mitochondrial, read_mitochondrial
from egnatia.match.kinship.errors import KinshipError

OWN = {"ranges": "16024-16365 73-340", "differences": "16126C 263G 315.1C"}
CASE: dict[str, Any] = {"mitochondrial": {"Ana": OWN, "Iva": OWN}, "sample": {"people": 99, "seen": 4}}


def with_iva(**own: str) -> dict[str, Any]:
    return {**CASE, "mitochondrial": {"Ana": OWN, "Iva": {**OWN, **own}}}


@pytest.mark.parametrize("theta", [0, 0.01])
def test_a_match_is_worth_how_rarely_it_is_met(theta: float) -> None:
    found = read_mitochondrial({**CASE, "theta": theta}).compare()
    assert found.frequency == pytest.approx(0.05)
    assert found.ratio == pytest.approx(1 / (theta + (1 - theta) * 0.05), rel=1e-12)
    assert found.lower_ratio == pytest.approx(1 / (theta + (1 - theta) * found.upper_bound), rel=1e-12)


@pytest.mark.parametrize(("own", "verdict"), [("263G 315.1C", "inconclusive"), ("", "excluded")])
def test_what_does_not_match_has_no_ratio(own: str, verdict: str) -> None:
    found = read_mitochondrial(with_iva(differences=own)).compare()
    assert (found.compared.verdict, found.ratio, found.lower_ratio) == (verdict, None, None)


def test_the_layout_is_told_by_its_key() -> None:
    assert is_mitochondrial(CASE)
    assert not is_mitochondrial({"haplotypes": {}})
    assert not is_mitochondrial([])


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({**CASE, "mitochondrial": {"Ana": OWN}}, "two people are compared, not 1"),
        (with_iva(differences="16400T"), "case, Iva: 16400T lies outside"),
        (with_iva(haplogroup="H"), "'haplogroup'"),
        ({**CASE, "meioses": 2}, "'meioses' is unknown"),
        ({**CASE, "theta": -1}, "theta: -1 is not between 0 and 1"),
    ],
)
def test_what_is_no_case_is_named(case: dict[str, Any], told: str) -> None:
    with pytest.raises(KinshipError, match=told):
        read_mitochondrial(case)
