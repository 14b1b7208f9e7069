"""By keyboard alone: two records are judged, and that is taken back; the trail is filtered and taken along."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.people import People, press, write
from tests.browser.stage import Stage
from tests.browser.test_oversight import sequenced
from tests.unit.casework.webs import Web

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
