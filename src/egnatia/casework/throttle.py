"""Failing to sign in, too often: whoever guesses is stopped for a while, by account and by address."""

from datetime import timedelta
from typing import Final

from egnatia.casework.errors import NotAllowedError
from egnatia.casework.login import Issue, issue, log_account
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.tickets import Sort, digest_of
from egnatia.model.identity import AccountId

#: So many failures within that time are let pass (OWASP ASVS 5.0, 6.3.1).
MOST: Final = 10
WINDOW: Final = timedelta(minutes=15)


class TooManyError(NotAllowedError):
    """Too many tries failed; says for how long nothing is tried."""

    def __init__(self, wait: timedelta) -> None:
        """Remember how long."""
        super().__init__("signing in failed too often here")
        self.wait = wait


def by_address(address: str) -> str:
    """Return under what failures from an address are counted; the address itself is not kept."""
    return digest_of(f"address {address}")


def check_pace(office: Office, holder: str) -> None:
    """Let somebody try to sign in.

    Args:
        office: of this node.
        holder: an account, or what `by_address` returns.

    Raises:
        TooManyError: too many tries failed lately.
    """
    now = office.clock.now()
    failed = office.store.read(lambda tx: tx.tickets.of(Sort.FAILURE, holder, now))
    if len(failed) >= MOST:
        raise TooManyError(failed[MOST - 1].until - now)


def note_failure(office: Office, holder: str, account: AccountId | None = None) -> None:
    """Count a try that failed; the one that is the last for a while is logged, if it is known whose account it was.

    Args:
        office: of this node.
        holder: an account, or what `by_address` returns.
        account: whose it was.
    """
    _, ticket = issue(office, Issue(sort=Sort.FAILURE, holder=holder, life=WINDOW))

    def work(tx: Transaction) -> None:
        tx.tickets.add(ticket)
        if account and len(tx.tickets.of(Sort.FAILURE, holder, ticket.begun_at)) == MOST:
            log_account(office, tx, account, account, "login_throttled")

    office.store.write(work)
