"""By what people prove who they are: passkeys, and identities elsewhere."""

from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import CREDENTIAL
from egnatia.casework.credentials import Credential, Means
from egnatia.model.identity import AccountId

_CHANGING = ("name", "used_at", "ended_at", "suspected_at", "detail")
_ADD = Prepared(insert(CREDENTIAL))
_GET = Prepared(select(CREDENTIAL).where(CREDENTIAL.c.id == bindparam("of_id")))
_OF = Prepared(
    select(CREDENTIAL)
    .where(CREDENTIAL.c.account == bindparam("of_account"), CREDENTIAL.c.ended_at.is_(None))
    .order_by(CREDENTIAL.c.no)
)
_SUSPECTED = Prepared(select(CREDENTIAL).where(CREDENTIAL.c.suspected_at.is_not(None)).order_by(CREDENTIAL.c.no))
_PUT = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("of_id"))
    .values({name: bindparam(f"new_{name}", type_=CREDENTIAL.c[name].type) for name in _CHANGING})
)


class SqlCredentials:
    """The table `credential`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, credential: Credential) -> None:
        """Keep a new credential."""
        plain = {"id": credential.id, "account": credential.account, "means": credential.means.value}
        _ADD.run(self._connection, **plain, added_at=credential.added_at, **_changing(credential))

    def get(self, credential: str) -> Credential | None:
        """Return one credential, ended or not."""
        row = _GET.one(self._connection, of_id=credential)
        return None if row is None else _row(row)

    def of(self, account: AccountId) -> tuple[Credential, ...]:
        """Return those of an account that have not ended, oldest first."""
        return tuple(map(_row, _OF.all(self._connection, of_account=account)))

    def suspected(self) -> tuple[Credential, ...]:
        """Return all that ever counted backwards, oldest first."""
        return tuple(map(_row, _SUSPECTED.all(self._connection)))

    def put(self, credential: Credential) -> None:
        """Replace what is kept of a credential.

        Raises:
            StoreError: there is no such credential.
        """
        new = {f"new_{name}": value for name, value in _changing(credential).items()}
        if _PUT.run(self._connection, of_id=credential.id, **new) != 1:
            raise StoreError(f"there is no credential {credential.id}")


def _changing(credential: Credential) -> dict[str, Any]:
    return {
        "name": credential.name,
        "used_at": credential.used_at,
        "ended_at": credential.ended_at,
        "suspected_at": credential.suspected_at,
        "detail": to_text(dict(credential.detail)),
    }


def _row(row: AnyRow) -> Credential:
    return read_row(
        f"credential {row.id}",
        lambda: Credential(
            id=row.id,
            account=AccountId(row.account),
            means=Means(row.means),
            name=row.name,
            added_at=row.added_at,
            used_at=row.used_at,
            ended_at=row.ended_at,
            suspected_at=row.suspected_at,
            detail=from_text(row.detail),
        ),
    )
