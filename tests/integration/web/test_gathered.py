"""Every word that a page of the desk says comes from a catalogue: what nobody gathered cannot be translated.

Each page is written with a catalogue that puts brackets around every message that `scripts/messages.py` gathers. What
is left outside of them is data of the scene; any other word was written into a template, or is a code without words.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, cast

import pytest
from babel.support import NullTranslations
from starlette.testclient import TestClient
from tests.browser.pages import PAGES, Scene, furnish
from tests.browser.stage import NODES, Stage

from egnatia.bootstrap import Node
from egnatia.casework.links import invite
from egnatia.web import display
from egnatia.web.languages import words_of
from egnatia.web.page import build_page
from messages import every

pytestmark = pytest.mark.slow

#: A language whose dates and countries have no Latin letter: what is left in Latin letters nobody translated.
TAG: Final = "el"
GATHERED: Final = frozenset(
    word for message in every() for word in ([message] if isinstance(message, str) else message)
)
#: What needs no translation: names and codes, languages in their own words, articles of treaties as they are cited, and
#: what people of the scene wrote.
DATA: Final = re.compile(
    r"""\b(?:Egnatia|INTERPOL|FollowTheMoney|CSV|JSON|UTC|[a-z]+\.(?:one|two|[0-9a-f]{8})|https?://\S+|(?=[a-f]*\d)[0-9a-f]{6,}|[0-9a-f]{8,}|N-7|KT-17)\b
    |\b(?:RS|AL|BG|ME|MK|XK|SELEC|ALB|RPD|UNTOC|PCC\ SEE|Contact\ point)\b|KT-2026-17
    |Bosanski|English|Hrvatski|Magyar|Română|Shqip|Srpski\ \(latinica\)|Türkçe
    |\bArts?\.?\ [\d.(),\ ac]+(to\ [\d]+)?|Directive\ \(EU\)|Constitution|messages\ and\ notices
    |Speedboats(?:\ at\ Bar)?|The\ ferry|Precursors\ from\ Shanghai|Gradski|Ambarlı,\ berth|Deve\ Bair
    |(?i:Skënder|Skender|Vuksani|Ana|Marko|Kovač|Ilic|Petar)
    |(?:He\ |Who\ owns|Two\ speedboats|The\ berth|55\ blue\ drums|those\ who\ ordered|The\ prosecutor\ in).*
    |Vukašin(?:\ Obradović)?|Obradović|\d+\ (?:months|cm)
    |On\ 3\ May\ 2026.*|Criminal\ Code|Kpp|Higher\ Court\ in\ Novi\ Sad
    |Spring\ in\ the\ Balkans|Rifles\ go\ west|Room\ 12,\ day\ and\ night|KU-2019-0906
    |(?:Mother\ |Sister\ |Ilir\ )?Doda|To\ find\ Ilir,\ in\ all\ states|Even|body-\d|ID-\d|invented
    |CSF1PO|FGA|TH01|TPOX|VWA|AMELOGENIN|SHA-256|egnatia\ [\d.]+|prum-2008.*|.*2008/616/JHA.*
    |UN\ Convention\ of\ 1988,|ETS\ \d+|Annex\ A\ section\ [A-Z]|Directive\ \d+/\d+/EU.*|UNTOC\ Art.*
    |both\ duty\ desks,\ day\ and\ night|\d+\ kg|officer,\ expert
    """,
    re.VERBOSE,
)
#: What is said in English only, and why.
ENGLISH: Final = (
    re.compile("consent to (?:entry|transit|exit)"),  # made of parts by the use case, for the command too
    re.compile("^(?:read data: |consultation |statement )"),  # codes of the log that have no words yet
    re.compile("SEEPAG, "),  # whom an instrument names as contact points, as `law/assistance.yaml` has it
    re.compile(r"body-\d is |^step \d|^flat: |^as the program comes"),  # of a signed report, alike for all its readers
    re.compile("The states on the way consent, and bind themselves"),  # terms of a law, as its source has them
)
WORD: Final = re.compile(r"[A-Za-z]{2,}")


class Bracketed(NullTranslations):
    """A catalogue in which every message that was gathered stands in brackets, and every other one as it was."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message in GATHERED else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    # Jinja asks for these names first.
    ugettext = gettext
    ungettext = ngettext


class Visible(HTMLParser):
    """Gathers what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mute += tag in MUTE or ("lang", "en") in attrs
        self.said += [value for name, value in attrs if name in {"aria-label", "placeholder", "title"} and value]

    def handle_endtag(self, tag: str) -> None:
        self._mute -= tag in MUTE

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self.said.append(data)


#: What is no language: codes, what was typed, scripts.
MUTE: Final = frozenset({"code", "pre", "script", "style", "q", "textarea", "title"})


def unsaid(page: str) -> Iterator[str]:
    """Return the words of a page that come from no catalogue and from no data."""
    visible = Visible()
    visible.feed(page)
    text = "\n".join(visible.said)
    while "⟦" in text:
        text, before = re.sub(r"⟦[^⟦⟧]*⟧", "·", text), text
        if text == before:
            break
    for line in text.splitlines():
        if WORD.search(DATA.sub("", line)) and not any(known.search(line) for known in ENGLISH):
            yield line.strip()


@pytest.fixture(scope="module")
def scene() -> Scene:
    stage = Stage()
    stage.desks = dict.fromkeys(NODES, "")
    return furnish(stage)


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the desk speak in brackets, and remember nothing of what it said before or says so."""
    kept = (words_of, display.pages, display.countries_in)
    for one in kept:
        one.cache_clear()
    monkeypatch.setattr(display, "words_of", lambda _language: Bracketed())
    yield
    for one in kept:
        one.cache_clear()


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("route", PAGES)
def test_a_page_says_nothing_that_was_not_gathered(route: str, scene: Scene) -> None:
    who, path = PAGES[route]
    node, name = who.split()
    office = scene.stage.net.offices[node]
    page = build_page(cast("Node", scene.stage.standing(node)), "localhost")
    browser = TestClient(page, base_url="http://localhost:80", headers={"accept-language": TAG})
    browser.post(f"/login/{invite(office, scene.stage.people[node, name])}")
    answer = browser.get(path.format(**scene.ids))
    assert answer.status_code == 200
    assert list(unsaid(answer.text)) == []
