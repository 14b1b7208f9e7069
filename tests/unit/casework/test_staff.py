"""Accounts that are looked for by name."""

import pytest
from tests.twins.network import network

from egnatia.casework.accounts import Newcomer, close_account, found_accounts, open_account
from egnatia.casework.errors import NotFoundError
from egnatia.casework.rows import Role
from egnatia.casework.staff import find_open


def test_an_open_account_is_found_by_its_name_and_a_closed_one_is_not() -> None:
    office = network("RS").offices["RS"]
    admin = found_accounts(office, Newcomer(name="root", roles=frozenset({Role.ADMINISTRATOR})))
    ana = open_account(office, admin, Newcomer(name="ana", roles=frozenset({Role.OFFICER})))
    assert office.store.read(lambda tx: find_open(tx.accounts, "ana")) == ana
    close_account(office, admin, "ana")
    with pytest.raises(NotFoundError, match="no open account ana"):
        office.store.read(lambda tx: find_open(tx.accounts, "ana"))
    with pytest.raises(NotFoundError, match="no open account bora"):
        office.store.read(lambda tx: find_open(tx.accounts, "bora"))
