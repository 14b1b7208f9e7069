"""A real browser, Chromium, at the desks of the stage. Where there is none, these tests are skipped and say so."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.people import People
from tests.browser.stage import Stage

from egnatia.web.assets import assets

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

expect.set_options(timeout=20_000)


def missing() -> str:
    """Say what is missing to try the desk in a browser; empty if nothing is."""
    if CHROMIUM is None:
        return "no Chromium here"
    return "" if "built/desk.js" in assets() else "`make setup` could not build the script of the desk"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none; try once more what failed, for a starved browser can be late.

    The summary names what was tried again (`R`): it is looked into, and what fails twice has failed.
    """
    lacking = missing()
    for item in (item for item in items if "tests/browser" in item.path.as_posix()):
        item.add_marker(pytest.mark.flaky(reruns=1))
        if lacking:
            item.add_marker(pytest.mark.skip(reason=f"{lacking}: the desk was not tested in a browser"))


@pytest.fixture(scope="module")  # it keeps an event loop running, beside which other tests could have none
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        assert CHROMIUM
        # A sandbox of its own needs rights that root in a container does not have.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage().served() as stage:
        yield stage


@pytest.fixture
def people(chromium: Browser, stage: Stage) -> Iterator[People]:
    """People at their desks; at the end, no page may have told of an error or asked for anything from elsewhere."""
    made = People(chromium, stage)
    yield made
    made.leave()
    assert made.complaints == []
    assert made.strangers == []


@pytest.fixture
def officer(people: People) -> Page:
    return people.sit("RS", "officer.one")
