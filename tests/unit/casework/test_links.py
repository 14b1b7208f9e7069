"""Links for oneself and for others: each works once, and one for others only when a second person vouched."""

import pytest
from tests.twins.network import Network
from tests.unit.casework.test_login import logged, net, officer

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.links import HANDED_LIFE, LINK_LIFE, invite, invite_other, link_for, sign_in, vouch
from egnatia.casework.login import signed_in
from egnatia.casework.rows import Account, Role

__all__ = ["net", "officer"]


def test_a_link_that_waits_too_long_is_worth_nothing(net: Network, officer: Account) -> None:
    office = net.offices["RS"]
    link = invite(office, officer)
    net.clock.advance(LINK_LIFE)
    assert link_for(office, link) is None
    with pytest.raises(NotAllowedError, match="too old"):
        sign_in(office, link)


def test_a_link_that_an_administrator_made_works_once_somebody_else_vouched(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    chief = net.person("RS", "chief", Role.SUPERVISOR)
    link = invite_other(office, admin, "petra")
    with pytest.raises(NotAllowedError, match="vouch"):
        sign_in(office, link)
    vouch(office, chief, "petra")
    assert signed_in(office, sign_in(office, link))
    assert logged(net, officer) == ["link", "vouched", "login"]


def test_nobody_vouches_alone_or_for_oneself(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    invite_other(office, admin, "petra")
    with pytest.raises(NotAllowedError, match="four eyes"):
        vouch(office, admin, "petra")
    with pytest.raises(NotAllowedError, match="needs the role"):
        vouch(office, officer, "petra")
    with pytest.raises(NotAllowedError, match="by oneself"):
        invite_other(office, admin, "admin")
    with pytest.raises(NotAllowedError, match="needs the role"):
        invite_other(office, officer, "admin")


def test_who_is_vouched_for_is_somebody_else(net: Network) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    chief = net.person("RS", "chief", Role.SUPERVISOR)
    invite_other(office, admin, "chief")
    with pytest.raises(NotAllowedError, match="four eyes"):
        vouch(office, chief, "chief")


def test_a_second_link_takes_the_place_of_the_first(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    first, second = invite_other(office, admin, officer.name), invite_other(office, admin, officer.name)
    vouch(office, net.person("RS", "chief", Role.SUPERVISOR), officer.name)
    assert link_for(office, first) is None
    assert link_for(office, second) == officer


def test_a_link_for_somebody_else_waits_for_a_day(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    link = invite_other(office, admin, officer.name)
    net.clock.advance(HANDED_LIFE)
    with pytest.raises(ConflictError, match="no link for petra waits"):
        vouch(office, net.person("RS", "chief", Role.SUPERVISOR), officer.name)
    with pytest.raises(NotAllowedError, match="too old"):
        sign_in(office, link)


def test_there_is_no_link_for_nobody(net: Network, officer: Account) -> None:
    office, admin = net.offices["RS"], net.person("RS", "admin", Role.ADMINISTRATOR)
    for name in ("ghost", ""):
        with pytest.raises(NotFoundError):
            invite_other(office, admin, name)
    office.store.write(lambda tx: tx.accounts.set_active(officer.id, active=False))
    with pytest.raises(NotFoundError):
        invite_other(office, admin, officer.name)
