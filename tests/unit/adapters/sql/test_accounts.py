"""The people of a node: by id, by login name, by the operating system's user."""

from dataclasses import replace

import pytest
from tests.unit.adapters.sql.samples import hex128, run

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, Role
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId

_MIRA = Account(
    id=AccountId(hex128(1)),
    name="mira",
    roles=frozenset({Role.OFFICER, Role.FORENSIC}),
    purposes=frozenset({Purpose.BORDER_CHECK, Purpose.MISSING_PERSON}),
    uid=1001,
)
_ANA = Account(id=AccountId(hex128(2)), name="ana", roles=frozenset(), purposes=frozenset(), uid=None)


def add(tx: Transaction, *accounts: Account) -> None:
    for account in accounts:
        tx.accounts.add(account)


def test_an_account_is_found_by_id_and_by_name(store: SqlStore) -> None:
    store.write(lambda tx: add(tx, _MIRA, _ANA))
    assert store.read(lambda tx: tx.accounts.get(_MIRA.id)) == _MIRA
    assert store.read(lambda tx: tx.accounts.named("ana")) == _ANA


def test_nobody_of_that_id_or_name_is_none(store: SqlStore) -> None:
    assert store.read(lambda tx: (tx.accounts.get(_MIRA.id), tx.accounts.named("mira"))) == (None, None)


def test_accounts_are_listed_by_name(store: SqlStore) -> None:
    store.write(lambda tx: add(tx, _MIRA, _ANA))
    assert store.read(lambda tx: tx.accounts.list()) == (_ANA, _MIRA)


def test_a_user_of_the_system_may_use_the_open_accounts_bound_to_it(store: SqlStore) -> None:
    second = replace(_MIRA, id=AccountId(hex128(3)), name="mira-2")
    store.write(lambda tx: add(tx, _MIRA, _ANA, second))
    store.write(lambda tx: tx.accounts.set_active(_MIRA.id, active=False))
    assert store.read(lambda tx: tx.accounts.bound(1001)) == (second,)
    assert store.read(lambda tx: tx.accounts.bound(1002)) == ()
    assert store.read(lambda tx: tx.accounts.get(_MIRA.id)) == replace(_MIRA, active=False)


@pytest.mark.slow
def test_an_account_that_is_not_there_cannot_be_closed(store: SqlStore) -> None:
    with pytest.raises(StoreError, match=f"no account {_MIRA.id}"):
        store.write(lambda tx: tx.accounts.set_active(_MIRA.id, active=False))


def test_a_login_name_is_given_once(store: SqlStore) -> None:
    store.write(lambda tx: tx.accounts.add(_MIRA))
    with pytest.raises(StoreError, match="contradicts what is there"):
        store.write(lambda tx: tx.accounts.add(replace(_ANA, name="mira")))


def test_a_damaged_account_is_named(store: SqlStore) -> None:
    store.write(lambda tx: tx.accounts.add(_MIRA))
    store.write(lambda tx: run(tx, "UPDATE account SET roles = 'emperor'"))
    with pytest.raises(StoreError, match=f"account {_MIRA.id} is damaged"):
        store.read(lambda tx: tx.accounts.list())


def test_an_account_is_given_other_roles_and_purposes(store: SqlStore) -> None:
    changed = replace(_MIRA, roles=frozenset({Role.ANALYST}), purposes=frozenset())
    store.write(lambda tx: add(tx, _MIRA))
    store.write(lambda tx: tx.accounts.set_roles(changed))
    assert store.read(lambda tx: tx.accounts.get(_MIRA.id)) == changed
    with pytest.raises(StoreError, match="no account"):
        store.write(lambda tx: tx.accounts.set_roles(_ANA))
