"""The port to the people of a node; a part of a `ports.Transaction`."""

from typing import Protocol

from egnatia.casework.errors import NotFoundError
from egnatia.casework.rows import Account
from egnatia.model.identity import AccountId


class Accounts(Protocol):
    """The people of this node."""

    def add(self, account: Account) -> None:
        """Keep a new account."""
        ...

    def get(self, account: AccountId) -> Account | None:
        """Return one account."""
        ...

    def named(self, name: str) -> Account | None:
        """Return the account of that login name."""
        ...

    def bound(self, uid: int) -> tuple[Account, ...]:
        """Return the active accounts that a user of the operating system may use."""
        ...

    def list(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        ...

    def set_active(self, account: AccountId, *, active: bool) -> None:
        """Open or close an account."""
        ...

    def set_roles(self, account: Account) -> None:
        """Give an account other roles and purposes."""
        ...


def find_open(accounts: Accounts, name: str) -> Account:
    """Return the open account of that login name.

    Raises:
        NotFoundError: there is none.
    """
    account = accounts.named(name)
    if account is None or not account.active:
        raise NotFoundError(f"no open account {name}")
    return account
