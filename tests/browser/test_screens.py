"""The screens beside asking and answering, by keyboard alone, with the law beside each form."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People, come_back, fill, press, reach, turn_to, write
from tests.browser.stage import Stage
from tests.twins.network import caveat

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.edit import Editing, edit
from egnatia.casework.page import Sought
from egnatia.casework.release import Giving, release
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Purpose, SubjectRole
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject
from egnatia.model.record import Record

pytestmark = pytest.mark.slow

#: Send a form twice at one time; two `submit()` would not: a browser drops the first (HTML, planned navigation).
TWICE = """async () => {
  const form = document.querySelector("form.ask");
  const send = () => fetch(form.action, {method: "post", body: new URLSearchParams(new FormData(form))});
  return await Promise.all([send(), send()].map(async (sent) => (await sent).text()));
}"""
RECEIVED = Sought(received=True, waiting=False, purposes=frozenset(Purpose))
SOUGHT = {"first_name": ("Скендер",), "family_name": ("Вуксани",), "birth_date": ("1985-04-12",)}


def given(stage: Stage) -> Record:
    """Have Albania give Serbia a record."""
    rs, al = stage.net.offices["RS"], stage.net.offices["AL"]
    enquiry = Enquiry(
        kind="person",
        properties=SOUGHT,
        case=stage.case.id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): "He is said to live there."},
    )
    [delivered] = follow(rs, ask(rs, stage.people["RS", "officer.one"], enquiry))
    [hit] = al.store.read(lambda tx: tx.answers.of(QuestionId(delivered.message)))
    confirm(al, stage.people["AL", "expert.one"], hit.reference, Verdict.CONFIRM, "Same name, same day.")
    made = release(al, stage.people["AL", "chief.one"], Giving(reference=hit.reference, reason="Needed there."))
    deliver(stage)
    assert made.record
    return made.record


def deliver(stage: Stage) -> None:
    """Let everybody send what is due."""
    for _ in range(3):
        for office in stage.net.offices.values():
            deliver_due(office)
        stage.net.clock.advance(timedelta(minutes=1))


def recorded(stage: Stage) -> Record:
    """Put a person on record in Belgrade."""
    said = {"first_name": ("Петар",), "family_name": ("Илић",), "birth_date": ("1979-02-03",)}
    draft = Draft(kind="person", properties=said, caveat=caveat())
    [made] = collect(stage.net.offices["RS"], stage.people["RS", "officer.one"], [draft])
    return made


def test_a_danger_is_stated_by_keyboard_and_stops_what_would_go(officer: Page, people: People, stage: Stage) -> None:
    officer.goto(f"{stage.desks['RS']}/cases/{stage.case.id}")
    press(officer, "a[href^='/perils']")
    officer.get_by_role("heading", name="Danger to the person").wait_for()
    write(officer, "#danger", "torture")
    write(officer, "#country", "ALB")
    expect(officer.locator(".law tbody")).to_contain_text("AL")
    write_back(officer, "#reason", "His brother was beaten there.")
    press(officer, "form[action='/perils'] button")
    expect(officer.locator("main")).to_contain_text("! warning")
    officer.goto(f"{stage.desks['RS']}/ask")
    for name, values in SOUGHT.items():
        officer.fill(f"#{name}", values[0])
    officer.select_option("#role", "suspect")
    officer.fill("#reason", "He is said to live there.")
    officer.check("input[name=partner][value=AL]")
    expect(officer.locator("#law tbody")).to_contain_text("✗ no")
    prosecutor = people.sit("RS", "prosecutor.one")
    prosecutor.goto(f"{stage.desks['RS']}/perils?matter={stage.case.id}")
    write(prosecutor, "table input[name=reason]", "It was another man.")
    prosecutor.keyboard.press("Enter")
    expect(prosecutor.locator("main")).to_contain_text("No warning and no assurance.")


def write_back(page: Page, selector: str, text: str) -> None:
    """Go on to a field and type; the field may stand before where one is."""
    page.locator(selector).focus()
    page.keyboard.type(text)


def test_the_glass_is_broken_by_keyboard_and_reviewed_by_oversight(officer: Page, people: People, stage: Stage) -> None:
    officer.goto(f"{stage.desks['RS']}/ask")
    for name, values in SOUGHT.items():
        write_back(officer, f"#{name}", values[0])
    write(officer, "#role", "suspect")
    press(officer, "#life summary")
    write(officer, "#break_glass", "A child is in the boat, and it is sinking.")
    write(officer, "#reason", "His brother's telephone is there.")
    press(officer, "input[name=partner][value=AL]", "Space")
    officer.locator("#law tbody tr").wait_for()
    press(officer, "#law button")
    officer.get_by_role("heading", name="Answers").wait_for()
    expect(officer.locator("tbody tr").first).to_contain_text("AL")
    dpo = people.sit("RS", "dpo.one")
    dpo.goto(f"{stage.desks['RS']}/trail/danger")
    expect(dpo.locator("main")).to_contain_text("A child is in the boat")
    write(dpo, "form[action$=review] input[name=reason]", "The coast guard confirms it.")
    press(dpo, "button[value=upheld]")
    expect(dpo.locator("main")).to_contain_text("✓ upheld")


def test_a_record_is_passed_on_with_the_originators_consent_by_keyboard(people: People, stage: Stage) -> None:
    record = given(stage)
    prosecutor = people.sit("RS", "prosecutor.one")
    passing = f"{stage.desks['RS']}/records/{record.id}/passing?case={stage.case.id}"
    fill_passing(prosecutor, passing)
    expect(prosecutor.locator(".law")).to_contain_text("The originator has not consented.")
    press(prosecutor, "button[formaction='/passing/consent']")
    expect(prosecutor.locator("main")).to_contain_text("nothing yet")
    deliver(stage)
    chief = people.sit("AL", "chief.one")
    turn_to(chief, "i")
    chief.get_by_role("heading", name="What partners asked").wait_for()
    press(chief, "a[href='/consents']")
    write(chief, "#reason-1", "One matter.")
    press(chief, "form[action='/consents/given'] button")
    expect(chief.locator("main")).to_contain_text("✓ consented")
    deliver(stage)
    fill_passing(prosecutor, passing)
    expect(prosecutor.locator(".law")).to_contain_text("The originator consents.")
    press(prosecutor, "form[action='/passing'] p > button:last-child")
    expect(prosecutor.get_by_role("row", name="RS MK")).to_be_visible()


def fill_passing(page: Page, address: str) -> None:
    """Fill in by keyboard to whom a record is to go."""
    page.goto(address)
    write(page, "#recipient", "MK")
    reach(page, "#purpose")
    write(page, "#offence", "Drug")
    write(page, "#necessity", "The boat was sold on to Ohrid.")


def test_records_are_counted_and_taken_out_by_keyboard(people: People, stage: Stage) -> None:
    recorded(stage)
    chief = people.sit("RS", "chief.one")
    chief.goto(f"{stage.desks['RS']}/cases/{stage.case.id}")
    press(chief, "a[href$='/export']")
    write(chief, "#kind", "Person")
    expect(chief.locator(".law")).to_contain_text("1 record")
    write(chief, "#reason", "For the indictment.")
    with chief.expect_download() as download:
        press(chief, "form.ask button")
    assert download.value.suggested_filename.endswith(".csv")
    assert "Илић" in download.value.path().read_text("utf-8")


def test_a_request_of_a_person_is_answered_by_keyboard_by_two_people(people: People, stage: Stage) -> None:
    recorded(stage)
    chief = people.sit("RS", "chief.one")
    chief.goto(f"{stage.desks['RS']}/access")
    write(chief, "#first_name", "Petar")
    write(chief, "#family_name", "Ilić")
    write(chief, "#birth_date", "1979-02-03")
    write(chief, "#name", "P. Ilić")
    write(chief, "#address", "Harbour Street 1")
    write(chief, "#proof", "in person")
    write(chief, "#shown", "passport BA1234567")
    press(chief, "form[action='/access'] button")
    expect(chief.locator("tbody")).to_contain_text("open")
    second = people.sit("RS", "chief.two")
    second.goto(f"{stage.desks['RS']}/access")
    press(second, "form[action$='/search'] button")
    second.get_by_role("heading", name="What may be about this person").wait_for()
    write(second, "#t-1", "all of it")
    write(second, "#r-1", "Nothing speaks against it.")
    press(second, "form[action$='/findings'] button")
    second.get_by_role("heading", name="Decided").wait_for()
    expect(second.get_by_role("button", name="Go on looking through")).to_be_focused()
    second.keyboard.press("Enter")
    expect(second.locator("main")).to_contain_text("✓ decided")
    press(second, "form[action$='/closing'] p > button:last-child")
    expect(second.locator("pre.letter")).to_contain_text("Ilić")


def test_two_people_edit_one_record_and_the_slower_loses_nothing(people: People, stage: Stage) -> None:
    record = recorded(stage)
    address = f"{stage.desks['RS']}/records/{record.id}?case={stage.case.id}"
    officer = people.sit("RS", "officer.one")
    officer.goto(address)
    press(officer, "#edit summary")
    officer.locator("[id='p.alias']").fill("Maki")
    rs, expert = stage.net.offices["RS"], stage.people["RS", "expert.one"]
    quicker = {**SOUGHT, "first_name": ("Петар",), "family_name": ("Илић",), "birth_date": ("1979-02-04",)}
    editing = Editing(record=record.id, case=stage.case.id, properties=quicker, seen=frozenset({record.id}))
    edit(rs, expert, editing)
    press(officer, "#edit form button")
    expect(officer.locator(".error-summary")).to_be_visible()
    expect(officer.locator("[id='p.alias']")).to_have_value("Maki")
    expect(officer.locator("#edit")).to_contain_text("Stands now: 1979-02-04")
    press(officer, "#edit form button")
    expect(officer.locator(".error-summary")).to_have_count(0)
    expect(officer.get_by_role("row", name="Alias").first).to_contain_text("Maki")
    people.complaints.clear()  # the browser tells in its console of the conflict (409)


def test_a_partner_that_goes_away_before_its_answer_arrives_has_answered_once(officer: Page, stage: Stage) -> None:
    stage.net.line.deaf.add("AL")
    officer.goto(f"{stage.desks['RS']}/ask")
    fill(officer, "AL")
    officer.locator("#law tbody tr").wait_for()
    officer.locator("#law button").click()
    expect(officer.locator("tbody tr").first).to_contain_text("the question waits and goes by itself")
    stage.net.line.deaf.clear()
    deliver(stage)
    officer.goto(f"{stage.desks['RS']}/questions")
    expect(officer.locator("tbody tr")).to_have_count(1)
    expect(officer.locator("tbody tr").first).to_contain_text("✓ hit")
    hits = stage.net.offices["AL"].store.read(lambda tx: tx.questions.page(RECEIVED)).rows
    assert len(hits) == 1


def test_a_form_that_is_sent_twice_states_one_danger(officer: Page, stage: Stage) -> None:
    officer.goto(f"{stage.desks['RS']}/perils?matter={stage.case.id}")
    officer.select_option("#danger", "torture")
    officer.fill("#country", "ALB")
    officer.fill("#reason", "His brother was beaten there.")
    both = officer.evaluate(TWICE)
    assert sorted("This was sent before" in page for page in both) == [False, True]
    officer.goto(f"{stage.desks['RS']}/perils?matter={stage.case.id}")
    expect(officer.get_by_text("! warning")).to_have_count(1)


def test_nothing_typed_about_a_danger_is_lost_when_the_session_ends(people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one")
    officer.goto(f"{stage.desks['RS']}/perils?matter={stage.case.id}")
    officer.select_option("#danger", "torture")
    officer.fill("#country", "ALB")
    officer.fill("#reason", "His brother was beaten there.")
    stage.net.clock.advance(timedelta(minutes=31))
    officer.get_by_role("button", name="State the danger").click()
    expect(officer.get_by_role("heading", name="You are not signed in")).to_be_visible()
    come_back(officer, stage.link("RS", "officer.one"))
    officer.get_by_role("button", name="I have signed in").click()
    officer.get_by_role("button", name="Send it now").click()
    expect(officer.locator("main")).to_contain_text("! warning")
    people.complaints.clear()  # the browser tells in its console that the session had ended (401, 403)


def test_a_case_file_is_opened_by_keyboard_alone(people: People) -> None:
    chief = people.sit("RS", "chief.one")
    turn_to(chief, "c")
    write(chief, "#reference", "KT-2026-99")
    write(chief, "#title", "Lorries at night")
    write(chief, "#purpose", "missing")
    press(chief, "main form[action='/cases'] button")
    expect(chief.locator("main")).to_contain_text("KT-2026-99")
