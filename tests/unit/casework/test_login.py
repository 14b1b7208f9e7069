"""Links that work once, and sessions that end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.clock import SeededRandomness
from tests.twins.network import Network, network

from egnatia.casework.accounts import close_account
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.login import IDLE, LINK_LIFE, Logins, invite, sign_in, signed_in
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act


@pytest.fixture
def net() -> Network:
    return network("RS")


@pytest.fixture
def logins(net: Network) -> Logins:
    return Logins(net.clock, SeededRandomness(9))


def test_a_link_signs_in_whom_it_was_made_for(net: Network, logins: Logins) -> None:
    officer = net.person("RS", "officer", Role.OFFICER)
    office = net.offices["RS"]
    secret = sign_in(office, logins, invite(office, logins, officer))
    found = signed_in(office, logins, secret)
    assert found is not None
    assert found[0] == officer


def test_a_link_works_once(net: Network, logins: Logins) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    link = invite(office, logins, officer)
    assert logins.waiting(link) == officer.id
    sign_in(office, logins, link)
    assert logins.waiting(link) is None
    with pytest.raises(NotAllowedError, match="used before"):
        sign_in(office, logins, link)


def test_a_link_that_waits_too_long_is_worth_nothing(net: Network, logins: Logins) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    link = invite(office, logins, officer)
    net.clock.advance(LINK_LIFE)
    assert logins.waiting(link) is None
    with pytest.raises(NotAllowedError):
        sign_in(office, logins, link)


def test_a_closed_account_neither_enters_nor_stays(net: Network, logins: Logins) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    admin = net.person("RS", "admin", Role.ADMINISTRATOR)
    inside, link = (
        sign_in(office, logins, invite(office, logins, officer)),
        invite(office, logins, officer),
    )
    close_account(office, admin, "officer")
    assert signed_in(office, logins, inside) is None
    with pytest.raises(NotAllowedError):
        sign_in(office, logins, link)
    with pytest.raises(NotAllowedError, match="closed"):
        invite(office, logins, replace(officer, active=False))


# Twelve hours are 48 times a quarter of an hour.
@pytest.mark.parametrize(("steps", "stays"), [((IDLE / 2,) * 3, True), ((IDLE,), False), ((IDLE / 2,) * 48, False)])
def test_a_session_ends_when_nobody_uses_it_and_after_a_shift(
    net: Network, logins: Logins, steps: tuple[timedelta, ...], *, stays: bool
) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    secret = sign_in(office, logins, invite(office, logins, officer))
    for step in steps:
        net.clock.advance(step)
        found = signed_in(office, logins, secret)
    assert (found is not None) is stays


def test_who_leaves_is_out(net: Network, logins: Logins) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    secret = sign_in(office, logins, invite(office, logins, officer))
    logins.leave(secret)
    assert signed_in(office, logins, secret) is None


def test_links_and_logins_are_logged_without_their_secrets(net: Network, logins: Logins) -> None:
    office, officer = net.offices["RS"], net.person("RS", "officer", Role.OFFICER)
    link = invite(office, logins, officer)
    secret = sign_in(office, logins, link)
    entries = [one.entry for one in office.store.read(lambda tx: tx.ledger.trail(officer.id, 10))]
    assert [(one.act, one.by, one.detail["what"]) for one in entries] == [
        (Act.ACCOUNT, officer.id, "link"),
        (Act.ACCOUNT, officer.id, "login"),
    ]
    assert all(word not in str(entries) for word in (link, secret))
