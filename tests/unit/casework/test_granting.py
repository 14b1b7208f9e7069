"""Roles by two people: proposed by one, granted by another, exactly as proposed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network

from egnatia.casework.accounts import Newcomer, acting, close_account, found_accounts, open_account
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.granting import LIFE, Standing, change_account, grant, list_proposed
from egnatia.casework.links import invite, invite_other, link_for
from egnatia.casework.login import sessions, signed_in
from egnatia.casework.office import Office
from egnatia.casework.rights import Right, may
from egnatia.casework.rows import Account, Role
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose

OFFICER = Standing(roles=frozenset({Role.OFFICER}), purposes=frozenset({Purpose.MISSING_PERSON}))
ANALYST = Standing(roles=frozenset({Role.ANALYST}))
CHIEF = Newcomer(name="chief", roles=frozenset({Role.SUPERVISOR}), uid=1)
ANA = Newcomer(name="ana", roles=OFFICER.roles, purposes=OFFICER.purposes, uid=2)


@pytest.fixture
def net() -> Network:
    return network("MK")


@pytest.fixture
def office(net: Network) -> Office:
    return net.offices["MK"]


@pytest.fixture
def admin(office: Office) -> Account:
    return found_accounts(office, Newcomer(name="root", roles=frozenset({Role.ADMINISTRATOR}), uid=0))


@pytest.fixture
def chief(office: Office, admin: Account) -> Account:
    return open_account(office, admin, CHIEF)


def now(office: Office, name: str) -> Account:
    found = office.store.read(lambda tx: tx.accounts.named(name))
    assert found
    return found


def logged(office: Office, account: Account) -> list[tuple[str, str]]:
    trail = office.store.read(lambda tx: tx.ledger.trail(account.id, 99))
    return [
        (one.entry.detail["what"], one.entry.detail.get("roles", "")) for one in trail if one.entry.act is Act.ACCOUNT
    ]


def test_the_first_administrator_is_alone_until_somebody_else_could_grant(office: Office, admin: Account) -> None:
    bora = open_account(office, admin, Newcomer(name="bora", roles=frozenset({Role.OFFICER})))
    assert bora.roles == {Role.OFFICER}
    assert open_account(office, admin, CHIEF).roles == {Role.SUPERVISOR}
    assert open_account(office, admin, ANA).roles == frozenset()


def test_a_newcomer_may_nothing_before_somebody_else_granted_the_roles(
    office: Office, admin: Account, chief: Account
) -> None:
    open_account(office, admin, ANA)
    assert not [right for right in Right if may(acting(office, 2, None), right)]
    assert list_proposed(office, admin) == {"ana": OFFICER}
    ana = grant(office, chief, "ana", OFFICER)
    assert acting(office, 2, None) == ana
    assert (ana.roles, ana.purposes) == (OFFICER.roles, OFFICER.purposes)
    assert list_proposed(office, admin) == {}
    assert logged(office, ana) == [("opened", ""), ("proposed", "officer"), ("granted", "officer")]


def test_nobody_grants_the_own_proposal_or_to_oneself(office: Office, admin: Account, chief: Account) -> None:
    open_account(office, admin, ANA)
    with pytest.raises(NotAllowedError, match="four eyes"):
        grant(office, admin, "ana", OFFICER)
    wanted = Standing(roles=frozenset({Role.SUPERVISOR, Role.ANALYST}))
    change_account(office, admin, "chief", wanted)
    with pytest.raises(NotAllowedError, match="four eyes"):
        grant(office, chief, "chief", wanted)
    with pytest.raises(NotAllowedError, match="may not vouch"):
        grant(office, replace(now(office, "ana"), roles=frozenset({Role.OFFICER})), "ana", OFFICER)


def test_only_what_was_proposed_is_granted(office: Office, admin: Account, chief: Account) -> None:
    open_account(office, admin, ANA)
    for other in (ANALYST, replace(OFFICER, purposes=frozenset(Purpose)), replace(OFFICER, roles=ANALYST.roles)):
        with pytest.raises(ConflictError, match="officer, for missing_person"):
            grant(office, chief, "ana", other)
    change_account(office, admin, "ana", ANALYST)  # takes the place of the first
    with pytest.raises(ConflictError, match="analyst, for all purposes"):
        grant(office, chief, "ana", OFFICER)
    assert grant(office, chief, "ana", ANALYST).roles == {Role.ANALYST}
    with pytest.raises(ConflictError, match="no roles for ana wait"):
        grant(office, chief, "ana", ANALYST)


def test_what_only_takes_away_holds_at_once_and_what_adds_waits(office: Office, admin: Account, chief: Account) -> None:
    both = Standing(roles=frozenset({Role.OFFICER, Role.ANALYST}))
    open_account(office, admin, ANA)
    change_account(office, admin, "ana", both)
    grant(office, chief, "ana", both)
    less = replace(both, purposes=frozenset({Purpose.BORDER_CHECK}))
    assert change_account(office, admin, "ana", less).purposes == less.purposes
    assert change_account(office, admin, "ana", replace(less, roles=ANALYST.roles)).roles == ANALYST.roles
    assert change_account(office, admin, "ana", both).roles == ANALYST.roles
    assert list_proposed(office, admin) == {"ana": both}


def test_whoever_is_granted_other_roles_signs_in_anew_and_a_newcomers_link_waits(
    office: Office, admin: Account, chief: Account
) -> None:
    ana = open_account(office, admin, ANA)
    link = invite_other(office, admin, "ana")
    ana = grant(office, chief, "ana", OFFICER)
    assert link_for(office, link) == ana
    own = invite(office, ana)
    change_account(office, admin, "ana", ANALYST)
    assert link_for(office, own)
    grant(office, chief, "ana", ANALYST)
    assert link_for(office, own) is None
    assert signed_in(office, own) is None
    assert sessions(office, ana.id) == ()


def test_a_proposal_lapses_and_ends_with_its_administrator(
    net: Network, office: Office, admin: Account, chief: Account
) -> None:
    second = net.person("MK", "second", Role.ADMINISTRATOR)
    open_account(office, second, ANA)
    close_account(office, admin, "second")
    with pytest.raises(ConflictError, match="no administrator any more"):
        grant(office, chief, "ana", OFFICER)
    change_account(office, admin, "ana", OFFICER)
    net.clock.advance(LIFE - timedelta(seconds=1))
    assert list_proposed(office, admin)
    net.clock.advance(timedelta(seconds=1))
    with pytest.raises(ConflictError, match="no roles for ana wait"):
        grant(office, chief, "ana", OFFICER)


def test_nobody_gets_alone_again_by_closing_the_others(net: Network, office: Office, admin: Account) -> None:
    open_account(office, admin, CHIEF)
    dpo = net.person("MK", "dpo", Role.OVERSIGHT)
    close_account(office, admin, "chief")
    with pytest.raises(ConflictError, match="nobody could grant"):
        close_account(office, admin, "dpo")
    assert open_account(office, admin, ANA).roles == frozenset()
    assert grant(office, dpo, "ana", OFFICER).roles == OFFICER.roles


def test_the_last_one_who_could_grant_keeps_a_role_that_does(office: Office, admin: Account) -> None:
    open_account(office, admin, CHIEF)
    wide = Standing(roles=frozenset({Role.SUPERVISOR, Role.OFFICER}))
    open_account(office, admin, Newcomer(name="dpo", roles=frozenset({Role.OVERSIGHT})), rehearsal=True)
    change_account(office, admin, "chief", wide)
    dpo = now(office, "dpo")
    grant(office, dpo, "chief", wide)
    close_account(office, admin, "dpo")
    with pytest.raises(ConflictError, match="nobody could grant"):
        change_account(office, admin, "chief", replace(wide, roles=frozenset({Role.OFFICER})))


def test_roles_are_for_open_accounts_of_others(office: Office, admin: Account, chief: Account) -> None:
    with pytest.raises(NotAllowedError, match="own account"):
        change_account(office, admin, "root", ANALYST)
    with pytest.raises(NotFoundError):
        change_account(office, admin, "nobody", ANALYST)
    with pytest.raises(ConflictError, match="exclude"):
        change_account(office, admin, "chief", Standing(roles=frozenset({Role.OVERSIGHT, Role.OFFICER})))
    with pytest.raises(NotAllowedError, match="may not manage accounts"):
        change_account(office, chief, "root", ANALYST)
    open_account(office, admin, ANA)
    close_account(office, admin, "ana")
    with pytest.raises(NotFoundError):
        change_account(office, admin, "ana", ANALYST)
    with pytest.raises(NotFoundError):
        grant(office, chief, "ana", OFFICER)
    assert list_proposed(office, admin) == {}
