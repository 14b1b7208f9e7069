"""The door: links, browsers in two words, too many tries, and an identity provider that is not there."""

import pytest
from starlette.requests import Request
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net

from egnatia.casework.rows import Role
from egnatia.casework.throttle import MOST
from egnatia.web.login import browser_of

__all__ = ["net"]

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0"


@pytest.mark.parametrize(
    ("said", "words"),
    [(FIREFOX, "Firefox Windows"), (EDGE, "Edge Linux"), ("curl/8", ""), ("", ""), ("x" * 9000, "")],
)
def test_a_browser_is_known_by_two_words(said: str, words: str) -> None:
    request = Request({"type": "http", "headers": [(b"user-agent", said.encode())]})
    assert browser_of(request) == words


def test_the_door_stands_open_to_everybody_and_says_nothing_of_anybody(net: Network) -> None:
    desk = Desk(net, "RS", Role.OFFICER)
    desk.browser.cookies.clear()
    page = desk.see("/login")
    assert "Sign in with a passkey" in page
    assert desk.name not in page


@pytest.mark.slow
def test_too_many_tries_from_one_address_are_stopped_with_a_page_that_says_so(net: Network) -> None:
    desk = Desk(net, "RS", Role.OFFICER)
    for _ in range(MOST):
        assert desk.browser.post("/login/" + "0" * 64).status_code == 403
    answer = desk.browser.post("/login/" + "0" * 64)
    assert answer.status_code == 429
    assert "Wait a quarter of an hour" in answer.text
    assert int(desk.browser.post("/login/challenge").headers["retry-after"]) <= 900
    assert desk.browser.get("/ask").status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/login/identity", "knows no identity provider"),
        ("/login/identity/back?code=x&state=y", "did not let you in"),
        ("/login/identity/back?error=access_denied", "did not let you in"),
    ],
)
def test_without_a_provider_its_pages_let_nobody_in(net: Network, path: str, words: str) -> None:
    assert words in Desk(net, "RS", Role.OFFICER).see(path, 403)


def test_a_word_of_logout_from_nobody_is_refused(net: Network) -> None:
    desk = Desk(net, "RS", Role.OFFICER)
    for form in ({}, {"logout_token": "x"}):
        assert desk.browser.post("/login/identity/logout", data=form).status_code == 400


def test_rubbish_in_place_of_a_passkey_is_refused_in_words(net: Network) -> None:
    desk = Desk(net, "RS", Role.OFFICER)
    for rubbish in ("", "{}", "[" * 9000, "\ud7ff"):
        form = {"_response": rubbish}
        answer = desk.browser.post("/login/passkey", data=form, headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == 403
        assert "This is no answer of a browser" in answer.text
