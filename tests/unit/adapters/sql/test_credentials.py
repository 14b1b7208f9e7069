"""By what people prove who they are: kept, changed, and never forgotten."""

from dataclasses import replace

import pytest
from tests.twins.clock import NOON
from tests.unit.adapters.sql.samples import hex128

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.credentials import Credential, Means
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, Role
from egnatia.model.identity import AccountId

PETRA = Account(id=AccountId(hex128(1)), name="petra", roles=frozenset({Role.OFFICER}), purposes=frozenset(), uid=None)
BLUE = Credential(id="Ym-x_1", account=PETRA.id, means=Means.PASSKEY, name="blue", added_at=NOON, detail={"count": "0"})
THERE = Credential(id="f" * 64, account=PETRA.id, means=Means.IDENTITY, name="the Ministry", added_at=NOON)


def _keep(tx: Transaction) -> None:
    tx.accounts.add(PETRA)
    tx.credentials.add(BLUE)
    tx.credentials.add(THERE)


def test_credentials_come_oldest_first_and_ended_ones_not_at_all(store: SqlStore) -> None:
    store.write(_keep)
    assert store.read(lambda tx: tx.credentials.of(PETRA.id)) == (BLUE, THERE)
    ended = replace(BLUE, ended_at=NOON)
    store.write(lambda tx: tx.credentials.put(ended))
    assert store.read(lambda tx: tx.credentials.of(PETRA.id)) == (THERE,)
    assert store.read(lambda tx: tx.credentials.get(BLUE.id)) == ended


def test_what_changes_of_a_credential_is_kept(store: SqlStore) -> None:
    store.write(_keep)
    changed = replace(BLUE, name="«ć»", used_at=NOON, suspected_at=NOON, detail={"count": "7"})
    store.write(lambda tx: tx.credentials.put(changed))
    assert store.read(lambda tx: tx.credentials.get(BLUE.id)) == changed
    assert store.read(lambda tx: tx.credentials.suspected()) == (changed,)
    assert not changed.works


def test_what_is_not_there_is_not_changed(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.credentials.get("x")) is None
    with pytest.raises(StoreError, match="no credential"):
        store.write(lambda tx: tx.credentials.put(BLUE))
