"""One's own account at the desk: passkeys and sessions, nobody else's, and a fresh proof for what lasts."""

import html
import json
import re
from datetime import timedelta

import pytest
from tests.twins.authenticator import SITE, Passkey
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net

from egnatia.casework.login import FRESH
from egnatia.casework.rows import Role

__all__ = ["net"]

OWN = {"sec-fetch-site": "same-origin"}


def with_key(desk: Desk, key: Passkey) -> str:
    """Add a passkey at a desk; returns the page that lists it."""
    page = desk.see("/account/passkey")
    options = json.loads(html.unescape(re.findall(r'data-options="([^"]*)"', page)[0]))
    return desk.send(page, "/account/passkeys", {"_response": key.make(options), "name": "blue <key>"})


def by_key(desk: Desk, key: Passkey, **form: str) -> str:
    """Sign in by a passkey at the same browser; returns the page that follows."""
    options = desk.browser.post("/login/challenge").json()
    answer = desk.browser.post("/login/passkey", data={"_response": key.use(options), **form}, headers=OWN)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_account_says_what_one_may_do_and_where_one_is_signed_in(net: Network) -> None:
    page = Desk(net, "RS", Role.OFFICER).see("/account")
    assert "ask partners" in page
    assert "export records" not in page
    assert page.count("this one") == 1


def test_a_passkey_is_listed_by_its_name_and_signs_in(net: Network) -> None:
    desk, key = Desk(net, "RS", Role.OFFICER), Passkey()
    assert "blue &lt;key&gt;" in with_key(desk, key)
    assert "Your account" in by_key(desk, key, _path="/account")
    assert "passkey" in desk.see("/account")


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(net: Network, path: str) -> None:
    desk, key = Desk(net, "RS", Role.OFFICER), Passkey()
    with_key(desk, key)
    options = desk.browser.post("/login/challenge").json()
    form = {"_response": key.use(options), "_path": path}
    answer = desk.browser.post("/login/passkey", data=form, headers=OWN, follow_redirects=False)
    assert answer.headers["location"] == "/start"


@pytest.mark.slow
def test_a_form_from_elsewhere_signs_nobody_in(net: Network) -> None:
    desk, key = Desk(net, "RS", Role.OFFICER), Passkey()
    with_key(desk, key)
    form = {"_response": key.use(desk.browser.post("/login/challenge").json())}
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {},
    ):
        assert desk.browser.post("/login/passkey", data=form, headers=headers).status_code == 403
    assert desk.browser.post("/login/passkey", data=form, headers={"origin": "http://localhost"}).status_code == 200


def test_what_waited_in_the_form_is_shown_again_after_signing_in(net: Network) -> None:
    desk, key = Desk(net, "RS", Role.SUPERVISOR), Passkey()
    with_key(desk, key)
    page = by_key(desk, key, _path="/cases", reference="KT-7", title="Lorries «ć»")
    assert 'action="/cases"' in page
    assert 'value="Lorries «ć»"' in page
    assert "_response" not in page


@pytest.mark.slow
def test_a_proof_that_is_not_fresh_adds_and_removes_no_passkey(net: Network) -> None:
    desk, key = Desk(net, "RS", Role.OFFICER), Passkey()
    page = with_key(desk, key)
    by_key(desk, key)
    net.clock.advance(FRESH + timedelta(seconds=1))
    assert "Prove again" in desk.see("/account/passkey", 401)
    name = re.findall(r'action="(/account/passkeys/[^"]+/removal)"', page)[0]
    assert "Prove again" in desk.send(desk.see("/account"), name, {}, 401)
    assert "blue" in desk.see("/account")


@pytest.mark.slow
def test_a_session_at_another_screen_is_ended(net: Network) -> None:
    one, other = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.OFFICER)
    page = one.see("/account")
    assert len(re.findall(r"/account/sessions/\w{64}/end", page)) == 2
    one.send(page, "/account/sessions/end", {})
    assert other.browser.get("/ask").status_code == 401
    assert one.browser.get("/ask").status_code == 200


@pytest.mark.slow
def test_nobody_ends_anothers_session_or_touches_anothers_passkey(net: Network) -> None:
    officer, chief, key = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.SUPERVISOR), Passkey()
    page = with_key(officer, key)
    [session] = re.findall(r"/account/sessions/\w{64}/end", page)
    [removal] = re.findall(r"/account/passkeys/[^/\"]+/removal", page)
    mine = chief.see("/account")
    for path in (session, removal, removal.replace("removal", "name")):
        chief.send(mine, path, {"name": "x"}, 404)
    assert "blue" in officer.see("/account")


def test_a_passkey_of_another_site_is_refused_in_words(net: Network) -> None:
    desk = Desk(net, "RS", Role.OFFICER)
    page = desk.see("/account/passkey")
    options = json.loads(html.unescape(re.findall(r'data-options="([^"]*)"', page)[0]))
    elsewhere = Passkey(origin=f"{SITE.origin}:9").make(options)
    assert "proves nothing here" in desk.send(page, "/account/passkeys", {"_response": elsewhere, "name": ""}, 422)
