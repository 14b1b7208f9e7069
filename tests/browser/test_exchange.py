"""Messages, alerts and recalls in a real browser, by keyboard alone: sent, answered, handed back, ended, taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People, press, reach, write
from tests.browser.stage import Stage
from tests.browser.test_screens import deliver, given
from tests.twins.network import caveat
from tests.unit.casework.alert.conftest import MAN, RED

from egnatia.casework.collect import Draft, collect

pytestmark = pytest.mark.slow

#: What is said of the man; in a field for days, an American keyboard types the month first.
SAID = {**RED, "warrant_date": "05042026"}
HANDED_BACK = "Ohrid is North Macedonia's."


def sent_by_keyboard(officer: Page, stage: Stage) -> None:
    """Have Belgrade write a request to Tirana, and let it arrive."""
    officer.goto(f"{stage.desks['RS']}/messages")
    write(officer, "#partner", "AL")
    write(officer, "#area", "Drugs")
    press(officer, "form[action='/messages'] button")
    officer.get_by_role("heading", name="Before it is sent").wait_for()
    said = {"title": "Boats", "text": "Whose are they?", "f.facts": "Two boats.", "f.connection": "He paid."}
    for field, words in {**said, "reason": "They lay in Durrës.", "role": "suspect", "source": "A"}.items():
        write(officer, f"[id='{field}']", words)
    expect(officer.locator("#law")).to_contain_text("Nothing is missing.")
    press(officer, "button[formaction$='/send']")
    expect(officer.locator("main")).to_contain_text("on its way")
    deliver(stage)


def opened_by_keyboard(people: People, stage: Stage) -> Page:
    """Have Tirana open what came."""
    there = people.sit("AL", "officer.one")
    there.goto(f"{stage.desks['AL']}/messages")
    press(there, "tbody a[href^='/messages/']")
    expect(there.locator("main")).to_contain_text("Whose are they?")
    return there


def test_a_message_is_written_sent_read_and_answered_by_keyboard(officer: Page, people: People, stage: Stage) -> None:
    sent_by_keyboard(officer, stage)
    there = opened_by_keyboard(people, stage)
    write(there, "#sort", "Reply")
    press(there, "form[action='/messages'] button")
    there.get_by_role("heading", name="Before it is sent").wait_for()
    write(there, "#text", "Sold in 1998.")
    write(there, "[id='f.outcome']", "given")
    press(there, "button[formaction$='/send']")
    expect(there.locator("main")).to_contain_text("Sold in 1998.")
    deliver(stage)
    officer.reload()
    expect(officer.locator("main")).to_contain_text("Sold in 1998.")


def test_a_message_for_another_agency_is_handed_back_by_keyboard(officer: Page, people: People, stage: Stage) -> None:
    sent_by_keyboard(officer, stage)
    there = opened_by_keyboard(people, stage)
    write(there, "#back", HANDED_BACK)
    press(there, "form[action$='/return'] button")
    expect(there.locator("main")).to_contain_text("✗ handed back")
    deliver(stage)
    officer.reload()
    expect(officer.locator("main")).to_contain_text(HANDED_BACK)


def test_who_has_no_node_is_written_to_on_paper_and_the_reply_typed_in_by_keyboard(
    officer: Page, stage: Stage, tmp_path: Path
) -> None:
    officer.goto(f"{stage.desks['RS']}/messages")
    write(officer, "#partner", "an authority")
    write(officer, "#area", "Drugs")
    press(officer, "form[action='/messages'] button")
    officer.get_by_role("heading", name="Before it is sent").wait_for()
    said = {"code": "BIH", "authority": "SIPA, NCB Sarajevo", "title": "Boats", "text": "Whose are they?"}
    asked = {"f.facts": "Two boats.", "f.connection": "He paid.", "reason": "They lay there.", "role": "suspect"}
    for field, words in {**said, **asked, "source": "A"}.items():
        write(officer, f"[id='{field}']", words)
    expect(officer.locator("#law")).to_contain_text("SIPA, NCB Sarajevo")
    press(officer, "button[formaction$='/send']")
    expect(officer.locator("main")).to_contain_text("! to be sent by hand")
    write(officer, "#sent-note", "Parcel 17")
    press(officer, "form[action$='/posting'] button")
    expect(officer.locator("main")).to_contain_text("sent by hand, post (Parcel 17)")
    answered_on_paper(officer, tmp_path)


def answered_on_paper(officer: Page, folder: Path) -> None:
    """Type in what came on paper, with its scan."""
    press(officer, "form:has(input[name='came']) button")
    officer.locator("#came").wait_for()
    for field, words in {"way": "fax", "text": "Sold in 1998.", "f.outcome": "given", "role": "suspect"}.items():
        write(officer, f"[id='{field}']", words)
    press(officer, "button[value='files']")
    scan = folder / "scan.pdf"
    scan.write_bytes(b"signed")
    officer.locator("input[type=file]").set_input_files(scan)
    press(officer, "form[action$='/attachments'] button")
    officer.get_by_text("scan.pdf").wait_for()
    officer.goto(officer.url.replace("/attachments", "/draft"))
    press(officer, "button[formaction$='/entering']")
    expect(officer.locator("main")).to_contain_text("Sold in 1998.")
    expect(officer.locator("main")).to_contain_text("✓ done")


def proposed_by_keyboard(officer: Page, stage: Stage) -> None:
    """Have an officer in Belgrade propose that Tirana looks out for a man."""
    draft = Draft(kind="person", properties=MAN, caveat=caveat())
    [man] = collect(stage.net.offices["RS"], stage.people["RS", "officer.one"], [draft])
    officer.goto(f"{stage.desks['RS']}/records/{man.id}?case={stage.case.id}")
    press(officer, "a[href^='/alerts/proposing']")
    officer.get_by_role("heading", name="Alert partners").wait_for()
    write(officer, "#until", "06302027")
    fields = officer.eval_on_selector_all("[id^='say.']", "all => all.map(one => one.id)")
    for field in fields:
        if words := SAID.get(field.removeprefix("say.")):
            write(officer, f"[id='{field}']", words)
    write(officer, "[id='because.AL']", "His sister lives there.")
    press(officer, "form[action='/alerts/proposing'] p > button")
    expect(officer.locator("main")).to_contain_text("Vukašin")


def test_an_alert_is_proposed_published_and_ended_by_keyboard(officer: Page, people: People, stage: Stage) -> None:
    proposed_by_keyboard(officer, stage)
    chief = people.sit("RS", "chief.one")
    chief.goto(f"{stage.desks['RS']}/alerts")
    press(chief, "tbody a[href^='/alerts/']")
    chief.get_by_role("heading", name="Look it over").wait_for()
    for check in ("neutral", "refugee", "rights", "accurate", "proportionate"):
        press(chief, f"input[name={check}]", "Space")
    write(chief, "#p-reason", "Compared with the file.")
    press(chief, "form[action$='/publication'] button")
    chief.locator("form[action$='/ending']").wait_for(state="attached")
    deliver(stage)
    there = people.sit("AL", "officer.one")
    there.goto(f"{stage.desks['AL']}/alerts")
    expect(there.locator("tbody")).to_contain_text("Vukašin")
    press(chief, "details:has(form[action$='/ending']) > summary")
    write(chief, "#e-reason", "He was arrested.")
    press(chief, "form[action$='/ending'] button")
    expect(chief.locator("#e-reason")).to_have_count(0)
    deliver(stage)
    there.reload()
    expect(there.locator("main")).to_contain_text("Nothing stands on this board.")


def test_a_record_is_taken_back_by_keyboard_and_its_holder_attests(people: People, stage: Stage) -> None:
    given(stage)
    al = stage.net.offices["AL"]
    known = al.store.read(lambda tx: tx.records.current("person", 9))
    [own] = [one.id for one in known if one.record and not one.record.derived_from]
    chief = people.sit("AL", "chief.one")
    chief.goto(f"{stage.desks['AL']}/records/{own}/recall")
    expect(chief.locator("main")).to_contain_text("has it")
    reach(chief, "#ground")
    chief.keyboard.press("ArrowDown")
    write(chief, "#reason", "It is about his brother.")
    press(chief, "form[action$='/recall'] button")
    expect(chief.locator("main")).to_contain_text("told, has not attested yet")
    deliver(stage)
    chief.reload()
    expect(chief.locator("main")).to_contain_text("attests that it erased it")
