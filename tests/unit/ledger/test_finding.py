import pytest
from tests.unit.ledger.cabinet import ROOT

from egnatia.ledger.entry import Act
from egnatia.ledger.finding import MOST_FINDINGS, Finding, Findings, Kind


@pytest.mark.parametrize("code", [*Kind, *Act])
def test_every_finding_and_act_is_explained_to_people(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs/explanation/ledger.md").read_text(encoding="utf-8")


def test_findings_that_follow_one_another_are_joined() -> None:
    findings = Findings()
    for entry in (3, 4, 5, 7):
        findings.add(Kind.CHANGED_ENTRY, "changed.", entry)
    spans = [(finding.sequence, finding.last, finding.sentence) for finding in findings.listed()]
    assert spans == [(3, 5, "Entries 3 to 5: changed."), (7, 7, "Entry 7: changed.")]


def test_findings_are_listed_by_place() -> None:
    findings = Findings()
    findings.add(Kind.MISSING_ENTRY, "gone.", 9)
    findings.add(Kind.CHANGED_ENTRY, "changed.", 2, 4)
    findings.add(Kind.CHANGED_ENTRY, "odd.")
    assert [finding.sequence for finding in findings.listed()] == [None, 2, 9]


def test_findings_about_checkpoints_name_their_size() -> None:
    findings = Findings()
    findings.add(Kind.FORGED_CHECKPOINT, "forged.", 12)
    expected = Finding(kind=Kind.FORGED_CHECKPOINT, sequence=12, last=12, sentence="Checkpoint of size 12: forged.")
    assert findings.listed() == (expected,)


@pytest.mark.slow
def test_too_many_findings_are_counted_and_not_kept() -> None:
    findings = Findings()
    for entry in range(MOST_FINDINGS + 5):
        findings.add(Kind.INSERTED_ENTRY, "inserted.", entry * 2)
    assert (len(findings.listed()), findings.omitted) == (MOST_FINDINGS, 5)
