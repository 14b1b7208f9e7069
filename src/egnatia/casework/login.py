"""Signing in at the desk: a link that works once, and the session that it opens.

Links and sessions live in the memory of the running node and nowhere else: a restart signs everybody out, and a copy
of the database opens no door. Of each secret only the SHA-256 is kept.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from egnatia.casework.charter import narrowed
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.ports import Clock, Randomness
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId

#: How long a link waits to be used.
LINK_LIFE = timedelta(minutes=15)
#: After so long without a request somebody else may be sitting at the screen (OWASP session management).
IDLE = timedelta(minutes=30)
#: A shift: after it everybody signs in anew.
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person at one screen."""

    account: AccountId
    form_key: str  #: Stands in every form: proof that the form came from this desk (against forged requests).
    begun: datetime
    seen: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether it still counts."""
        return now - self.seen < IDLE and now - self.begun < LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    account: AccountId
    until: datetime


class Logins:
    """The links that wait and the sessions that last; used by many threads."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        """Begin with nobody signed in."""
        self._clock = clock
        self._randomness = randomness
        self._links: dict[str, _Link] = {}
        self._sessions: dict[str, Session] = {}
        self._lock = Lock()

    def link(self, account: AccountId, life: timedelta) -> str:
        """Make a link; returns its secret, 64 hexadecimal digits."""
        secret, now = self._secret(), self._clock.now()
        with self._lock:
            self._links = {key: link for key, link in self._links.items() if link.until > now}
            self._links[_digest(secret)] = _Link(account=account, until=now + life)
        return secret

    def waiting(self, secret: str) -> AccountId | None:
        """Say whom a link would sign in; it stays unused."""
        with self._lock:
            link = self._links.get(_digest(secret))
        return link.account if link and link.until > self._clock.now() else None

    def enter(self, secret: str) -> tuple[str, Session] | None:
        """Use a link up; returns the secret of the new session, and the session."""
        now = self._clock.now()
        with self._lock:
            link = self._links.pop(_digest(secret), None)
            if link is None or link.until <= now:
                return None
            session = Session(account=link.account, form_key=self._randomness.hex128(), begun=now, seen=now)
            self._sessions = {key: old for key, old in self._sessions.items() if old.holds(now)}
            opened = self._secret()
            self._sessions[_digest(opened)] = session
        return opened, session

    def session(self, secret: str) -> Session | None:
        """Return the session of a secret, and note that it is in use."""
        now, key = self._clock.now(), _digest(secret)
        with self._lock:
            session = self._sessions.get(key)
            if session is None or not session.holds(now):
                self._sessions.pop(key, None)
                return None
            self._sessions[key] = replace(session, seen=now)
        return session

    def leave(self, secret: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_digest(secret), None)

    def _secret(self) -> str:
        return self._randomness.hex128() + self._randomness.hex128()


def invite(office: Office, logins: Logins, actor: Account, life: timedelta = LINK_LIFE) -> str:
    """Make a link by which a person signs in at the desk, once: for oneself only.

    An administrator who could make one for others could be them, and four eyes would be two.

    Returns:
        The secret of the link: whoever has it is that person, once.

    Raises:
        NotAllowedError: the account is closed.
    """
    if not actor.active:
        raise NotAllowedError(f"the account {actor.name} is closed")
    _log(office, actor.id, "link")
    return logins.link(actor.id, life)


def sign_in(office: Office, logins: Logins, secret: str) -> str:
    """Use a link up; returns the secret of the session.

    Raises:
        NotAllowedError: the link was used, is too old, or never was one; or the account is closed.
    """
    entered = logins.enter(secret)
    account = _active(office, entered[1].account) if entered else None
    if entered is None or account is None:
        raise NotAllowedError("this link was used before, is too old, or never was one: ask for a new one")
    _log(office, account.id, "login")
    return entered[0]


def signed_in(office: Office, logins: Logins, secret: str) -> tuple[Account, Session] | None:
    """Return who sits at the screen; None if nobody is signed in, or the account was closed since."""
    session = logins.session(secret)
    account = _active(office, session.account) if session else None
    if session and account is None:
        logins.leave(secret)
    return (narrowed(account, office.charter), session) if account and session else None


def _active(office: Office, account: AccountId) -> Account | None:
    found = office.store.read(lambda tx: tx.accounts.get(account))
    return found if found and found.active else None


def _log(office: Office, account: AccountId, what: str) -> None:
    note = entry(office, Note(act=Act.ACCOUNT, by=account, about=(account,), detail={"what": what}))
    office.store.write(lambda tx: tx.ledger.append([note]))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
