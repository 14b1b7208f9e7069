"""The desk in a real browser: by keyboard alone, without scripts, with sessions that end and forms that come twice."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import ABOUT, People, ask, come_back, fill, press, reach, turn_to, write
from tests.browser.stage import Stage

from egnatia.casework.deliver import deliver_due
from egnatia.casework.questions import Wanted, page_questions

pytestmark = pytest.mark.slow


def asked(stage: Stage) -> int:
    """Count the questions that went out."""
    office, officer = stage.net.offices["RS"], stage.people["RS", "officer.one"]
    wanted = [Wanted(received=False, waiting=waiting) for waiting in (True, False)]
    return sum(len(page_questions(office, officer, one).rows) for one in wanted)


def test_a_question_is_asked_answered_and_read_by_keyboard_alone(people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one")
    ask_by_keyboard(officer)
    expert = people.sit("AL", "expert.one")
    to_the_hit_by_keyboard(expert)
    write(expert, "#reason", "Same name, same day.")
    press(expert, "button[value=confirm]")
    expect(expert.locator("main")).to_contain_text("✓ confirmed")
    chief = people.sit("AL", "chief.one")
    to_the_hit_by_keyboard(chief)
    write(chief, "#reason", "Needed there.")
    press(chief, "form[action$=release] button")
    expect(chief.locator("main")).to_contain_text("✓ released")
    deliver_due(stage.net.offices["AL"])
    read_by_keyboard(officer)


def ask_by_keyboard(officer: Page) -> None:
    officer.keyboard.press("/")
    officer.keyboard.type("Скендер Вуксани")
    officer.keyboard.press("Enter")
    expect(officer.locator("#family_name")).to_have_value("Вуксани")
    write(officer, "#birth_date", "1985-04-12")
    write(officer, "#role", "suspect")
    write(officer, "#reason", "He is said to live there.")
    press(officer, "input[name=partner][value=AL]", "Space")
    officer.locator("#law tbody tr").wait_for()
    press(officer, "#law button")
    expect(officer.locator("tbody tr").first).to_contain_text("✓ hit")


def to_the_hit_by_keyboard(page: Page) -> None:
    turn_to(page, "i")
    page.get_by_role("heading", name="What partners asked").wait_for()
    press(page, "a[href^='/inbox/']")
    page.get_by_role("heading", name="Question of RS").wait_for()
    press(page, "a[href^='/hits/']")
    page.get_by_role("heading", name="Is it the one?").wait_for()


def read_by_keyboard(officer: Page) -> None:
    turn_to(officer, "q")
    officer.get_by_role("heading", name="What was asked").wait_for()
    press(officer, "a[href^='/questions/']")
    officer.get_by_role("heading", name="Question to AL").wait_for()
    press(officer, "a[href^='/records/']")
    expect(officer.locator("main")).to_contain_text("Skënder")


def test_help_opens_by_its_key_and_closes_again(officer: Page) -> None:
    officer.keyboard.press("?")
    expect(officer.locator("#keys")).to_be_visible()
    officer.keyboard.press("Escape")
    expect(officer.locator("#keys")).to_be_hidden()
    reach(officer, "#first_name")
    officer.keyboard.type("?g/")
    expect(officer.locator("#first_name")).to_have_value("?g/")


def test_who_will_see_a_question_shows_while_it_is_typed_and_nothing_is_sent(officer: Page, stage: Stage) -> None:
    fill(officer, "AL", "XK")
    rows = officer.locator("#law tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("✓ yes")
    expect(rows.nth(1)).to_contain_text("✗ no")
    expect(officer.locator("#law button")).to_have_text("Send 1 question")
    officer.fill("#birth_date", "yesterday")
    expect(officer.locator("#law .notice")).to_contain_text("Date of birth")
    assert stage.net.line.crossed == []


def test_everything_works_without_a_script(people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one", java_script_enabled=False)
    fill(officer, "AL", "XK")
    officer.get_by_role("button", name="Check what the law says").click()
    expect(officer.locator("tbody tr")).to_have_count(2)
    officer.get_by_role("button", name="Send 1 question").click()
    expect(officer.locator("tbody tr").first).to_contain_text("✓ hit")
    assert asked(stage) == 1


def test_a_question_can_be_changed_after_the_check_without_typing_anew(people: People) -> None:
    officer = people.sit("RS", "officer.one", java_script_enabled=False)
    fill(officer, "XK")
    officer.get_by_role("button", name="Check what the law says").click()
    officer.get_by_role("button", name="Change the question").click()
    for name, value in ABOUT.items():
        expect(officer.locator(f"#{name}")).to_have_value(value)


def test_a_page_of_answers_that_is_loaded_again_sends_nothing_again(officer: Page, stage: Stage) -> None:
    ask(officer, "AL")
    officer.reload()
    expect(officer.get_by_role("heading", name="This was sent before")).to_be_visible()
    officer.get_by_role("link", name="See what became of it").click()
    expect(officer.locator("tbody tr")).to_have_count(1)
    assert asked(stage) == 1


def test_nothing_typed_is_lost_when_the_session_ends(people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one")
    fill(officer, "AL")
    stage.net.clock.advance(timedelta(minutes=31))
    officer.get_by_role("button", name="Check what the law says").click()
    expect(officer.get_by_role("heading", name="You are not signed in")).to_be_visible()
    come_back(officer, stage.link("RS", "officer.one"))
    officer.get_by_role("button", name="I have signed in").click()
    expect(officer.locator("main")).to_contain_text("He is said to live there.")
    officer.get_by_role("button", name="Send it now").click()
    officer.get_by_role("button", name="Send 1 question").click()
    expect(officer.locator("tbody tr").first).to_contain_text("✓ hit")
    people.complaints.clear()  # the browser tells in its console that the session had ended (401, 403)


def test_a_partner_that_is_away_is_said_to_be_away_and_gets_the_question_later(officer: Page, stage: Stage) -> None:
    stage.net.line.away.add("AL")
    ask(officer, "AL")
    expect(officer.locator("tbody tr").first).to_contain_text("the question waits and goes by itself")
    stage.net.line.away.clear()
    stage.net.clock.advance(timedelta(minutes=1))
    deliver_due(stage.net.offices["RS"])
    officer.goto(stage.desks["RS"] + "/questions")
    expect(officer.locator("tbody tr").first).to_contain_text("✓ hit")


def test_a_language_is_chosen_and_kept(officer: Page, stage: Stage) -> None:
    officer.select_option("#language", "el")
    officer.locator("footer button").first.click()
    expect(officer.locator("html")).to_have_attribute("lang", "el")
    officer.goto(stage.desks["RS"] + "/questions")
    expect(officer.locator("h1")).to_have_text("Τι ρωτήθηκε στις υποθέσεις σας")
    assert officer.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Noto Sans\"', 'Τι'))")


def test_another_language_keeps_a_question_that_came_of_a_search(officer: Page) -> None:
    officer.fill("#search", "Skënder Vuksani 12.04.1985")
    officer.keyboard.press("Enter")
    expect(officer.locator("#family_name")).to_have_value("Vuksani")
    officer.fill("#reason", "He lives there.")
    officer.check("input[name=partner][value=AL]")
    officer.fill("input[name='reason.AL']", "His car.")
    officer.select_option("#language", "el")
    officer.locator("form[action='/display'] button").click()
    expect(officer.locator("html")).to_have_attribute("lang", "el")
    expect(officer.locator("#family_name")).to_have_value("Vuksani")
    expect(officer.locator("#birth_date")).to_have_value("1985-04-12")
    expect(officer.locator("#reason")).to_have_value("He lives there.")
    expect(officer.locator("input[name=partner][value=AL]")).to_be_checked()
    expect(officer.locator("input[name='reason.AL']")).to_have_value("His car.")
    expect(officer.locator("#law tbody")).to_contain_text("AL")


def test_another_kind_keeps_what_was_typed_and_what_has_no_field_there_comes_back(officer: Page) -> None:
    fill(officer, "AL")
    officer.get_by_role("button", name="Vehicle").click()
    expect(officer.locator("#plate")).to_be_visible()
    expect(officer.locator("#reason")).to_have_value("He is said to live there.")
    expect(officer.locator("input[name=partner][value=AL]")).to_be_checked()
    officer.get_by_role("button", name="Person", exact=True).click()
    expect(officer.locator("#family_name")).to_have_value(ABOUT["family_name"])


def test_the_laws_word_stays_in_sight_on_a_small_screen(people: People) -> None:
    officer = people.sit("RS", "officer.one", viewport={"width": 1024, "height": 700})
    fill(officer, "AL")
    officer.locator("input[name='reason.AL']").scroll_into_view_if_needed()
    expect(officer.locator("#law tbody tr").first).to_be_in_viewport()
    officer.locator("#family_name").scroll_into_view_if_needed()
    expect(officer.locator("#law tbody tr").first).to_be_in_viewport()


def test_dark_is_chosen_and_kept(officer: Page, stage: Stage) -> None:
    light = officer.evaluate("getComputedStyle(document.body).backgroundColor")
    officer.select_option("#theme", "dark")
    officer.locator("footer button").first.click()
    expect(officer.locator("html")).to_have_attribute("data-theme", "dark")
    officer.goto(stage.desks["RS"] + "/questions")
    assert officer.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (768, 1024)])
def test_pages_fit_small_screens_and_tablets(width: int, height: int, people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one", viewport={"width": width, "height": height})
    for path in ("/ask", "/ask?kind=vehicle", "/questions", "/inbox", "/cases", "/"):
        officer.goto(stage.desks["RS"] + path)
        assert officer.evaluate("document.scrollingElement.scrollWidth") <= width, path
