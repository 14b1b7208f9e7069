"""People at their desks, each with a browser of one's own, and what their pages complain of."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

ABOUT = {"first_name": "Скендер", "family_name": "Вуксани", "birth_date": "1985-04-12"}
#: How many elements a keyboard may have to pass; no screen has more.
_FAR = 150
_PATIENCE_MS = 40_000


class Desks(Protocol):
    """Desks that are served, and how one signs in there."""

    desks: dict[str, str]  #: By node, the address.

    def link(self, node: str, name: str) -> str:
        """Return the address by which a person signs in."""


@dataclass
class People:
    """Whoever sits at desks that are served."""

    chromium: Browser
    stage: Desks
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)  #: Addresses that are not of this node.
    _contexts: list[BrowserContext] = field(default_factory=list)

    def sit(self, node: str, name: str, **options: Any) -> Page:  # noqa: ANN401 - those of a browser's context
        """Sign somebody in, in a browser of one's own."""
        context = self.chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en", **options})
        context.set_default_timeout(_PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._watch(node, request))
        page.goto(self.stage.link(node, name))
        page.locator("main button").click()
        page.wait_for_url(lambda address: "/login/" not in address)
        return page

    def leave(self) -> None:
        """Close all browsers."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if (
            message.type in {"error", "warning"} and "GL Driver Message" not in message.text
        ):  # of a slow machine's WebGL
            self.complaints.append(message.text)

    def _watch(self, node: str, request: Request) -> None:
        if not request.url.startswith(self.stage.desks[node] + "/"):
            self.strangers.append(request.url)


def fill(page: Page, *partners: str) -> None:
    """Fill the form in."""
    for name, value in ABOUT.items():
        page.fill(f"#{name}", value)
    page.select_option("#role", "suspect")
    page.fill("#reason", "He is said to live there.")
    if len(partners) > 1:
        page.fill("#same_because", "All of them are on the route.")
    for partner in partners:
        page.check(f"input[name=partner][value={partner}]")


def ask(page: Page, *partners: str) -> None:
    """Fill the form in, wait for what the law says, and send."""
    fill(page, *partners)
    page.locator(f"#law tbody tr:nth-child({len(partners)})").wait_for()
    page.locator("#law button").click()
    page.get_by_role("heading", name="Answers").wait_for()


def come_back(page: Page, link: str) -> None:
    """Sign in again in another tab of the same browser, and see one's name there."""
    other = page.context.new_page()
    other.goto(link)
    other.locator("main button").click()
    other.locator(".who strong").wait_for()


def turn_to(page: Page, key: str) -> None:
    """Go to a section by its key; one may be there already, and waits for the page that comes, not for the old one."""
    with page.expect_navigation():
        page.keyboard.press("g")
        page.keyboard.press(key)


def reach(page: Page, selector: str) -> None:
    """Go to an element by the Tab key alone, once it is there: the page may still be on its way."""
    page.locator(selector).first.wait_for(state="attached")
    page.wait_for_load_state()  # scripts may move the focus until then
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way by Tab to {selector}")


def write(page: Page, selector: str, text: str) -> None:
    """Go to a field by the Tab key, and type."""
    reach(page, selector)
    page.keyboard.type(text)


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to an element by the Tab key, and press a key."""
    reach(page, selector)
    page.keyboard.press(key)
