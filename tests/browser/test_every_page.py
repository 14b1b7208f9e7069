"""Every page of the desk, by its routes, with something on it: none breaks WCAG 2.2, level AA, or a small screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.browser.pages import LEFT_OUT, PAGES, Scene, furnish
from tests.browser.people import People
from tests.browser.stage import Stage
from tests.browser.test_accessible import AXE, violations

from egnatia.web.page import assemble

pytestmark = pytest.mark.slow

WIDTH = 1024


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return furnish(stage)


def test_every_page_is_looked_at_or_left_out_for_a_reason() -> None:
    routes = assemble().routes
    shown = {route.path for route in routes if "GET" in getattr(route, "methods", ())}  # type: ignore[attr-defined]
    assert shown == PAGES.keys() | LEFT_OUT.keys()
    assert not PAGES.keys() & LEFT_OUT.keys()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here: `make setup` could not get it")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_wcag_or_a_small_screen(scheme: str, people: People, scene: Scene) -> None:
    everybody = sorted({who for who, _ in PAGES.values()})
    assert [problem for who in everybody for problem in seen(scheme, people, scene, who)] == []


def seen(scheme: str, people: People, scene: Scene, who: str) -> Iterator[tuple[str, str]]:
    """Go through the pages of one person, and tell what is wrong with each."""
    node, name = who.split()
    page = people.sit(node, name, color_scheme=scheme, viewport={"width": WIDTH, "height": 700})
    for route, (by, path) in PAGES.items():
        if by == who:
            yield from ((route, problem) for problem in looked_at(page, scene.address(node, path)))


def looked_at(page: Page, address: str) -> Iterator[str]:
    """Open a page and all that folds, and tell what is wrong."""
    sent = page.goto(address)
    if sent is None or not sent.ok:
        yield f"it is not there: {sent and sent.status}"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield from violations(page)
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    if wide > WIDTH:
        yield f"it is {wide} pixels wide"
