"""The board's table: what primary identifiers say together."""

from dataclasses import replace
from math import inf, log

import pytest
from tests.unit.match.kinship.dvi.test_told import CASE

from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.dvi.board import Finding, Outcome, Secondary, dna_finding, reconcile
from egnatia.match.kinship.dvi.conclusion import Conclusion
from egnatia.match.kinship.dvi.solution import Solution, solve

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


def conclusion(missing: str, victim: str | None, verdict: str) -> Conclusion:
    return Conclusion(
        missing=missing, family="F", victim=victim, posterior=0.9, log_ratio=1.0, log_glr=1.0, verdict=verdict,
        comment="",
    )  # fmt: skip


def solved(*conclusions: Conclusion, ratio: float = 1.0) -> Solution:
    """A solution that says this, with a likelihood ratio of V1 being M."""
    found = replace(solve(read_disaster(CASE)), conclusions=list(conclusions))
    return replace(found, pairwise={("V1", "M"): log(ratio) if ratio else -inf})


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
    assert dna_finding(solved(conclusion("M", best, verdict)), ("V1", "M")) is finding


def test_dental_work_cannot_make_somebody_else_of_a_victim_whom_dna_identified() -> None:
    found = solved(conclusion("M", "V2", "Inconclusive"), conclusion("N", "V1", "Match"))
    assert dna_finding(found, ("V1", "M")) is NO
    primary = {"dna": dna_finding(found, ("V1", "M")), "dental": YES}
    assert reconcile(primary, ()).outcome is Outcome.CONFLICT
    assert dna_finding(found, ("V1", "N")) is YES


@pytest.mark.parametrize(("ratio", "finding"), [(0.0, NO), (1 / 10_001, NO), (1 / 9_999, OPEN)])
def test_dna_excludes_a_pairing_that_it_contradicts_while_others_are_open(ratio: float, finding: Finding) -> None:
    assert dna_finding(solved(conclusion("M", "V2", "Inconclusive"), ratio=ratio), ("V1", "M")) is finding
