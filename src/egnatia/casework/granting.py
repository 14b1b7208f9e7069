"""Roles by two people: an administrator proposes what an account is to be, somebody else grants it (ADR 0104).

Whoever could give roles alone could act as anybody, and every other pair of eyes would be one. What only takes away
holds at once. On a fresh node the first administrator is alone until the first account that could grant is there.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.login import Issue, end_all, issue, log_account
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require, rights_of
from egnatia.casework.rows import Account, Role
from egnatia.casework.staff import find_open
from egnatia.casework.tickets import Sort, Ticket
from egnatia.model.caveat import Purpose
from egnatia.model.identity import AccountId

#: What nobody granted within this time is proposed anew.
LIFE: Final = timedelta(days=14)
#: Roles that watch the others, or run the machine, and therefore do no casework.
_APART = frozenset({Role.OVERSIGHT, Role.INSPECTOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an account is to be from now on."""

    roles: frozenset[Role]
    purposes: frozenset[Purpose] = frozenset(Purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an administrator proposed for an account, and nobody granted yet."""

    standing: Standing
    ticket: Ticket

    @property
    def by(self) -> AccountId:
        """Who proposed it."""
        return AccountId(self.ticket.detail["made_by"])


def check_roles(roles: frozenset[Role]) -> None:
    """Refuse roles that nobody can have.

    Raises:
        ConflictError: there is none, or they exclude one another.
    """
    if not roles:
        raise ConflictError("an account has a role")
    if roles & _APART and len(roles) > 1:
        raise ConflictError("oversight, inspection and administration exclude every other role")


def is_alone(tx: Transaction, actor: Account) -> bool:
    """Tell whether nobody else here could ever have granted roles: so it is on a fresh node, and never again."""
    return not any(_grants(one) for one in tx.accounts.list() if one.id != actor.id)


def check_somebody_grants(tx: Transaction, actor: Account, changed: Account) -> None:
    """Refuse to close or reduce the last account, beside the actor's, that could grant roles.

    Raises:
        ConflictError: nobody would be left.
    """
    others = [one for one in tx.accounts.list() if one.id != actor.id and one.active and _grants(one)]
    if [one.id for one in others] == [changed.id] and not (changed.active and _grants(changed)):
        raise ConflictError(
            f"without {changed.name} nobody could grant roles: open another account for supervision, oversight or "
            "administration first"
        )


def propose(office: Office, tx: Transaction, actor: Account, account: Account, standing: Standing) -> None:
    """Note what an account is to be; it takes the place of what was proposed before."""
    for earlier in tx.tickets.of(Sort.GRANT, account.id, office.clock.now()):
        tx.tickets.drop(earlier.digest)
    roles, purposes = " ".join(sorted(standing.roles)), " ".join(sorted(standing.purposes))
    detail = {"made_by": actor.id, "roles": roles, "purposes": purposes}
    _, ticket = issue(office, Issue(sort=Sort.GRANT, holder=account.id, life=LIFE, detail=detail))
    tx.tickets.add(ticket)
    log_account(office, tx, actor.id, account.id, "proposed", roles=roles.replace(" ", ":"))


def proposed(office: Office, tx: Transaction, account: Account) -> Proposal | None:
    """Return what waits to be granted to an account."""
    found = next(iter(tx.tickets.of(Sort.GRANT, account.id, office.clock.now())), None)
    if found is None:
        return None
    roles, purposes = (found.detail[name].split() for name in ("roles", "purposes"))
    return Proposal(
        standing=Standing(roles=frozenset(map(Role, roles)), purposes=frozenset(map(Purpose, purposes))), ticket=found
    )


def change_account(office: Office, actor: Account, name: str, standing: Standing) -> Account:
    """Give an account other roles and purposes: at once what only takes away, by a second person what adds anything.

    Returns:
        The account as it is now: as before, if somebody else has to grant the change.

    Raises:
        NotAllowedError: the person is no administrator, or means the own account.
        NotFoundError: there is no such open account.
        ConflictError: there is no role, the roles exclude one another, or nobody could grant roles any more.
    """
    require(actor, Right.ADMINISTER)
    check_roles(standing.roles)

    def work(tx: Transaction) -> Account:
        account = find_open(tx.accounts, name)
        if account.id == actor.id:
            raise NotAllowedError("nobody gives roles to the own account")
        adds = standing.roles - account.roles or standing.purposes - account.purposes
        if adds and not is_alone(tx, actor):
            propose(office, tx, actor, account, standing)
            return account
        changed = _changed(account, standing)
        check_somebody_grants(tx, actor, changed)
        _put(office, tx, account, changed)
        log_account(office, tx, actor.id, account.id, "changed", roles=":".join(sorted(changed.roles)))
        return changed

    return office.store.write(work)


def grant(office: Office, actor: Account, name: str, standing: Standing) -> Account:
    """Grant what an administrator proposed for somebody; whoever sits at a screen under the account signs in anew.

    Args:
        office: of this node.
        actor: somebody else than who proposed it, and than who gets it.
        name: of the account.
        standing: what is granted: exactly what was proposed, or nothing is.

    Raises:
        NotAllowedError: the person may not vouch, proposed it, or would get it (four eyes).
        NotFoundError: there is no such open account.
        ConflictError: nothing waits for it, something else than this, or who proposed it is no administrator now.
    """
    require(actor, Right.VOUCH)

    def work(tx: Transaction) -> Account:
        account = find_open(tx.accounts, name)
        found = proposed(office, tx, account)
        if found is None:
            raise ConflictError(f"no roles for {name} wait for somebody who grants them")
        _check_pair(tx, actor, account, found)
        if found.standing != standing:
            raise ConflictError(f"something else is proposed for {name}: {_told(found.standing)}")
        changed = _changed(account, standing)
        tx.tickets.drop(found.ticket.digest)
        _put(office, tx, account, changed)
        log_account(office, tx, actor.id, account.id, "granted", roles=":".join(sorted(changed.roles)))
        return changed

    return office.store.write(work)


def list_proposed(office: Office, actor: Account) -> dict[str, Standing]:
    """Return what waits to be granted, by the names of the accounts.

    Raises:
        NotAllowedError: the person is no administrator.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> dict[str, Standing]:
        found = ((one.name, proposed(office, tx, one)) for one in tx.accounts.list() if one.active)
        return {name: one.standing for name, one in found if one}

    return office.store.read(work)


def _check_pair(tx: Transaction, actor: Account, account: Account, found: Proposal) -> None:
    if actor.id in (account.id, found.by):
        raise NotAllowedError(f"somebody else than {actor.name} must grant these roles (four eyes)")
    proposer = tx.accounts.get(found.by)
    if proposer is None or not may(proposer, Right.ADMINISTER):
        raise ConflictError("who proposed these roles is no administrator any more: they are to be proposed anew")


def _put(office: Office, tx: Transaction, account: Account, changed: Account) -> None:
    tx.accounts.set_roles(changed)
    if account.roles:  # a newcomer's link, which waits perhaps, stays
        end_all(office, tx, account.id)


def _changed(account: Account, standing: Standing) -> Account:
    return replace(account, roles=standing.roles, purposes=standing.purposes)


def _grants(account: Account) -> bool:
    return any(Right.VOUCH in rights_of(role) for role in account.roles)


def _told(standing: Standing) -> str:
    purposes = "all purposes" if len(standing.purposes) == len(Purpose) else ", ".join(sorted(standing.purposes))
    return f"{', '.join(sorted(standing.roles))}, for {purposes}"
