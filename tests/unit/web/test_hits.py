"""Hits on DNA at the desk: typed with live checks, compared locus by locus, weighed, judged by the asker's expert."""

from dataclasses import replace

import pytest
from tests.twins.network import Network, caveat, network
from tests.unit.casework.test_dna import PROFILE
from tests.unit.web.test_desk import Desk

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.rows import CaseFile, Role
from egnatia.match.dna.populations import Population
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject

TABLES = (
    Population(
        name="north",
        source="Invented, table 1",
        frequencies={"VWA": {"16": 0.2, "5": 0.8}, "TH01": {"6": 0.1, "5": 0.9}},
    ),
    Population(
        name="south",
        source="Invented, table 2",
        frequencies={"VWA": {"16": 0.3, "5": 0.7}, "TH01": {"6": 0.3, "5": 0.7}},
    ),
)


@pytest.fixture
def net() -> Network:
    made = network("AT", "HU")
    for node in ("AT", "HU"):
        made.offices[NodeId(node)] = replace(made.offices[NodeId(node)], populations=TABLES)
    given = {"profile": (PROFILE.replace("12,14", "12,*"),), "category": ("stain",), "number": ("P-1",)}
    collect(
        made.offices[NodeId("HU")],
        made.person("HU", "keeper", Role.OFFICER),
        [Draft(kind="dna", properties=given, caveat=caveat())],
    )
    return made


@pytest.fixture
def case(net: Network) -> CaseFile:
    officer, expert = net.person("AT", "asker", Role.OFFICER), net.person("AT", "forensic.one", Role.FORENSIC)
    return net.case("AT", officer, expert, net.person("AT", "officer.one", Role.OFFICER))


def asked(net: Network, case: CaseFile) -> tuple[str, str]:
    """Ask Budapest; return question and hit."""
    office = net.offices[NodeId("AT")]
    enquiry = Enquiry(
        kind="dna",
        properties={"profile": (PROFILE,)},
        case=case.id,
        subject=Subject(role=caveat().role),
        partners={NodeId("HU"): "The van is from there."},
        instrument="prum",
    )
    officer = office.store.read(lambda tx: tx.accounts.named("asker"))
    assert officer
    [delivered] = follow(office, ask(office, officer, enquiry))
    assert delivered.answer
    return delivered.message, delivered.answer.hits[0].reference


@pytest.mark.slow
def test_both_sides_read_a_hit_locus_by_locus_and_what_it_is_worth(net: Network, case: CaseFile) -> None:
    question, hit = asked(net, case)
    ours = Desk(net, "HU", Role.FORENSIC).see(f"/hits/{hit}")
    theirs = Desk(net, "AT", Role.FORENSIC).see(f"/questions/{question}")
    for page in (ours, theirs):
        assert "Quality 2 by the rules prum-2008-ess-2009; 6 loci match in full" in page
        assert "<td>12,14</td><td>12,*</td><td>the same as far as it was read</td>" in page
        assert "in the least favourable population: south" in page
        assert page.index("Invented, table 2") < page.index("Invented, table 1")


def test_the_askers_expert_confirms_at_the_desk_though_the_profile_came_at_once(net: Network, case: CaseFile) -> None:
    question, hit = asked(net, case)
    expert = Desk(net, "AT", Role.FORENSIC)
    page = expert.see(f"/questions/{question}")
    form = {"reference": hit, "verdict": "confirm", "reason": "six loci in full"}
    assert "confirmed" in expert.send(page, f"/questions/{question}/verdict", form)


def test_an_officer_judges_no_profiles(net: Network, case: CaseFile) -> None:
    question, hit = asked(net, case)
    officer = Desk(net, "AT", Role.OFFICER)
    page = officer.see(f"/questions/{question}")
    form = {"reference": hit, "verdict": "confirm", "reason": "six loci in full"}
    officer.send(page, f"/questions/{question}/verdict", form, status=403)


def test_a_profile_is_checked_while_it_is_typed(net: Network, case: CaseFile) -> None:
    officer = Desk(net, "AT", Role.OFFICER)
    page = officer.see(f"/ask?kind=dna&case={case.id}")
    assert "<textarea" in page
    form: dict[str, str | list[str]] = {
        "kind": "dna",
        "case": case.id,
        "role": "suspect",
        "partner": ["HU"],
        "reason": "The van is from there.",
    }
    lines = PROFILE.replace("\n", "\r\n")
    wrong = officer.send(page, "/ask/check", {**form, "profile": lines.replace("21,22", "2x")}, status=422)
    assert "FGA: value &#39;2x&#39;" in wrong
    mixture = {**form, "profile": lines.replace("12,14", "12,13,14,15")}
    assert "mixtures are not compared across borders" in officer.send(page, "/ask/check", mixture, status=422)
    assert "2008/616/JHA Art. 8" in officer.send(page, "/ask/check", {**form, "profile": lines})
