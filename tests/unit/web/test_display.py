"""How a reader wants to see the desk."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from egnatia.web.display import Display, countries_in, display_of
from egnatia.web.languages import ENGLISH, LANGUAGES
from egnatia.web.words import QUESTION


def request(cookie: str = "", language: str = "", query: str = "") -> Request:
    headers = [(b"cookie", cookie.encode()), (b"accept-language", language.encode())]
    scope = {"type": "http", "path": "/ask", "query_string": query.encode(), "headers": headers, "method": "GET"}
    return Request({**scope, "scheme": "http", "server": ("localhost", 80)})


def test_what_was_chosen_counts_before_what_the_browser_says() -> None:
    found = display_of(request("egnatia-language=hu; egnatia-theme=dark", "el"))
    assert (found.language.tag, found.theme) == ("hu", "dark")


def test_a_cookie_that_says_nonsense_is_as_none() -> None:
    found = display_of(request('egnatia-language=<b>; egnatia-theme="><script>', "xx"))
    assert (found.language, found.theme) == (ENGLISH, "auto")


def test_the_way_back_is_where_the_reader_is() -> None:
    assert display_of(request(query="kind=vehicle")).here == "/ask?kind=vehicle"
    answered = Request({**request().scope, "method": "POST"})
    assert display_of(answered).here == "/start"


@pytest.mark.parametrize(
    ("referer", "here"),
    [
        ("http://localhost:80/cases?beyond=3", "/cases?beyond=3"),
        ("http://localhost:80/sent", "/start"),  # nobody can open it
        ("http://localhost:81/cases", "/start"),
        ("", "/start"),
    ],
)
def test_the_way_back_from_an_answer_is_its_form_if_that_can_be_opened(referer: str, here: str) -> None:
    def nothing(_: Request) -> Response:
        return Response()

    app = Starlette(routes=[Route("/cases", nothing), Route("/sent", nothing, methods=["POST"])])
    headers = [(b"referer", referer.encode()), (b"host", b"localhost:80")]
    answered = Request({**request().scope, "method": "POST", "app": app, "headers": headers})
    assert display_of(answered).here == here


@pytest.mark.slow
def test_a_state_is_said_in_the_language_of_the_reader() -> None:
    assert Display(language=LANGUAGES["el"]).stands(QUESTION, "hit") == "✓ ταύτιση"
    assert Display().stands(QUESTION, "never_heard_of") == "never heard of"


@pytest.mark.slow
def test_what_has_no_translation_stays_english_and_nothing_stays_nothing() -> None:
    display = Display(language=LANGUAGES["tr"])
    assert display.say("a sentence of another layer") == "a sentence of another layer"
    assert display.say("") == ""  # gettext would answer with the head of the file


@pytest.mark.slow
def test_countries_are_named_and_sorted_in_the_language_of_the_reader() -> None:
    named = dict(countries_in(LANGUAGES["hr"]))
    assert (named["ALB"], named["XKX"]) == ("Albanija", "Kosovo")
    codes = [code for code, _ in countries_in(LANGUAGES["hr"])]
    assert codes.index("CYP") < codes.index("TCD") < codes.index("DNK")  # Cipar, Čad, Danska
    assert len(codes) == len(set(codes))
