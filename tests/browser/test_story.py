"""The daily work in the demo, by people who read nothing but what it prints: from the case file to the trail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.demo import Demo, running
from tests.browser.people import People

pytestmark = pytest.mark.slow

FILE, MATTER = "KT-2026-99", "A grey BMW"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with running(tmp_path / "demo") as demo:
        yield demo


@pytest.fixture
def people(chromium: Browser, demo: Demo) -> Iterator[People]:
    made = People(chromium, demo)
    yield made
    made.leave()
    assert made.complaints == []
    assert made.strangers == []


def printed(demo: Demo, step: int, pattern: str) -> tuple[str, ...]:
    """Return what a step says."""
    found = re.search(pattern, demo.steps[step - 1])
    assert found, demo.steps
    return found.groups()


def test_from_a_case_file_to_the_trail(people: People, demo: Demo) -> None:
    open_a_case_file(people.sit("RS", "chief"), *printed(demo, 1, r"open one for (\w+), .* of (.+)\."))
    officer = people.sit("RS", "officer")
    typed, role, first, second = printed(demo, 2, r"Type (.+) into .*; he is a (\w+)\. Ask (\w+) and (\w+): two hits")
    ask(officer, typed, role, first, second)
    confirm(people.sit(first, "expert"))
    release(people.sit(first, "chief"))
    question = read_what_was_released(officer, first)
    follow_the_trail(people.sit("RS", "dpo"), question)


def test_who_drowned_is_found_out_by_two_people(people: People, demo: Demo) -> None:
    [reference] = printed(demo, 7, r"Case files, (\S+): compare")
    expert = people.sit("ICMP", "expert")
    go(expert, "Case files", reference, "Compare remains with families")
    expect(expert.get_by_text("Undisputed")).to_have_count(4)  # two in the matrix, two that follow from it
    officer = people.sit("ICMP", "officer")
    go(officer, "Case files", reference, "What stands before the board")
    officer.get_by_label("Why?").fill("I read the profiles anew.")
    officer.get_by_role("button", name="Confirm").click()
    expect(officer.get_by_text("✓ confirmed")).to_be_visible()


def go(page: Page, *links: str) -> None:
    for link in links:
        page.get_by_role("link", name=link).click()


def open_a_case_file(chief: Page, member: str, offence: str) -> None:
    chief.get_by_role("link", name="Case files").click()
    chief.get_by_label("File number").first.fill(FILE)
    chief.get_by_label("Matter").fill(MATTER)
    chief.get_by_label("Offence, where").select_option(label=offence.capitalize())
    chief.get_by_label("Who works in it").fill(member)
    chief.get_by_role("button", name="Open the file").click()
    expect(chief.get_by_role("row", name=FILE)).to_contain_text("✓ open")


def ask(officer: Page, typed: str, role: str, *partners: str) -> None:
    officer.get_by_label("Search").fill(typed)
    officer.get_by_role("button", name="Search").click()
    officer.get_by_label("Case file").select_option(label=f"{FILE} · {MATTER} (criminal investigation)")
    officer.get_by_label("Who is asked about").select_option(label=role)
    for node in partners:
        officer.get_by_role("checkbox", name=node, exact=True).check()
        officer.get_by_label(f"Reason for {node}").fill(f"The car was seen in {node}.")
    officer.get_by_role("button", name=f"Send {len(partners)} questions").click()
    for node in partners:
        expect(officer.get_by_role("row", name=node)).to_contain_text("✓ hit")


def to_the_hit(page: Page) -> None:
    """Open what waits: the first row of the inbox."""
    with page.expect_navigation():  # one is there already
        page.get_by_role("link", name="Inbox", exact=True).click()
    page.get_by_role("link", name="RS · Person").first.click()
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


def read_what_was_released(officer: Page, partner: str) -> str:
    """Read the record once it has come; return the id of the question."""
    officer.get_by_role("link", name="Answers", exact=True).click()
    officer.get_by_role("heading", name="What was asked").wait_for()
    officer.locator("tr", has_text=partner).first.get_by_role("link").first.click()
    officer.get_by_role("heading", name=f"Question to {partner}").wait_for()
    question = officer.url.rpartition("/")[2]
    expect(come_again(officer)).to_be_visible()
    officer.get_by_role("link", name="Read the record").click()
    expect(officer.locator("main")).to_contain_text("Skënder")
    return question


def come_again(officer: Page) -> Locator:
    """Load the page until the release has crossed the border: some seconds at the most."""
    link = officer.get_by_role("link", name="Read the record")
    for _ in range(20):
        if link.count():
            break
        officer.wait_for_timeout(500)
        officer.reload()
    return link


def follow_the_trail(dpo: Page, question: str) -> None:
    """See who did what, and let the own browser prove that an entry stands in the log."""
    with dpo.expect_navigation():  # one is there already
        dpo.get_by_role("link", name="Oversight", exact=True).click()
    dpo.get_by_label("Id of a record").fill(question)
    dpo.keyboard.press("Enter")
    dpo.get_by_role("link", name="Show all").wait_for()
    expect(dpo.locator("main")).to_contain_text("officer")
    dpo.locator("a[href^='/trail/entries/']").first.click()
    dpo.get_by_role("heading", name="Does it stand in the log?").wait_for()
    expect(dpo.locator("#proof-result")).to_contain_text("✓ Your browser recomputed it")
