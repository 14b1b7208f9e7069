"""`egnatia operation`: typed at a node that runs; what is wrong is said in one sentence."""

from pathlib import Path

from tests.integration.conftest import Type

PLAN = """
title: Drums
goods: {sort: precursors, description: 55 blue drums}
stops: [{country: CHN}, {country: SRB}, {country: ALB}]
hand_overs:
  - {place: Surčin, day: 2026-12-03, contacts: both duty desks}
  - {place: Hani i Hotit, day: 2026-12-09, contacts: both duty desks}
begins: 2026-11-01
ends: 2099-12-31
decision: The prosecutor decides.
"""


def test_one_is_planned_shown_consented_to_and_given_up(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    opening = ("--title", "Drums", "--purpose", "criminal_investigation", "--offence", "drug_trafficking")
    typed("RS", "supervisor", "case", "open", "OP-1", *opening, "--members", "officer")
    plan = ("operation", "plan", str(file), "--case", "OP-1", "--reason", "who ordered them")
    assert "an authorisation" in typed("RS", "officer", *plan, code=3)
    until = ("--authority", "KT-17", "--until", "2099-12-31", "--reason", "to find them")
    allowed = typed("RS", "prosecutor", "authorisation", "give", "--case", "OP-1", "--from", "2026-01-01", *until)
    made = typed("RS", "officer", *plan, "--authorisation", allowed.split()[-1])
    operation, statement = made.split()[1].rstrip(","), made.split()[3].rstrip(";")
    consent = ("operation", "consent", operation, "SRB", "--plan", statement, "--supervision", "unit 3", *until)
    typed("RS", "supervisor", *consent)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"signed and scanned")
    paper = ("operation", "consent", operation, "ALB", "--plan", statement, "--supervision", "unit 3", *until)
    assert "AL says whether" in typed("RS", "supervisor", *paper, "--document", str(letter), code=2)
    shown = typed("RS", "officer", "operation", "show", operation)
    assert "MISSING CHN: consent to exit" in shown
    assert "KT-17 until 2099-12-31" in shown
    assert "CHN: consent to exit" in typed("RS", "officer", "operation", "list")
    start = ("operation", "start", operation, "--reason", "it sailed")
    assert "ALB: consent to entry" in typed("RS", "officer", *start, code=3)
    rubbish = tmp_path / "where.xml"
    rubbish.write_text("<event/>")
    assert "people are not tracked" in typed("RS", "officer", "operation", "position", operation, str(rubbish), code=2)
    typed("RS", "officer", "operation", "report", operation, "abandon", "--reason", "the ship sank")
    assert "abandoned" in typed("RS", "officer", "operation", "list", "--json")


def test_a_plan_that_is_none_is_refused_in_one_sentence(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    grown = "a: &a [x, x]\nb: [*a, *a]"  # ten such lines make a list of a thousand million
    for rubbish, words in (
        ("[", "neither YAML"),
        (grown, "neither YAML"),
        ("- 1", "not a plan"),
        ("a" * 70_000, "longer than"),
    ):
        file.write_text(rubbish)
        told = typed("RS", "officer", "operation", "plan", str(file), "--case", "x", "--reason", "y", code=2)
        assert words in told
