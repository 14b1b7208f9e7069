"""Links by which a person signs in at the desk, once: one's own, and one that an administrator hands over.

Whoever could make a link for another alone could be anybody: a second person vouches for it before it works.
"""

from datetime import timedelta
from typing import Final

from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.login import GONE, Arrival, Issue, enter, issue, log_account
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.staff import find_open
from egnatia.casework.tickets import Sort, Ticket, digest_of
from egnatia.model.identity import AccountId

#: How long a link waits to be used; and one that somebody else made, and that has to be handed over.
LINK_LIFE: Final = timedelta(minutes=15)
HANDED_LIFE: Final = timedelta(hours=24)


def invite(office: Office, actor: Account, life: timedelta = LINK_LIFE) -> str:
    """Make a link by which a person signs in at the desk, once: for oneself.

    Returns:
        The secret of the link: whoever has it is that person, once.

    Raises:
        NotAllowedError: the account is closed.
    """
    if not actor.active:
        raise NotAllowedError(f"the account {actor.name} is closed")
    secret, ticket = issue(office, Issue(sort=Sort.LINK, holder=actor.id, life=life))
    office.store.write(lambda tx: _keep(office, tx, ticket, actor.id))
    return secret


def invite_other(office: Office, actor: Account, name: str) -> str:
    """Make a link for somebody else, such as a newcomer or one who lost a key; it works once somebody else vouched.

    An administrator who could do this alone could be anybody, and four eyes would be two.

    Returns:
        The secret of the link.

    Raises:
        NotAllowedError: the person is no administrator, or means the own account.
        NotFoundError: there is no such open account.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> str:
        account = find_open(tx.accounts, name)
        if account.id == actor.id:
            raise NotAllowedError("a link for the own account is made by oneself: `egnatia user link`")
        for waiting in tx.tickets.of(Sort.LINK, account.id, office.clock.now()):
            tx.tickets.drop(waiting.digest)
        wanted = Issue(sort=Sort.LINK, holder=account.id, life=HANDED_LIFE, detail={"made_by": actor.id})
        secret, ticket = issue(office, wanted)
        _keep(office, tx, ticket, actor.id)
        return secret

    return office.store.write(work)


def vouch(office: Office, actor: Account, name: str) -> None:
    """Vouch that a link which an administrator made is for the person whose account it is; only then it works.

    Raises:
        NotAllowedError: the person may not vouch, made the link, or is the one for whom it is (four eyes).
        NotFoundError: there is no such open account.
        ConflictError: no link waits for it.
    """
    require(actor, Right.VOUCH)

    def work(tx: Transaction) -> None:
        account = find_open(tx.accounts, name)
        waiting = [one for one in tx.tickets.of(Sort.LINK, account.id, office.clock.now()) if _waits(one)]
        if not waiting:
            raise ConflictError(f"no link for {name} waits for somebody who vouches")
        if actor.id in (account.id, waiting[0].detail["made_by"]):
            raise NotAllowedError(f"somebody else than {actor.name} must vouch for this link (four eyes)")
        tx.tickets.put_detail(waiting[0].digest, {**waiting[0].detail, "vouched_by": actor.id})
        log_account(office, tx, actor.id, account.id, "vouched")

    office.store.write(work)


def link_for(office: Office, secret: str) -> Account | None:
    """Say whom a link would sign in; it stays unused."""

    def work(tx: Transaction) -> Account | None:
        ticket = tx.tickets.get(digest_of(secret))
        return tx.accounts.get(AccountId(ticket.holder)) if ticket and _is_open(office, ticket) else None

    return office.store.read(work)


def sign_in(office: Office, secret: str, where: str = "") -> str:
    """Use a link up; returns the secret of the session.

    Raises:
        NotAllowedError: the link was used, is too old, waits for somebody who vouches, or never was one; or the
            account is closed.
    """

    def work(tx: Transaction) -> str:
        ticket = tx.tickets.get(digest_of(secret))
        if ticket is None or not _is_open(office, ticket) or not tx.tickets.drop(ticket.digest):
            raise NotAllowedError(GONE)
        if _waits(ticket):
            raise NotAllowedError("somebody else must vouch for this link before it works: egnatia user vouch")
        return enter(office, tx, AccountId(ticket.holder), Arrival(where=where))

    return office.store.write(work)


def _keep(office: Office, tx: Transaction, ticket: Ticket, by: AccountId) -> None:
    tx.tickets.add(ticket)
    log_account(office, tx, by, AccountId(ticket.holder), "link")


def _is_open(office: Office, ticket: Ticket) -> bool:
    return ticket.sort is Sort.LINK and ticket.until > office.clock.now()


def _waits(ticket: Ticket) -> bool:
    return "made_by" in ticket.detail and "vouched_by" not in ticket.detail
