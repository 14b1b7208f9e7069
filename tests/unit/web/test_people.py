"""Accounts and roles at the desk: opened, changed, invited; and vouching by somebody else."""

import re
from urllib.parse import urlsplit

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net

from egnatia.casework.rows import Role

__all__ = ["net"]


@pytest.fixture
def admin(net: Network) -> Desk:
    return Desk(net, "RS", Role.ADMINISTRATOR)


NEW: dict[str, str | list[str]] = {
    "name": "petra",
    "roles": ["officer"],
    "purposes": ["missing_person", "border_check"],
}


def link_of(page: str) -> str:
    """Return the path of the link that a page shows."""
    return str(urlsplit(re.findall(r"<pre>([^<]+)</pre>", page)[0]).path)


@pytest.mark.slow
def test_an_account_is_opened_changed_and_closed(admin: Desk) -> None:
    page = admin.send(admin.see("/people"), "/people", NEW)
    assert re.search(r"petra</th>\s*<td>officer</td>\s*<td>border check, missing person</td>", page)
    page = admin.send(page, "/people/petra/standing", {"roles": ["analyst", "prosecutor"]})
    assert re.search(r"petra</th>\s*<td>analyst, prosecutor</td>\s*<td>all</td>", page)
    assert "✗ closed" in admin.send(page, "/people/petra/closing", {})


def test_what_was_typed_stays_when_an_account_cannot_be_opened(admin: Desk) -> None:
    page = admin.send(admin.see("/people"), "/people", {**NEW, "name": "Petra!"}, 422)
    assert "not an account name" in page
    assert 'value="Petra!"' in page
    assert re.search(r'id="new-officer"[^>]* checked', page)
    for roles in (["king"], [], ["oversight", "officer"]):
        admin.send(page, "/people", {**NEW, "roles": roles}, 422)
    admin.send(page, "/people", {**NEW, "purposes": ["fun"]}, 422)


@pytest.mark.slow
def test_a_newcomer_comes_in_once_somebody_else_vouched(net: Network, admin: Desk) -> None:
    page = admin.send(admin.see("/people"), "/people", NEW)
    path = link_of(admin.send(page, "/people/petra/link", {}))
    chief, petra = Desk(net, "RS", Role.SUPERVISOR), Desk(net, "RS", Role.OFFICER).browser
    petra.cookies.clear()
    assert "vouch" in petra.post(path).text
    waiting = chief.see("/people/vouching")
    assert "a link to sign in" in waiting
    assert "Nothing waits" in chief.send(waiting, "/people/petra/link/vouching", {})
    assert petra.post(path).status_code == 200
    assert "petra" in petra.get("/account").text


def test_an_administrator_does_not_vouch_for_the_own_work(admin: Desk) -> None:
    page = admin.send(admin.see("/people"), "/people", NEW)
    admin.send(page, "/people/petra/link", {})
    assert "Nothing waits" in admin.see("/people/vouching")
    admin.send(page, "/people/petra/link/vouching", {}, 403)


def test_people_are_for_administrators_and_their_own_account_is_not(net: Network, admin: Desk) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    officer.see("/people", 403)
    assert "/people" not in officer.see("/ask")
    page = admin.see("/people")
    admin.send(page, f"/people/{admin.name}/standing", {"roles": ["supervisor"]}, 403)
    assert f"/people/{admin.name}/closing" not in page


def test_without_a_provider_nobody_is_bound(admin: Desk) -> None:
    page = admin.send(admin.see("/people"), "/people", NEW)
    assert "Subject at" not in page
    assert "name no identity provider" in admin.send(page, "/people/petra/identities", {"subject": "7"}, 422)
    admin.send(page, "/people/petra/passkeys/removal", {})
    admin.send(page, "/people/petra/identities/removal", {})


@pytest.mark.slow
def test_roles_hold_once_somebody_else_granted_them(net: Network, admin: Desk) -> None:
    chief = Desk(net, "RS", Role.SUPERVISOR)
    page = admin.send(admin.see("/people"), "/people", NEW)
    assert re.search(
        r"petra</th>\s*<td>none yet<br><span class=\"quiet\">… somebody else must grant: officer</span>", page
    )
    waiting = chief.see("/people/vouching")
    assert "<strong>officer</strong>" in waiting
    assert "(border check, missing person)" in waiting
    chief.send(waiting, "/people/petra/grant", {"roles": ["supervisor"]}, 422)
    exactly = {name: NEW[name] for name in ("roles", "purposes")}
    admin.send(page, "/people/petra/grant", exactly, 403)
    assert "Nothing waits" in chief.send(waiting, "/people/petra/grant", exactly)
    assert re.search(r"petra</th>\s*<td>officer</td>\s*<td>border check, missing person</td>", admin.see("/people"))


@pytest.mark.slow
def test_who_may_vouch_is_told_where_the_work_begins_that_somebody_waits(net: Network, admin: Desk) -> None:
    chief, dpo = Desk(net, "RS", Role.SUPERVISOR), Desk(net, "RS", Role.OVERSIGHT)
    assert "second person" not in chief.see("/inbox")
    admin.send(admin.see("/people"), "/people", NEW)
    for page in (chief.see("/inbox"), dpo.see("/trail")):
        assert "1 account waits for your word as second person." in page
        assert 'href="/people/vouching"' in page
