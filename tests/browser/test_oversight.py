"""Oversight, records and case files in a browser: the reader's own machine proves the log; nothing breaks WCAG."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People
from tests.browser.stage import Stage
from tests.browser.test_accessible import AXE, violations
from tests.twins.network import caveat

from egnatia.casework.collect import Draft, collect
from egnatia.model.identity import NodeId

pytestmark = pytest.mark.slow


def sequenced(stage: Stage, node: str) -> None:
    """Give all entries of a log their place, as the node does each second."""
    office = stage.net.offices[NodeId(node)]
    office.store.write(lambda tx: tx.ledger.sequence(office.keys.ledger, office.clock.now()))


def recorded(stage: Stage) -> str:
    """Put a person on record in Belgrade; return where the record is read in the case file."""
    said = {"first_name": ("Петар",), "family_name": ("Илић",), "birth_date": ("1979-02-03",)}
    draft = Draft(kind="person", properties=said, caveat=caveat())
    [made] = collect(stage.net.offices[NodeId("RS")], stage.people["RS", "officer.one"], [draft])
    return f"/records/{made.id}?case={stage.case.id}"


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


def lied(page: str) -> str:
    """Change who acted, in the text of the entry."""
    return page.replace("case_file_opened", "case_file_closed")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here: `make setup` could not get it")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_of_oversight_records_and_case_files_breaks_wcag(scheme: str, people: People, stage: Stage) -> None:
    record, file = recorded(stage), f"/cases/{stage.case.id}"
    sequenced(stage, "RS")
    views = record.replace("?", "/views?") + "&partner=AL"
    shown = {
        "dpo.one": (
            *("/trail", "/trail/entries/0", "/trail/log", "/trail/retention?days=3660", "/trail/danger"),
            *("/trail/pattern", "/trail/statistics?first=2026-11"),
        ),
        "officer.one": (record, views, file),
        "chief.one": (file,),
    }
    found = []
    for person, paths in shown.items():
        page = people.sit("RS", person, color_scheme=scheme)
        for path in paths:
            page.goto(stage.desks["RS"] + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found += [(path, one) for one in violations(page)]
    assert found == []
