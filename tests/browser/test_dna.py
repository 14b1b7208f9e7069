"""DNA at the desk, by keyboard alone: profiles that are typed, hits locus by locus, families and their dead."""

import json
import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from tests.browser.pages import identified
from tests.browser.people import People, press, reach, turn_to, write
from tests.browser.stage import Stage
from tests.twins.network import caveat
from tests.unit.casework.identify.searching import EVEN
from tests.unit.casework.test_byhand import LOCI, PROFILE
from tests.unit.cli.test_kinship import DVI

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.byhand import Told, answer_by_hand
from egnatia.casework.collect import Draft, collect
from egnatia.model.answer import Quality
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject

pytestmark = pytest.mark.slow


def test_a_profile_is_checked_line_by_line_while_it_is_typed(officer: Page, stage: Stage) -> None:
    officer.goto(stage.desks["RS"] + "/ask?kind=dna")
    read = officer.locator("#profile-read")
    expect(read).to_have_attribute("aria-live", "polite")  # and so a screen reader says what comes
    write(officer, "#profile", "VWA 16,17\nXYZ 1,2\nTH01 9.3,*")
    expect(read).to_contain_text("1 locus read in full: VWA")
    expect(read).to_contain_text("in part: TH01")
    expect(read.locator(".bad").first).to_contain_text("line 2: locus 'XYZ' is not known")
    expect(read).to_contain_text("✗ not to be exchanged yet")
    officer.keyboard.press("Control+A")
    officer.keyboard.type(LOCI)
    expect(read).to_contain_text("✓ may be exchanged")
    expect(read.locator(".bad")).to_have_count(0)
    expect(officer.locator("#profile")).to_have_value(LOCI)
    assert stage.net.line.crossed == []  # nothing of it went out


def test_a_hit_is_compared_locus_by_locus_and_confirmed(people: People, stage: Stage) -> None:
    answered_by_hand(stage)
    expert = people.sit("AL", "expert.one")
    turn_to(expert, "i")
    press(expert, "a[href^='/inbox/']")
    expert.get_by_role("heading", name="Question of RS").wait_for()
    press(expert, "a[href^='/hits/']")
    loci = expert.locator(".weight tbody").first.locator("tr")
    expect(loci).to_have_count(7)
    expect(loci.filter(has_text="VWA")).to_have_text("VWA17,1817,19one value differs")
    expect(loci.filter(has_text="TH01")).to_have_text("TH016,9.36,9.3the same")
    expect(expert.locator(".weight")).to_contain_text("in the least favourable population: Even")
    write(expert, "#reason", "One step at VWA.")
    press(expert, "button[value=confirm]")
    expect(expert.locator("main")).to_contain_text("✓ confirmed")


def answered_by_hand(stage: Stage) -> None:
    """Have Tirana name a profile that differs at one locus to Belgrade."""
    rs, al = stage.net.offices["RS"], replace(stage.net.offices["AL"], populations=(EVEN,))
    stage.standing("AL").office = stage.net.offices["AL"] = al
    expert = stage.people["AL", "expert.one"]
    near = Draft(kind="dna", properties={"profile": (LOCI.replace("17,18", "17,19"),)}, caveat=caveat())
    [record] = collect(al, expert, [near])
    enquiry = Enquiry(
        kind="dna",
        properties=PROFILE,
        case=stage.case.id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): "The boat was from there."},
        instrument="pcc-see",
    )
    [delivered] = follow(rs, ask(rs, stage.people["RS", "officer.one"], enquiry))
    told = Told(records=frozenset({record.id}), quality=Quality.CLOSE)
    answer_by_hand(al, expert, QuestionId(delivered.message), told)


def test_a_laboratorys_case_is_pasted_and_its_matrix_read(officer: Page, stage: Stage) -> None:
    officer.goto(stage.desks["RS"] + "/identification")
    press(officer, "summary")
    write(officer, "#text", json.dumps(DVI))
    press(officer, "form[action='/identification'] button")
    matrix = officer.get_by_role("region", name="Each victim and each missing person")
    reach(officer, ".matrix")  # a table that scrolls is scrolled by arrows
    expect(matrix.locator("thead th")).to_have_text(["Victim", "M"])
    expect(matrix.locator("tbody tr").filter(has_text="V1").locator("td")).to_contain_text("posterior")
    expect(matrix.locator("tbody tr")).to_have_count(1)  # a woman is no man who is missing
    reach(officer, "#show")
    officer.keyboard.type("identified")
    press(officer, ".filters button")
    expect(officer.locator("main")).to_contain_text("1 pairing is not shown.")
    expect(officer.locator("#show")).to_have_value("found")
    expect(matrix).to_have_count(0)


def test_a_wrong_case_is_refused_and_stays_to_be_mended(people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one")
    officer.goto(stage.desks["RS"] + "/identification")
    press(officer, "summary")
    write(officer, "#text", '{"pm": {}}')
    press(officer, "form[action='/identification'] button")
    expect(officer.locator(".error-summary")).to_be_visible()
    expect(officer.locator("#text")).to_have_value('{"pm": {}}')
    people.complaints.clear()  # the browser tells in its console that it was refused (422)


def test_a_family_is_drawn_said_in_a_table_and_its_dead_proposed(people: People, stage: Stage) -> None:
    case, _ = identified(stage)
    expert = people.sit("RS", "forensic.one")
    expert.goto(f"{stage.desks['RS']}/cases/{case}/identification")
    drawing = expert.locator("figure.pedigree").first
    expect(drawing.get_by_role("img")).to_have_accessible_name(re.compile("Family of Ilir Doda Squares are men"))
    expect(drawing.locator("g.missing")).to_contain_text("Ilir Doda")
    expect(drawing.locator("g.typed")).to_have_count(2)
    press(expert, "figure.pedigree summary")
    row = drawing.locator("tbody tr").filter(has_text="Sister Doda")
    expect(row).to_be_visible()
    expect(row).to_contain_text("✓ gave a sample")
    expert.reload()
    press(expert, "details:has(#victim) > summary")
    for field, value in (("#victim", "body-2"), ("#missing", "Ilir")):
        write(expert, field, value)
    write(expert, "#propose-reason", "To be looked at.")
    press(expert, "form[action$=identifications] button")
    expect(expert.locator("main")).to_contain_text("body-2")
    expect(expert.locator("main")).to_contain_text("a second person decides")
