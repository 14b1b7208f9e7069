"""Tickets: secrets that somebody was given for a time: links, sessions, marks. Of each, the SHA-256 is kept.

They are rows, so that a restart ends no session and all processes of a node know them; a copy of the database opens no
door (ADR 0099).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Sort(StrEnum):
    """What a ticket is good for."""

    LINK = "link"  #: Signs in, once.
    SESSION = "session"
    CHALLENGE = "challenge"  #: A passkey signs it, once.
    SIGN_ON = "sign_on"  #: Somebody is on the way to the identity provider and back.
    GRANT = "grant"  #: Roles that an administrator proposed wait for somebody who grants them; nobody has the secret.
    FORM = "form"  #: The mark of a form that was carried out: good for nothing more.
    FAILURE = "failure"  #: Not good for anything: somebody failed to sign in.
    POSITION = "position"  #: No secret either: where goods under watch are, until that is of no use (ADR 0108).
    OVERLAP = "overlap"  #: Nor this: two agencies look for the same, as long as both do (ADR 0118).


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One secret that was given out."""

    digest: str  #: SHA-256 of the secret, in hexadecimal digits.
    sort: Sort
    #: The account for whom it is; of a failure, the account or the address; of a position, the operation; of an
    #: overlap, the own question, or who keeps two of others; empty: not yet known.
    holder: str
    begun_at: datetime
    seen_at: datetime
    until: datetime
    detail: Mapping[str, str] = field(default_factory=dict)


class Tickets(Protocol):
    """The tickets of a node; part of a transaction."""

    def add(self, ticket: Ticket) -> None:
        """Keep a ticket, and forget those whose time is over."""
        ...

    def get(self, digest: str) -> Ticket | None:
        """Return a ticket, whether or not its time is over."""
        ...

    def drop(self, digest: str) -> bool:
        """Take a ticket away; False if it is not there (any more)."""
        ...

    def touch(self, digest: str, at: datetime) -> None:
        """Note that it is in use."""
        ...

    def put_detail(self, digest: str, detail: Mapping[str, str]) -> None:
        """Note something more of it."""
        ...

    def prune(self, now: datetime) -> None:
        """Forget those whose time is over."""
        ...

    def of(self, sort: Sort, holder: str, now: datetime) -> tuple[Ticket, ...]:
        """Return somebody's tickets of a sort whose time is not over, the newest first."""
        ...


def digest_of(secret: str) -> str:
    """Return under what a ticket is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
