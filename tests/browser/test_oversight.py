"""Oversight in a browser: the reader's own machine proves the log."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People
from tests.browser.stage import Stage
from tests.browser.test_screens import given

from egnatia.model.identity import NodeId

pytestmark = pytest.mark.slow


def sequenced(stage: Stage, node: str) -> None:
    """Give all entries of a log their place, as the node does each second."""
    office = stage.net.offices[NodeId(node)]
    office.store.write(lambda tx: tx.ledger.sequence(office.keys.ledger, office.clock.now()))


@pytest.fixture
def dpo(people: People, stage: Stage) -> Page:
    sequenced(stage, "RS")
    page = people.sit("RS", "dpo.one")
    page.goto(stage.desks["RS"] + "/trail?case=" + stage.case.reference)
    page.locator("a[href^='/trail/entries/']").first.click()
    page.get_by_role("heading", name="Does it stand in the log?").wait_for()
    return page


def test_the_readers_browser_proves_that_an_entry_stands_in_the_log(dpo: Page) -> None:
    expect(dpo.locator("#proof-result")).to_contain_text("✓ Your browser recomputed it")
    expect(dpo.locator("#proof-result")).to_contain_text("The signature of the log is right.")


def test_the_readers_browser_finds_an_entry_that_was_changed(dpo: Page) -> None:
    # What a node that lies would show: another text under the same proof.
    dpo.route("**/trail/entries/*", lambda route: route.fulfill(response=(got := route.fetch()), body=lied(got.text())))
    dpo.reload()
    expect(dpo.locator("#proof-result")).to_contain_text("it does NOT lead to the signed root")


def test_the_readers_browser_finds_a_page_that_says_something_else_than_the_entry(dpo: Page) -> None:
    def other(page: str) -> str:
        """Change who acted, above the proof."""
        changed = re.sub(r'(data-entry="by" data-value=")\w+', r"\g<1>" + "0" * 32, page)
        assert changed != page
        return changed

    dpo.route(
        "**/trail/entries/*", lambda route: route.fulfill(response=(got := route.fetch()), body=other(got.text()))
    )
    dpo.reload()
    expect(dpo.locator("#proof-result")).to_contain_text("it does NOT lead to the signed root")


def test_a_browser_without_the_signature_algorithm_says_that_it_checked_none(dpo: Page) -> None:
    dpo.add_init_script("crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))")
    dpo.reload()
    expect(dpo.locator("#proof-result")).to_contain_text("✓ Your browser recomputed it")
    expect(dpo.locator("#proof-result")).to_contain_text("It cannot check signatures")
    expect(dpo.locator("#proof-result")).not_to_contain_text("is right")


def lied(page: str) -> str:
    """Change who acted, in the text of the entry."""
    return page.replace("case_file_opened", "case_file_closed")


def test_oversight_fits_a_tablet(people: People, stage: Stage) -> None:
    given(stage)
    sequenced(stage, "RS")
    dpo = people.sit("RS", "dpo.one", viewport={"width": 820, "height": 1180})
    for path in ("", "/log", "/entries/0", "/retention?days=3660", "/danger", "/pattern", "/statistics?first=2026-11"):
        dpo.goto(f"{stage.desks['RS']}/trail{path}")
        assert dpo.evaluate("document.scrollingElement.scrollWidth") <= 820, path
        hidden = dpo.evaluate("[...document.querySelectorAll('.scroll')].map(one => one.scrollWidth - one.clientWidth)")
        assert max(hidden, default=0) <= 0, path
