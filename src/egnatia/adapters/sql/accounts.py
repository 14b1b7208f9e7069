"""The people of the node."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import read_row
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import ACCOUNT
from egnatia.casework.rows import Account, Role
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.identity import AccountId

_ADD = Prepared(insert(ACCOUNT))
_GET = Prepared(select(ACCOUNT).where(ACCOUNT.c.id == bindparam("of_id")))
_NAMED = Prepared(select(ACCOUNT).where(ACCOUNT.c.name == bindparam("of_name")))
_BOUND = Prepared(
    select(ACCOUNT).where(ACCOUNT.c.uid == bindparam("of_uid"), ACCOUNT.c.active).order_by(ACCOUNT.c.name)
)
_LIST = Prepared(select(ACCOUNT).order_by(ACCOUNT.c.name))
_SET_ACTIVE = Prepared(update(ACCOUNT).where(ACCOUNT.c.id == bindparam("of_id")).values(active=bindparam("is_active")))

_SET_ROLES = Prepared(
    update(ACCOUNT)
    .where(ACCOUNT.c.id == bindparam("of_id"))
    .values(roles=bindparam("new_roles"), purposes=bindparam("new_purposes"))
)


class SqlAccounts:
    """The table `account`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, account: Account) -> None:
        """Keep a new account."""
        _ADD.run(self._connection, **_plain(account))

    def get(self, account: AccountId) -> Account | None:
        """Return one account."""
        row = _GET.one(self._connection, of_id=account)
        return None if row is None else _row(row)

    def named(self, name: str) -> Account | None:
        """Return the account of that login name."""
        row = _NAMED.one(self._connection, of_name=name)
        return None if row is None else _row(row)

    def bound(self, uid: int) -> tuple[Account, ...]:
        """Return the active accounts that a user of the operating system may use."""
        return tuple(map(_row, _BOUND.all(self._connection, of_uid=uid)))

    def list(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        return tuple(map(_row, _LIST.all(self._connection)))

    def set_active(self, account: AccountId, *, active: bool) -> None:
        """Open or close an account.

        Raises:
            StoreError: there is no such account.
        """
        if _SET_ACTIVE.run(self._connection, of_id=account, is_active=active) != 1:
            raise StoreError(f"there is no account {account}")

    def set_roles(self, account: Account) -> None:
        """Give an account other roles and purposes.

        Raises:
            StoreError: there is no such account.
        """
        plain = _plain(account)
        given = {"new_roles": plain["roles"], "new_purposes": plain["purposes"]}
        if _SET_ROLES.run(self._connection, of_id=account.id, **given) != 1:
            raise StoreError(f"there is no account {account.id}")


def _plain(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "roles": " ".join(sorted(account.roles)),
        "purposes": " ".join(sorted(account.purposes)),
        "uid": account.uid,
        "active": account.active,
        "desks": " ".join(sorted(account.desks)),
    }


def _row(row: AnyRow) -> Account:
    return read_row(
        f"account {row.id}",
        lambda: Account(
            id=row.id,
            name=row.name,
            roles=frozenset(map(Role, row.roles.split())),
            purposes=frozenset(map(Purpose, row.purposes.split())),
            uid=row.uid,
            active=row.active,
            desks=frozenset(map(Desk, (row.desks or "").split())),
        ),
    )
