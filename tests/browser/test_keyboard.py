"""By keyboard alone: records are judged, questions refused together, sessions ended, and every page is left."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People, press, turn_to, write
from tests.browser.stage import Stage
from tests.browser.test_oversight import sequenced
from tests.browser.test_screens import SOUGHT
from tests.unit.casework.webs import Web

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.deliver import deliver_due
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject

pytestmark = pytest.mark.slow


def test_two_records_are_judged_not_the_same_and_that_is_taken_back_by_keyboard(officer: Page, stage: Stage) -> None:
    web = Web(net=stage.net, who=stage.people["RS", "officer.one"], file=stage.case)
    ana, marko = web.records["ana"].id, web.records["marko"].id
    officer.goto(f"{stage.desks['RS']}/cases/{stage.case.id}/pairs/{ana}/{marko}")
    write(officer, "#reason", "Two sexes.")
    with officer.expect_navigation():  # who leaves before may not have judged
        press(officer, "button[value=different]")
    officer.goto(f"{stage.desks['RS']}/records/{ana}?case={stage.case.id}")
    expect(officer.locator("#judgements")).to_contain_text("≠ not the same as")
    write(officer, "#judgements td input[name=reason]", "Typed from another page.")
    officer.keyboard.press("Enter")
    expect(officer.locator("#judgements")).to_contain_text("taken back")


def test_two_records_are_judged_the_same_by_keyboard(officer: Page, stage: Stage) -> None:
    web = Web(net=stage.net, who=stage.people["RS", "officer.one"], file=stage.case)
    ana, marko = web.records["ana"].id, web.records["marko"].id
    officer.goto(f"{stage.desks['RS']}/cases/{stage.case.id}/pairs/{ana}/{marko}")
    write(officer, "#reason", "One voice on both phones.")
    with officer.expect_navigation():
        press(officer, "button[value=same]")
    officer.goto(f"{stage.desks['RS']}/records/{ana}?case={stage.case.id}")
    expect(officer.locator("#judgements tbody th").first).to_contain_text("= the same as")


def test_the_trail_is_filtered_and_taken_along_by_keyboard(people: People, stage: Stage) -> None:
    sequenced(stage, "RS")
    dpo = people.sit("RS", "dpo.one")
    dpo.goto(stage.desks["RS"] + "/trail")
    write(dpo, "#case", stage.case.reference)
    dpo.keyboard.press("Enter")
    dpo.get_by_role("link", name="Show all").wait_for()
    expect(dpo.locator("main tbody tr")).to_have_count(1)
    with dpo.expect_download() as download:
        press(dpo, "button[value=csv]")
    taken = download.value.path().read_text("utf-8")
    assert stage.case.id in taken or stage.case.reference in taken


def test_questions_are_refused_together_by_keyboard_for_one_reason(officer: Page, people: People, stage: Stage) -> None:
    for role in ("suspect", "contact"):
        by_hand(stage, role)
    expert = people.sit("AL", "expert.one")
    turn_to(expert, "i")
    press(expert, "input[data-ticks]", "Space")
    expect(expert.locator("input[name=question]:checked")).to_have_count(2)
    press(expert, "input[name=question]", "Space")
    write(expert, "#refused", "No offence is named.")
    with expert.expect_navigation():
        expert.keyboard.press("Enter")
    expect(expert.locator("input[name=question]")).to_have_count(1)
    deliver_due(stage.net.offices["AL"])
    officer.goto(stage.desks["RS"] + "/questions")
    expect(officer.get_by_text("✗ refused")).to_have_count(1)


def by_hand(stage: Stage, role: str) -> None:
    """Have Belgrade ask Tirana under an instrument by which people answer."""
    enquiry = Enquiry(
        kind="person",
        properties=SOUGHT,
        case=stage.case.id,
        subject=Subject(role=SubjectRole(role)),
        partners={NodeId("AL"): "He is said to live there."},
        instrument="interpol",
    )
    rs = stage.net.offices["RS"]
    list(follow(rs, ask(rs, stage.people["RS", "officer.one"], enquiry)))


@pytest.mark.parametrize("path", ["/questions", "/cases", "/account", "/messages"])
def test_the_search_box_is_a_key_away_from_every_page(path: str, officer: Page, stage: Stage) -> None:
    officer.goto(stage.desks["RS"] + path)
    officer.keyboard.press("/")
    officer.keyboard.type("Скендер Вуксани")
    officer.keyboard.press("Enter")
    expect(officer.locator("#family_name")).to_have_value("Вуксани")


def test_keys_work_from_a_ticked_box_and_leave_what_is_typed_alone(officer: Page, stage: Stage) -> None:
    press(officer, "input[name=partner][value=AL]", "Space")
    officer.keyboard.press("?")
    expect(officer.locator("#keys")).to_be_visible()
    officer.keyboard.press("Escape")
    expect(officer.locator("input[name=partner][value=AL]")).to_be_focused()
    turn_to(officer, "q")
    expect(officer).to_have_url(stage.desks["RS"] + "/questions")


def test_sections_are_reached_with_a_keyboard_that_writes_greek(officer: Page, stage: Stage) -> None:
    line = officer.context.new_cdp_session(officer)
    with officer.expect_navigation():
        for key, code in (("γ", "KeyG"), ("ι", "KeyI")):
            line.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": key, "code": code, "text": key})
            line.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code})
    expect(officer).to_have_url(stage.desks["RS"] + "/inbox")


def test_one_signs_out_by_keyboard(people: People, officer: Page, stage: Stage) -> None:
    press(officer, ".who button")
    expect(officer.get_by_role("alert").first).to_have_text("You are signed out.")
    officer.goto(stage.desks["RS"] + "/questions")
    expect(officer.locator(".who strong")).to_have_count(0)
    people.complaints.clear()  # the browser tells in its console that the session had ended (401)


def test_another_session_is_ended_by_keyboard(people: People, officer: Page, stage: Stage) -> None:
    elsewhere = people.sit("RS", "officer.one")
    officer.goto(stage.desks["RS"] + "/account")
    press(officer, "form[action='/account/sessions/end'] button")
    expect(officer.locator("form[action$='/end'] button")).to_have_count(1)
    elsewhere.goto(stage.desks["RS"] + "/questions")
    expect(elsewhere.locator(".who strong")).to_have_count(0)
    people.complaints.clear()  # as above


def test_a_printed_page_has_its_content_and_who_printed_it_and_no_controls(officer: Page, stage: Stage) -> None:
    officer.goto(f"{stage.desks['RS']}/cases/{stage.case.id}")
    officer.emulate_media(media="print")
    expect(officer.get_by_role("heading", name="KT-2026-17")).to_be_visible()
    expect(officer.locator(".who strong")).to_be_visible()
    for hidden in (".bar nav", "#search", "footer", "main form button"):
        expect(officer.locator(hidden).first).to_be_hidden()
