"""What waits for a second person: links, identities and roles that an administrator made for others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from egnatia.casework.credentials import Means
from egnatia.casework.granting import Standing, proposed
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Role
from egnatia.casework.tickets import Sort
from egnatia.model.identity import AccountId


class What(StrEnum):
    """What a second person decides on."""

    LINK = "link"
    IDENTITY = "identity"
    ROLES = "roles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One link, identity or standing that counts only once somebody else said so."""

    name: str  #: Of the account.
    what: What
    made_by: AccountId
    at: datetime
    standing: Standing | None = None  #: That is proposed, of roles.
    now: frozenset[Role] = frozenset()  #: The roles that the account has.


def waiting(office: Office, actor: Account) -> tuple[Waiting, ...]:
    """Return what waits for a second person, by account; nobody's own, nor what the person made.

    Raises:
        NotAllowedError: the person may not vouch.
    """
    require(actor, Right.VOUCH)

    def work(tx: Transaction) -> tuple[Waiting, ...]:
        others = (account for account in tx.accounts.list() if account.active and account.id != actor.id)
        return tuple(one for account in others for one in _of(office, tx, account) if one.made_by != actor.id)

    return office.store.read(work)


def _of(office: Office, tx: Transaction, account: Account) -> list[Waiting]:
    links = [
        Waiting(name=account.name, what=What.LINK, made_by=AccountId(one.detail["made_by"]), at=one.begun_at)
        for one in tx.tickets.of(Sort.LINK, account.id, office.clock.now())
        if "made_by" in one.detail and "vouched_by" not in one.detail
    ]
    identities = [
        Waiting(name=account.name, what=What.IDENTITY, made_by=AccountId(one.detail["bound_by"]), at=one.added_at)
        for one in tx.credentials.of(account.id)
        if one.means is Means.IDENTITY and "vouched_by" not in one.detail
    ]
    return [*links, *identities, *_roles(office, tx, account)]


def _roles(office: Office, tx: Transaction, account: Account) -> list[Waiting]:
    found = proposed(office, tx, account)
    if found is None:
        return []
    return [
        Waiting(
            name=account.name,
            what=What.ROLES,
            made_by=found.by,
            at=found.ticket.begun_at,
            standing=found.standing,
            now=account.roles,
        )
    ]
