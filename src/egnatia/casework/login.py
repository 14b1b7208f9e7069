"""Sessions at the desk: opened by a link, a passkey or an identity elsewhere; they end by themselves or are ended.

Of each secret only the SHA-256 is kept, as a row: a restart signs nobody out, all processes of a node know who is
signed in, and a copy of the database opens no door (ADR 0099).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from egnatia.casework.charter import narrowed
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.tickets import Sort, Ticket, digest_of
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId

#: After so long without a request somebody else may be sitting at the screen (OWASP session management).
IDLE: Final = timedelta(minutes=30)
#: A shift: after it everybody signs in anew.
LONGEST: Final = timedelta(hours=12)
#: A proof is fresh for so long: what leaves the agency wants one (OWASP ASVS 5.0, 7.5.3).
FRESH: Final = timedelta(minutes=15)
#: A session that is in use is written no more often than this.
_NOTED: Final = timedelta(minutes=1)
#: What is said of a link that does not work, or no more; not which of these.
GONE: Final = "this link was used before, is too old, or never was one: ask for a new one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How somebody comes in."""

    by: str = "link"  #: Or passkey, or identity.
    where: str = ""  #: What the browser says that it is, in a few words.
    instead: str = ""  #: The secret of the session that ends with this one.


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person at one screen."""

    id: str
    account: AccountId
    form_key: str  #: Stands in every form: proof that the form came from this desk (against forged requests).
    begun: datetime  #: When the person proved who it is.
    seen: datetime
    by: str = "link"
    where: str = ""

    def holds(self, now: datetime) -> bool:
        """Tell whether it still counts."""
        return now - self.seen < IDLE and now - self.begun < LONGEST

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether the proof is fresh. Who came by a link has no other proof at hand than a further link."""
        return self.by == "link" or now - self.begun < FRESH


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A ticket that is to be made."""

    sort: Sort
    holder: str
    life: timedelta
    detail: Mapping[str, str] = field(default_factory=dict)


def issue(office: Office, wanted: Issue) -> tuple[str, Ticket]:
    """Make a ticket, not yet kept; returns its secret, 64 hexadecimal digits, and the ticket."""
    secret, now = office.randomness.hex128() + office.randomness.hex128(), office.clock.now()
    ticket = Ticket(
        digest=digest_of(secret),
        sort=wanted.sort,
        holder=wanted.holder,
        begun_at=now,
        seen_at=now,
        until=now + wanted.life,
        detail=wanted.detail,
    )
    return secret, ticket


def enter(office: Office, tx: Transaction, account: AccountId, arrival: Arrival) -> str:
    """Open a session for somebody who proved who it is; returns its secret.

    Raises:
        NotAllowedError: the account is closed.
    """
    found = tx.accounts.get(account)
    if found is None or not found.active:
        raise NotAllowedError(GONE)
    detail = {"form_key": office.randomness.hex128(), "by": arrival.by, "where": arrival.where}
    secret, ticket = issue(office, Issue(sort=Sort.SESSION, holder=account, life=LONGEST, detail=detail))
    tx.tickets.drop(digest_of(arrival.instead))
    tx.tickets.add(ticket)
    log_account(office, tx, account, account, "login", means=arrival.by)
    return secret


def signed_in(office: Office, secret: str) -> tuple[Account, Session] | None:
    """Return who sits at the screen, and note it; None if nobody is signed in, or the account was closed since."""
    now = office.clock.now()

    def look(tx: Transaction) -> tuple[Account, Session] | None:
        ticket = tx.tickets.get(digest_of(secret))
        if ticket is None or ticket.sort is not Sort.SESSION:
            return None
        account, session = tx.accounts.get(AccountId(ticket.holder)), _session(ticket)
        return (account, session) if account and account.active and session.holds(now) else None

    found = office.store.read(look)
    if found is None:
        return None
    account, session = found
    if now - session.seen >= _NOTED:
        office.store.write(lambda tx: tx.tickets.touch(session.id, now))
    return narrowed(account, office.charter), session


def leave(office: Office, secret: str) -> None:
    """End a session."""
    office.store.write(lambda tx: tx.tickets.drop(digest_of(secret)))


def sessions(office: Office, account: AccountId) -> tuple[Session, ...]:
    """Return the sessions of a person that count, the newest first."""
    now = office.clock.now()
    found = office.store.read(lambda tx: tx.tickets.of(Sort.SESSION, account, now))
    return tuple(session for session in map(_session, found) if session.holds(now))


def end_session(office: Office, actor: Account, session: str) -> None:
    """End one of one's own sessions, at another screen perhaps.

    Raises:
        NotFoundError: the person has no such session.
    """

    def work(tx: Transaction) -> None:
        found = tx.tickets.get(session)
        if found is None or found.sort is not Sort.SESSION or found.holder != actor.id:
            raise NotFoundError("there is no such session of yours")
        tx.tickets.drop(session)
        log_account(office, tx, actor.id, actor.id, "session_ended")

    office.store.write(work)


def end_all(office: Office, tx: Transaction, account: AccountId) -> None:
    """End every session and every link of an account: it was closed, or its roles are others now."""
    for sort in (Sort.SESSION, Sort.LINK):
        for ticket in tx.tickets.of(sort, account, office.clock.now()):
            tx.tickets.drop(ticket.digest)


def log_account(office: Office, tx: Transaction, by: AccountId, account: AccountId, what: str, **more: str) -> None:
    """Log what was done about an account."""
    note = Note(act=Act.ACCOUNT, by=by, about=(account,), detail={"what": what, **more})
    tx.ledger.append([entry(office, note)])


def _session(ticket: Ticket) -> Session:
    return Session(
        id=ticket.digest,
        account=AccountId(ticket.holder),
        form_key=ticket.detail["form_key"],
        begun=ticket.begun_at,
        seen=ticket.seen_at,
        by=ticket.detail["by"],
        where=ticket.detail["where"],
    )
