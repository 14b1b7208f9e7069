"""The daily work told once, by people who have not read anything: from the case file to the trail in oversight."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import ABOUT, People
from tests.browser.stage import Stage

from egnatia.casework.deliver import deliver_due

pytestmark = pytest.mark.slow


def test_from_a_case_file_to_the_trail(people: People, stage: Stage) -> None:
    open_a_case_file(people.sit("RS", "chief.one"))
    officer = people.sit("RS", "officer.one")
    ask_two_countries(officer)
    confirm(people.sit("AL", "expert.one"))
    release(people.sit("AL", "chief.one"))
    deliver_due(stage.net.offices["AL"])
    question = read_what_was_released(officer)
    follow_the_trail(people.sit("RS", "dpo.one"), question)


def open_a_case_file(chief: Page) -> None:
    chief.get_by_role("link", name="Case files").click()
    chief.get_by_label("File number").first.fill("KT-2026-99")
    chief.get_by_label("Matter").fill("A grey BMW")
    chief.get_by_label("Offence, where").select_option(label="Drug trafficking")
    chief.get_by_label("Who works in it").fill("officer.one")
    chief.get_by_role("button", name="Open the file").click()
    expect(chief.get_by_role("row", name="KT-2026-99")).to_contain_text("✓ open")


def ask_two_countries(officer: Page) -> None:
    officer.get_by_label("Search").fill("Скендер Вуксани 12.4.1985")
    officer.get_by_role("button", name="Search").click()
    expect(officer.get_by_label("Date of birth")).to_have_value(ABOUT["birth_date"])
    officer.get_by_label("Case file").select_option(label="KT-2026-99 · A grey BMW (criminal investigation)")
    officer.get_by_label("Who is asked about").select_option(label="suspect")
    for node, reason in {"AL": "His brother lives there.", "BG": "The car was seen there."}.items():
        officer.get_by_role("checkbox", name=node, exact=True).check()
        officer.get_by_label(f"Reason for {node}").fill(reason)
    officer.get_by_role("button", name="Send 2 questions").click()
    for node in ("AL", "BG"):
        expect(officer.get_by_role("row", name=node)).to_contain_text("✓ hit")


def to_the_hit(page: Page) -> None:
    with page.expect_navigation():  # one is there already
        page.get_by_role("link", name="Inbox", exact=True).click()
    page.get_by_role("link", name="RS · Person").click()
    page.locator("a[href^='/hits/']").click()


def confirm(expert: Page) -> None:
    to_the_hit(expert)
    expect(expert.get_by_role("row", name="Family name")).to_contain_text("Vuksani")
    expert.get_by_label("Why do you think so?").fill("Same name, same day.")
    expert.get_by_role("button", name="Confirm").click()
    expect(expert.locator("main")).to_contain_text("✓ confirmed")


def release(chief: Page) -> None:
    to_the_hit(chief)
    chief.get_by_label("Why is it released?").fill("Needed there.")
    chief.get_by_role("button", name="Release the record").click()
    expect(chief.locator("main")).to_contain_text("✓ released")


def read_what_was_released(officer: Page) -> str:
    """Read the record; return the id of the question."""
    officer.get_by_role("link", name="Answers", exact=True).click()
    officer.get_by_role("heading", name="What was asked").wait_for()
    officer.locator("tr", has_text="AL").get_by_role("link").click()
    officer.get_by_role("heading", name="Question to AL").wait_for()
    question = officer.url.rpartition("/")[2]
    officer.get_by_role("link", name="Read the record").click()
    expect(officer.locator("main")).to_contain_text("Skënder")
    return question


def follow_the_trail(dpo: Page, question: str) -> None:
    with dpo.expect_navigation():  # one is there already
        dpo.get_by_role("link", name="Oversight", exact=True).click()
    dpo.get_by_label("Id of a record").fill(question)
    dpo.keyboard.press("Enter")
    dpo.get_by_role("link", name="Show all").wait_for()
    expect(dpo.locator("main")).to_contain_text("officer.one")
