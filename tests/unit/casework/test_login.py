"""Sessions at the desk: how long they last, who ends them, and that no secret is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network

from egnatia.casework.accounts import close_account
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.granting import Standing, change_account
from egnatia.casework.links import invite, link_for, sign_in
from egnatia.casework.login import IDLE, LONGEST, end_session, leave, sessions, signed_in
from egnatia.casework.rows import Account, Role
from egnatia.ledger.entry import Act

_MINUTE = timedelta(minutes=1)


@pytest.fixture
def net() -> Network:
    return network("RS", "AL")


@pytest.fixture
def officer(net: Network) -> Account:
    return net.person("RS", "petra", Role.OFFICER)


def logged(net: Network, about: Account) -> list[str]:
    """Return what the log says was done about an account, oldest first."""
    trail = net.offices["RS"].store.read(lambda tx: tx.ledger.trail(about.id, 99))
    return [one.entry.detail["what"] for one in trail if one.entry.act is Act.ACCOUNT]


def test_a_link_signs_in_whom_it_was_made_for_once(net: Network, officer: Account) -> None:
    office = net.offices["RS"]
    link = invite(office, officer)
    assert link_for(office, link) == officer
    found = signed_in(office, sign_in(office, link))
    assert found
    assert found[0] == officer
    assert link_for(office, link) is None
    with pytest.raises(NotAllowedError, match="used before"):
        sign_in(office, link)


def test_the_secret_of_a_session_is_no_link_and_that_of_a_link_no_session(net: Network, officer: Account) -> None:
    office = net.offices["RS"]
    link = invite(office, officer)
    assert signed_in(office, link) is None
    inside = sign_in(office, link)
    assert link_for(office, inside) is None
    with pytest.raises(NotAllowedError):
        sign_in(office, inside)


@pytest.mark.parametrize(
    ("steps", "stays"),
    [
        ((IDLE - _MINUTE,), True),
        ((IDLE,), False),
        ((IDLE - _MINUTE, IDLE - _MINUTE), True),
        ((IDLE - _MINUTE,) * 24, True),
        ((IDLE - _MINUTE,) * 25, False),
    ],
)
def test_a_session_ends_when_nobody_is_there_and_after_a_shift(
    net: Network, officer: Account, steps: tuple[timedelta, ...], *, stays: bool
) -> None:
    office = net.offices["RS"]
    secret = sign_in(office, invite(office, officer))
    found = None
    for step in steps:
        net.clock.advance(step)
        found = signed_in(office, secret)
    assert (found is not None) == stays
    assert sum(steps, timedelta()) < LONGEST or not stays


def test_a_closed_account_neither_enters_nor_stays(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    inside, link = sign_in(office, invite(office, officer)), invite(office, officer)
    close_account(office, admin, "petra")
    assert signed_in(office, inside) is None
    with pytest.raises(NotAllowedError):
        sign_in(office, link)
    with pytest.raises(NotAllowedError, match="closed"):
        invite(office, replace(officer, active=False))


def test_whoever_is_given_other_roles_signs_in_anew(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    inside, link = sign_in(office, invite(office, officer)), invite(office, officer)
    changed = change_account(office, admin, "petra", Standing(roles=frozenset({Role.ANALYST})))
    assert signed_in(office, inside) is None
    assert link_for(office, link) is None
    found = signed_in(office, sign_in(office, invite(office, changed)))
    assert found
    assert found[0].roles == {Role.ANALYST}


def test_who_leaves_is_out_at_this_screen_alone(net: Network, officer: Account) -> None:
    office = net.offices["RS"]
    one, other = (sign_in(office, invite(office, officer), where) for where in ("here", "there"))
    assert {session.where for session in sessions(office, officer.id)} == {"here", "there"}
    leave(office, one)
    assert signed_in(office, one) is None
    assert signed_in(office, other)


def test_one_ends_the_own_session_at_another_screen_and_nobody_elses(net: Network, officer: Account) -> None:
    office, other = net.offices["RS"], net.person("RS", "ana", Role.OFFICER)
    left_open = sign_in(office, invite(office, officer))
    [session] = sessions(office, officer.id)
    with pytest.raises(NotFoundError):
        end_session(office, other, session.id)
    end_session(office, officer, session.id)
    assert signed_in(office, left_open) is None
    assert logged(net, officer)[-1] == "session_ended"


def test_links_and_logins_are_logged_and_their_secrets_are_kept_nowhere(net: Network, officer: Account) -> None:
    office = net.offices["RS"]
    link = invite(office, officer)
    secret = sign_in(office, link)
    assert logged(net, officer) == ["link", "login"]
    trail = office.store.read(lambda tx: tx.ledger.trail(officer.id, 99))
    kept = str([one.entry.to_bytes() for one in trail]) + str(sessions(office, officer.id))
    assert link not in kept
    assert secret not in kept
