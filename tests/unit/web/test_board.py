"""The board at the desk: an expert proposes, somebody else decides, the report is there for print."""

import re
from dataclasses import replace

import pytest
from tests.unit.casework.identify.searching import Morgue
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role


@pytest.fixture
def morgue() -> Morgue:
    made = Morgue()
    second = made.net.person("RS", "officer.one", Role.OFFICER)
    made.case = made.net.case("RS", made.expert, second, purpose=made.purpose, offence=None, reference="ID-4")
    return made


def proposed(morgue: Morgue, **said: str) -> tuple[Desk, str]:
    expert = Desk(morgue.net, "RS", Role.FORENSIC)
    page = expert.see(f"/cases/{morgue.case.id}/identification")
    form = {"victim": "body-1", "missing": "Ilir Doda", "reason": "All loci fit.", **said}
    return expert, expert.send(page, f"/cases/{morgue.case.id}/identifications", form)


def decided(morgue: Morgue, page: str, decision: str, status: int = 200) -> str:
    officer = Desk(morgue.net, "RS", Role.OFFICER)
    path = re.search(r'href="(/cases/\w+/identifications/\w+)/report"', page)
    assert path is not None
    seen = officer.see(f"/cases/{morgue.case.id}/identifications")
    return officer.send(seen, f"{path[1]}/decision", {"decision": decision, "reason": "I looked at it."}, status)


@pytest.mark.slow
def test_two_people_identify_somebody(morgue: Morgue) -> None:
    _, page = proposed(morgue)
    assert "a second person decides" in page
    assert "/decision" not in page  # whoever proposed it does not decide
    assert "✓ confirmed" in decided(morgue, page, "confirm")


@pytest.mark.slow
def test_a_contradiction_is_said_and_cannot_be_confirmed(morgue: Morgue) -> None:
    _, page = proposed(morgue, prints="excluded", against="a ring of somebody else")
    assert "contradict each other" in page
    assert "conflict" in decided(morgue, page, "confirm", 422)
    assert "✗ rejected" in decided(morgue, page, "reject")


@pytest.mark.slow
def test_the_report_for_print_has_figures_by_locus_and_both_names(morgue: Morgue) -> None:
    expert, page = proposed(morgue)
    decided(morgue, page, "confirm")
    path = re.search(r'href="(/cases/\w+/identifications/\w+/report)"', page)
    assert path is not None
    report = expert.see(path[1])
    for words in ("VWA", "forensic.one", "officer.one", "All loci fit.", "0.9995", "I looked at it."):
        assert words in report


def test_the_report_for_print_has_what_a_geneticist_checks(morgue: Morgue) -> None:
    expert, page = proposed(morgue)
    path = re.search(r'href="(/cases/\w+/identifications/\w+/report)"', page)
    assert path is not None
    report = expert.see(path[1])
    frequencies = "<td>8: 0.1<br>9: 0.1<br>10: 0.1</td>"
    row = rf'<th scope="row">VWA</th><td>9/10</td><td>8/9</td><td>8/10</td>{frequencies}<td>[\d.]+</td>'
    assert re.search(row, report)  # victim, mother, sister, and what follows
    assert (
        '<th scope="row">AMELOGENIN</th><td>X/Y</td><td>–</td><td>–</td><td>–</td><td><span class="quiet">not used'
        in report
    )
    for words in ("invented; 500 people typed", "prum-2008-ess-2009", "Coancestry", "Geneticist", "Mother Doda<br>"):
        assert words in report


def test_a_report_whose_table_of_frequencies_is_gone_says_so(morgue: Morgue) -> None:
    expert, page = proposed(morgue)
    path = re.search(r'href="(/cases/\w+/identifications/\w+/report)"', page)
    assert path is not None
    morgue.net.offices["RS"] = replace(morgue.net.offices["RS"], populations=())
    report = Desk(morgue.net, "RS", Role.FORENSIC).see(path[1])
    assert "The table of frequencies that was used is not on this node any more." in report
    assert ": 0.1" not in report
    assert ": 0.1" in expert.see(path[1])


@pytest.mark.parametrize("said", [{"victim": "nobody"}, {"reason": ""}, {"prints": "rubbish"}])
def test_rubbish_is_named(morgue: Morgue, said: dict[str, str]) -> None:
    expert = Desk(morgue.net, "RS", Role.FORENSIC)
    page = expert.see(f"/cases/{morgue.case.id}/identification")
    form = {"victim": "body-1", "missing": "Ilir Doda", "reason": "All loci fit.", **said}
    shown = expert.send(page, f"/cases/{morgue.case.id}/identifications", form, 422)
    assert 'class="error-summary"' in shown


@pytest.mark.slow
def test_a_decision_that_is_none_changes_nothing(morgue: Morgue) -> None:
    _, page = proposed(morgue)
    decided(morgue, page, "maybe", 422)
    assert "a second person decides" in Desk(morgue.net, "RS", Role.OFFICER).see(
        f"/cases/{morgue.case.id}/identifications"
    )
