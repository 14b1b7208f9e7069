"""Takes pictures of the main screens of the desk, of the stage that the browser tests use.

`python -m scripts.screenshots FOLDER`; needs Chromium and what `make setup` built.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tests.browser.people import People, ask, fill
from tests.browser.stage import Stage

_SMALL: Final[ViewportSize] = {"width": 1280, "height": 560}


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
    yield "answers", officer
    expert = people.sit("AL", "expert.one", color_scheme="dark", viewport=_SMALL)
    expert.goto(stage.desks["AL"] + "/inbox")
    yield "inbox-dark", expert
    greek = people.sit("AL", "expert.one", locale="el", viewport=_SMALL)
    greek.goto(stage.desks["AL"] + "/inbox")
    greek.locator("a[href^='/inbox/']").first.click()
    greek.locator("a[href^='/hits/']").first.click()
    yield "comparison-greek", greek


def take(browser: Browser, folder: Path) -> None:
    """Take all pictures."""
    with Stage().served() as stage:
        people = People(browser, stage)
        for name, page in scenes(people, stage):
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
