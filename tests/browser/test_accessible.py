"""The ways through asking and answering break no WCAG 2.2, level AA, in light or dark: axe-core looks at each step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser.people import People, ask, fill
from tests.browser.stage import Stage

pytestmark = pytest.mark.slow

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: Success criteria of levels A and AA of WCAG 2.0, 2.1 and 2.2.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


def asking(officer: Page, desk: str) -> Iterator[str]:
    """Go through the screens of asking."""
    places = ("/ask", "/inbox", "/login/nothing")
    for path in places:
        officer.goto(desk + path)
        yield path
    officer.goto(desk + "/ask")
    fill(officer, "AL", "XK")
    officer.locator("#law tbody tr:nth-child(2)").wait_for()
    yield "the form with what the law says"
    officer.keyboard.press("Escape")
    officer.get_by_role("button", name="Check what the law says").click()
    officer.get_by_role("heading", name="Before anything is sent").wait_for()
    yield "the check"
    officer.goto(desk + "/ask")
    officer.fill("#search", "BG 123-AB")
    officer.press("#search", "Enter")
    officer.get_by_role("heading", name="What is meant?").wait_for()
    yield "a choice of what was typed"
    officer.goto(desk + "/ask")
    ask(officer, "AL")
    yield "the answers"
    officer.goto(desk + "/questions")
    officer.locator("a[href^='/questions/']").first.click()
    officer.get_by_role("heading", name="Question to AL").wait_for()
    yield "one question"
    officer.keyboard.press("?")
    officer.locator("#keys").wait_for()
    yield "the keys"


def answering(expert: Page, desk: str) -> Iterator[str]:
    """Go through the screens of answering."""
    expert.goto(desk + "/inbox")
    yield "the inbox"
    expert.locator("a[href^='/inbox/']").first.click()
    expert.get_by_role("heading", name="Question of RS").wait_for()
    yield "a question of a partner"
    expert.locator("a[href^='/hits/']").first.click()
    expert.get_by_role("heading", name="Is it the one?").wait_for()
    yield "question and record side by side"
    expert.fill("#reason", "Same name, same day.")
    expert.locator("button[value=confirm]").click()
    expert.get_by_text("✓ confirmed").wait_for()
    yield "a confirmed hit"


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here: `make setup` could not get it")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_of_the_desk_breaks_wcag(scheme: str, people: People, stage: Stage) -> None:
    officer = people.sit("RS", "officer.one", color_scheme=scheme)
    found = [(name, one) for name in asking(officer, stage.desks["RS"]) for one in violations(officer)]
    for person in ("expert.one", "chief.one"):
        page = people.sit("AL", person, color_scheme=scheme)
        found += [(name, one) for name in screens(person, page, stage.desks["AL"]) for one in violations(page)]
    people.complaints = [told for told in people.complaints if "403" not in told]  # the door says so of an old link
    assert found == []


def screens(person: str, page: Page, desk: str) -> Iterator[str]:
    """Go through what each person of the answering side sees."""
    if person == "expert.one":
        yield from answering(page, desk)
        return
    page.goto(desk + "/inbox")
    page.locator("a[href^='/inbox/']").first.click()
    page.locator("a[href^='/hits/']").first.click()
    page.get_by_role("heading", name="Is it the one?").wait_for()
    yield "the release"
