"""The people of a node."""

import pytest
from tests.twins.network import network

from egnatia.casework.accounts import (
    Newcomer,
    acting,
    close_account,
    found_accounts,
    open_account,
)
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, Role
from egnatia.model.errors import ParseError

ADMINISTRATOR = Newcomer(name="root", roles=frozenset({Role.ADMINISTRATOR}), uid=0)


@pytest.fixture
def office() -> Office:
    """Return a fresh node without people."""
    return network("MK").offices["MK"]


@pytest.fixture
def admin(office: Office) -> Account:
    """Return the node's first account."""
    return found_accounts(office, ADMINISTRATOR)


def officer(name: str = "ana", uid: int | None = 1001) -> Newcomer:
    """Return an officer to be."""
    return Newcomer(name=name, roles=frozenset({Role.OFFICER}), uid=uid)


def test_the_first_account_is_an_administrators_and_there_is_only_one_first(office: Office, admin: Account) -> None:
    assert acting(office, 0, None) == admin
    with pytest.raises(ConflictError, match="already"):
        found_accounts(office, ADMINISTRATOR)


def test_the_first_account_has_no_other_role(office: Office) -> None:
    with pytest.raises(ConflictError, match="administrator"):
        found_accounts(office, officer())


def test_a_user_of_the_system_acts_as_the_account_bound_to_it(office: Office, admin: Account) -> None:
    ana = open_account(office, admin, officer())
    assert acting(office, 1001, None) == ana
    with pytest.raises(NotAllowedError, match="1002"):
        acting(office, 1002, None)
    with pytest.raises(NotAllowedError, match="root"):
        acting(office, 1001, "root")


def test_one_user_of_the_system_is_one_person(office: Office, admin: Account) -> None:
    open_account(office, admin, officer())
    with pytest.raises(ConflictError, match="four eyes"):
        open_account(office, admin, officer("bora"))


def test_on_a_demonstration_node_a_user_says_as_whom(office: Office, admin: Account) -> None:
    open_account(office, admin, officer())
    bora = open_account(office, admin, officer("bora"), rehearsal=True)
    assert acting(office, 1001, "bora") == bora
    with pytest.raises(NotAllowedError, match="ana, bora"):
        acting(office, 1001, None)


def test_a_closed_account_acts_no_more(office: Office, admin: Account) -> None:
    open_account(office, admin, officer())
    close_account(office, admin, "ana")
    with pytest.raises(NotAllowedError):
        acting(office, 1001, None)


def test_nobody_closes_the_own_account_or_one_that_is_not_there(office: Office, admin: Account) -> None:
    with pytest.raises(NotAllowedError, match="own"):
        close_account(office, admin, "root")
    with pytest.raises(NotFoundError, match="nobody"):
        close_account(office, admin, "nobody")


def test_only_an_administrator_opens_accounts(office: Office, admin: Account) -> None:
    ana = open_account(office, admin, officer())
    with pytest.raises(NotAllowedError, match="administrator"):
        open_account(office, ana, officer("bora", 1002))


@pytest.mark.parametrize(
    ("newcomer", "error"),
    [
        (Newcomer(name="Ana Anić", roles=frozenset({Role.OFFICER})), ParseError),
        (Newcomer(name="ana", roles=frozenset()), ConflictError),
        (Newcomer(name="ana", roles=frozenset({Role.OVERSIGHT, Role.OFFICER})), ConflictError),
        (Newcomer(name="ana", roles=frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})), ConflictError),
        (Newcomer(name="root", roles=frozenset({Role.OFFICER})), ConflictError),
    ],
)
def test_accounts_that_cannot_be(office: Office, admin: Account, newcomer: Newcomer, error: type[Exception]) -> None:
    with pytest.raises(error):
        open_account(office, admin, newcomer)


def test_the_last_one_besides_who_could_grant_roles_is_not_closed(office: Office, admin: Account) -> None:
    open_account(office, admin, Newcomer(name="chief", roles=frozenset({Role.SUPERVISOR})))
    with pytest.raises(ConflictError, match="without chief nobody could grant roles"):
        close_account(office, admin, "chief")
    open_account(office, admin, Newcomer(name="dpo", roles=frozenset({Role.OVERSIGHT})), rehearsal=True)
    close_account(office, admin, "chief")
