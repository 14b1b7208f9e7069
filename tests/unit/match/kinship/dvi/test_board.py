"""The board's table: what primary identifiers say together."""

import pytest

from egnatia.match.kinship.dvi.board import Finding, Outcome, Secondary, dna_finding, reconcile
from egnatia.match.kinship.dvi.conclusion import Conclusion

YES, NO, OPEN = Finding.IDENTIFIED, Finding.EXCLUDED, Finding.OPEN


@pytest.mark.parametrize(
    ("dna", "prints", "dental", "outcome"),
    [
        (YES, OPEN, OPEN, Outcome.IDENTIFIED),
        (OPEN, YES, OPEN, Outcome.IDENTIFIED),
        (YES, YES, YES, Outcome.IDENTIFIED),
        (YES, NO, OPEN, Outcome.CONFLICT),
        (NO, OPEN, YES, Outcome.CONFLICT),
        (NO, NO, OPEN, Outcome.EXCLUDED),
        (OPEN, OPEN, OPEN, Outcome.OPEN),
    ],
)
def test_primary_identifiers_decide(dna: Finding, prints: Finding, dental: Finding, outcome: Outcome) -> None:
    primary = {"dna": dna, "prints": prints, "dental": dental}
    for secondary in ((), (Secondary(what="a ring", speaks_for=True),), (Secondary(what="height", speaks_for=False),)):
        assert reconcile(primary, secondary).outcome is outcome


def test_secondary_evidence_flags_what_it_contradicts() -> None:
    ring, height = Secondary(what="a ring", speaks_for=True), Secondary(what="height", speaks_for=False)
    assert reconcile({"dna": YES}, (ring, height)).flags == ("secondary evidence speaks against it: height",)
    assert reconcile({"dna": NO}, (ring, height)).flags == ("secondary evidence speaks for it: a ring",)
    assert reconcile({"dna": OPEN}, (ring,)).flags == ()
    assert "contradict each other" in reconcile({"dna": YES, "prints": NO}, ()).flags[0]


@pytest.mark.parametrize(
    ("verdict", "best", "finding"),
    [
        ("Match", "V1", YES),
        ("Undisputed", "V1", YES),
        ("Match", "V2", NO),
        ("No match", "V1", NO),
        ("Excluded", None, NO),
        ("Symmetric match", "V1", OPEN),
        ("Match (GLR)", "V1", OPEN),
        ("Inconclusive", "V1", OPEN),
    ],
)
def test_dna_identifies_only_from_the_policys_threshold_on(verdict: str, best: str | None, finding: Finding) -> None:
    conclusion = Conclusion(
        missing="M", family="F", victim=best, posterior=0.9, log_ratio=1.0, log_glr=1.0, verdict=verdict, comment=""
    )
    assert dna_finding(conclusion, "V1") is finding
