"""Takes pictures of the main screens of the desk, of the stage that the browser tests use.

`python -m scripts.screenshots FOLDER`; needs Chromium and what `make setup` built.
"""

import shutil
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tests.browser.pages import identified
from tests.browser.people import People, ask, fill
from tests.browser.stage import Stage
from tests.browser.test_oversight import sequenced
from tests.browser.test_screens import given
from tests.unit.casework.webs import Web

from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatches import Composition
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import RecordId

_SMALL: Final[ViewportSize] = {"width": 1280, "height": 560}
_OLD: Final[ViewportSize] = {"width": 1024, "height": 700}
_TABLET: Final[ViewportSize] = {"width": 820, "height": 1100}


def scenes(people: People, stage: Stage) -> Iterator[tuple[str, Page]]:
    """Go through the screens, each with its name."""
    officer = people.sit("RS", "officer.one", viewport={"width": 1280, "height": 1420})
    officer.goto(stage.desks["RS"] + "/ask")
    fill(officer, "AL", "BG", "XK")
    officer.locator("#law tbody tr:nth-child(3)").wait_for()
    yield "ask", officer
    officer.set_viewport_size(_SMALL)
    officer.goto(stage.desks["RS"] + "/ask")
    ask(officer, "AL", "BG", "MK")
    officer.get_by_text("✓ hit").nth(2).wait_for()  # they come one by one
    yield "answers", officer
    expert = people.sit("AL", "expert.one", color_scheme="dark", viewport=_SMALL)
    expert.goto(stage.desks["AL"] + "/inbox")
    yield "inbox-dark", expert
    greek = people.sit("AL", "expert.one", locale="el", viewport=_SMALL)
    _to_the_hit(greek, stage)
    yield "comparison-greek", greek
    greek.fill("#reason", "Same name, same day.")
    greek.locator("button[value=confirm]").click()
    chief = people.sit("AL", "chief.one", viewport={"width": 1024, "height": 1000})
    _to_the_hit(chief, stage)
    chief.get_by_label("Why is it released?").wait_for()
    yield "release", chief


def _to_the_hit(page: Page, stage: Stage) -> None:
    """Open in Albania what is to be done about a question."""
    page.goto(stage.desks["AL"] + "/inbox")
    page.locator("a[href^='/inbox/']").first.click()
    page.locator("a[href^='/hits/']").first.click()


def _followed(people: People, stage: Stage, record: RecordId) -> Iterator[tuple[str, Page]]:
    """Go from the case file to a record that was given in it, and to what oversight sees of that."""
    for name, (person, path) in {
        "case-files": ("chief.one", "/cases"),
        "record": ("officer.one", f"/records/{record}?case={stage.case.id}"),
        "oversight": ("dpo.one", f"/trail?case={stage.case.reference}"),
    }.items():
        sequenced(stage, "RS")
        page = people.sit("RS", person, viewport=_OLD)
        page.goto(stage.desks["RS"] + path)
        yield name, page


def pictures(people: People, stage: Stage) -> Iterator[tuple[str, Page]]:
    """Go through the screens of what is given, what is tied to what, and what protects people."""
    record = given(stage)
    yield from _followed(people, stage, record.id)
    web = Web(net=stage.net, who=stage.people["RS", "officer.one"], file=stage.case)
    named = "&".join(f"record={web.records[name].id}" for name in ("ana", "car", "phone"))
    officer = people.sit("RS", "officer.one", viewport=_OLD)
    officer.goto(f"{stage.desks['RS']}/cases/{stage.case.id}/network?{named}")
    officer.locator("#ties[data-drawn]").wait_for()
    yield "network", officer
    for name, (person, path) in {
        "timeline-and-map": ("officer.one", f"/cases/{stage.case.id}/network?{named}"),
        "danger": ("officer.one", f"/perils?matter={stage.case.id}"),
        "passing-on": ("prosecutor.one", f"/records/{record.id}/passing?case={stage.case.id}"),
        "export": ("chief.one", f"/cases/{stage.case.id}/export"),
        "people-on-record": ("chief.one", "/access"),
    }.items():
        page = people.sit("RS", person, viewport=_TABLET)
        page.goto(stage.desks["RS"] + path)
        _fill(name, page)
        yield name, page


def decisions(people: People, stage: Stage) -> Iterator[tuple[str, Page]]:
    """Go through the screens on which somebody asks for evidence, and on which the dead are given their names."""
    said = {"requesting_authority": ("Higher Court in Belgrade",), "measure": ("hearing_by_video",)}
    typed = Composition(
        sort=Sort.ASSISTANCE,
        partner="BG",
        area="drugs",
        case=stage.case.id,
        title="A hearing in Vidin",
        facts=said,
        reason="He lives there.",
    )
    draft = save_draft(stage.net.offices["RS"], stage.people["RS", "officer.one"], typed)
    officer = people.sit("RS", "officer.one", viewport={"width": 1280, "height": 1000})
    officer.goto(f"{stage.desks['RS']}/messages/{draft.id}/draft")
    yield "assistance", officer
    case, _ = identified(stage)
    expert = people.sit("RS", "forensic.one", viewport={"width": 1024, "height": 1250})
    expert.goto(f"{stage.desks['RS']}/cases/{case}/identification")
    yield "identification", expert


def _fill(name: str, page: Page) -> None:
    """Fill in what makes the law speak beside a form."""
    if name == "danger":
        page.select_option("#danger", "torture")
        page.fill("#country", "ALB")
        page.locator(".law tbody tr").first.wait_for()
    if name == "passing-on":
        page.select_option("#recipient", "MK")
        page.get_by_text("The originator has not consented.").wait_for()
    if name == "export":
        page.select_option("#kind", "person")
        page.locator(".law strong").wait_for()
    if name == "timeline-and-map":
        page.locator("#time").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#time').scrollIntoView()")


def take(browser: Browser, folder: Path) -> None:
    """Take all pictures."""
    with Stage().served() as stage:
        people = People(browser, stage)
        for name, page in chain(scenes(people, stage), pictures(people, stage), decisions(people, stage)):
            page.evaluate("document.fonts.ready")
            page.screenshot(path=folder / f"{name}.png")
            print(folder / f"{name}.png")
        people.leave()


def main(arguments: list[str]) -> int:
    """Take all pictures into the folder that is named."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or len(arguments) != 1:
        print("usage: python -m scripts.screenshots FOLDER, where there is a Chromium", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take(browser, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
