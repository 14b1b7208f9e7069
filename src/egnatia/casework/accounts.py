"""The people of a node: accounts, opened and closed by an administrator, each bound to one user of the system."""

import re
from dataclasses import dataclass, replace

from egnatia.casework.charter import narrowed
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.granting import Standing, check_roles, check_somebody_grants, is_alone, propose
from egnatia.casework.login import end_all
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Role
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act, Entry
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.errors import ParseError
from egnatia.model.identity import AccountId

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """The account that is to be opened."""

    name: str
    roles: frozenset[Role]
    purposes: frozenset[Purpose] = frozenset(Purpose)
    uid: int | None = None
    desks: frozenset[Desk] = frozenset()  #: At which the person works with messages; none: at every desk.


def found_accounts(office: Office, administrator: Newcomer) -> Account:
    """Open the first account of a fresh node, an administrator's.

    Raises:
        ConflictError: the node has accounts already, or the newcomer is no administrator.
        ParseError: the name is not lawful.
    """
    if administrator.roles != {Role.ADMINISTRATOR}:
        raise ConflictError("the first account is an administrator's, and nothing else")
    account = _account(office, administrator)

    def work(tx: Transaction) -> Account:
        if tx.accounts.list():
            raise ConflictError("the node has accounts already")
        tx.accounts.add(account)
        tx.ledger.append([_note(office, account.id, account, "opened")])
        return account

    return office.store.write(work)


def open_account(office: Office, actor: Account, newcomer: Newcomer, *, rehearsal: bool = False) -> Account:
    """Open an account; it has its roles and purposes once somebody else grants them (ADR 0104).

    Args:
        office: of this node.
        actor: an administrator.
        newcomer: name, roles, purposes, and the system's user to bind it to.
        rehearsal: one user of the system is several people, and the administrator gives roles alone: on demonstration
            nodes only, as it undoes four eyes.

    Returns:
        The account as it is now: without roles, if they wait to be granted.

    Raises:
        NotAllowedError: the person is no administrator.
        ConflictError: the name is taken, the system's user has an account, or the roles exclude one another.
        ParseError: the name is not lawful.
    """
    require(actor, Right.ADMINISTER)
    account = _account(office, newcomer)

    def work(tx: Transaction) -> Account:
        if tx.accounts.named(account.name):
            raise ConflictError(f"there is an account {account.name} already")
        if account.uid is not None and not rehearsal and tx.accounts.bound(account.uid):
            raise ConflictError(f"the system's user {account.uid} has an account already (four eyes)")
        at_once = rehearsal or is_alone(tx, actor)
        opened = account if at_once else replace(account, roles=frozenset(), purposes=frozenset())
        tx.accounts.add(opened)
        tx.ledger.append([_note(office, actor.id, opened, "opened")])
        if not at_once:
            propose(office, tx, actor, opened, Standing(roles=newcomer.roles, purposes=newcomer.purposes))
        return opened

    return office.store.write(work)


def close_account(office: Office, actor: Account, name: str) -> None:
    """Close an account; what it did stays on record.

    Raises:
        NotAllowedError: the person is no administrator, or would close the own account.
        NotFoundError: there is no such account.
        ConflictError: nobody else could grant roles any more.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> None:
        account = tx.accounts.named(name)
        if account is None:
            raise NotFoundError(f"no account {name}")
        if account.id == actor.id:
            raise NotAllowedError("nobody closes the own account")
        check_somebody_grants(tx, actor, replace(account, active=False))
        tx.accounts.set_active(account.id, active=False)
        end_all(office, tx, account.id)
        tx.ledger.append([_note(office, actor.id, account, "closed")])

    office.store.write(work)


def list_accounts(office: Office, actor: Account) -> tuple[Account, ...]:
    """Return all accounts, by name.

    Raises:
        NotAllowedError: the person is no administrator.
    """
    require(actor, Right.ADMINISTER)
    return office.store.read(lambda tx: tx.accounts.list())


def acting(office: Office, uid: int, name: str | None) -> Account:
    """Return the account that a user of the system acts as.

    Args:
        office: of this node.
        uid: of the process at the other end of the Unix socket.
        name: which of several; None if there is only one.

    Raises:
        NotAllowedError: no active account is bound to this user, or several are and none is named.
    """
    bound = office.store.read(lambda tx: tx.accounts.bound(uid))
    chosen = [account for account in bound if name in (None, account.name)]
    if not chosen:
        raise NotAllowedError(f"the system's user {uid} may not act as {name or 'anybody'} here")
    if len(chosen) > 1:
        raise NotAllowedError(f"say as whom: {', '.join(account.name for account in chosen)}")
    return narrowed(chosen[0], office.charter)


def check_account_name(name: str) -> None:
    """Refuse what cannot be the name of an account.

    Raises:
        ParseError: says what a name is made of.
    """
    if not _NAME.fullmatch(name):
        raise ParseError("name", "not an account name (lower case letters, digits, . _ -)")


def _account(office: Office, newcomer: Newcomer) -> Account:
    check_account_name(newcomer.name)
    check_roles(newcomer.roles)
    return Account(
        id=AccountId(office.randomness.hex128()),
        name=newcomer.name,
        roles=newcomer.roles,
        purposes=newcomer.purposes,
        uid=newcomer.uid,
        desks=newcomer.desks,
    )


def _note(office: Office, by: AccountId, account: Account, what: str) -> Entry:
    roles = ":".join(sorted(account.roles))
    return entry(office, Note(act=Act.ACCOUNT, by=by, about=(account.id,), detail={"what": what, "roles": roles}))
