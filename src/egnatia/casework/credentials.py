"""Credentials: by what a person proves to be who the account says: a passkey, or an identity at another place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from egnatia.model.identity import AccountId


class Means(StrEnum):
    """What sort of credential it is."""

    PASSKEY = "passkey"  #: WebAuthn, level 2.
    IDENTITY = "identity"  #: Issuer and subject at an identity provider (OpenID Connect Core 1.0, 2).


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One credential of one account."""

    id: str  #: A passkey's own, in base64url; of an identity, the SHA-256 of issuer and subject.
    account: AccountId
    means: Means
    name: str  #: As its owner calls it.
    added_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None
    suspected_at: datetime | None = None  #: It counted backwards: there may be a copy of it.
    detail: Mapping[str, str] = field(default_factory=dict)

    @property
    def works(self) -> bool:
        """Whether one can sign in by it."""
        return self.ended_at is None and self.suspected_at is None


class Credentials(Protocol):
    """The credentials of a node; part of a transaction. A row stays when the credential ends."""

    def add(self, credential: Credential) -> None:
        """Keep a new credential."""
        ...

    def get(self, credential: str) -> Credential | None:
        """Return one credential, ended or not."""
        ...

    def of(self, account: AccountId) -> tuple[Credential, ...]:
        """Return those of an account that have not ended, oldest first."""
        ...

    def suspected(self) -> tuple[Credential, ...]:
        """Return all that ever counted backwards, oldest first."""
        ...

    def put(self, credential: Credential) -> None:
        """Replace what is kept of a credential."""
        ...
