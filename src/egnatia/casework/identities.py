"""Identities at a provider (OpenID Connect Core 1.0, authorization code with PKCE): an account is bound to one.

The provider says who somebody is; what the person may do here, only the account says: nobody gets an account by signing
in. An administrator binds, and somebody else vouches before it works.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol

from egnatia.casework.credentials import Credential, Means
from egnatia.casework.errors import CaseworkError, ConflictError, NotAllowedError
from egnatia.casework.login import Arrival, Issue, end_all, enter, issue, log_account
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.staff import find_open
from egnatia.casework.tickets import Sort, Ticket, digest_of
from egnatia.model.identity import AccountId
from egnatia.model.reading import text

#: So long somebody may take at the provider.
JOURNEY: Final = timedelta(minutes=10)
_UNKNOWN: Final = "no account here is bound to this identity: an administrator binds it, and somebody else vouches"


class IdentityError(CaseworkError):
    """The provider did not prove who it is, or did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where people's identities are kept."""

    issuer: str
    client: str  #: What this node is called there.
    name: str  #: What people call it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One way to the provider and back."""

    state: str
    nonce: str
    verifier: str  #: Of PKCE (RFC 7636): who brings the code back is who set out.

    @property
    def challenge(self) -> str:
        """S256 of the verifier (RFC 7636, 4.2)."""
        return _text64(hashlib.sha256(self.verifier.encode()).digest())


class IdentityProvider(Protocol):
    """The line to a provider."""

    provider: Provider

    def address(self, journey: Journey) -> str:
        """Return where the browser goes; IdentityError if the provider is away."""
        ...

    def redeem(self, code: str, journey: Journey) -> str:
        """Return the subject whom the provider vouches for; IdentityError if it does not."""
        ...

    def logged_out(self, token: str) -> str:
        """Return the subject whose sessions the provider ended; IdentityError if the token proves nothing."""
        ...

    def farewell(self) -> str:
        """Return where the browser goes to sign out at the provider as well; empty if nowhere."""
        ...


def set_out(office: Office, line: IdentityProvider) -> tuple[str, str]:
    """Begin to sign in: returns the address at the provider, and the state, which the browser keeps as well.

    Raises:
        IdentityError: the provider is away.
    """
    nonce, verifier = office.randomness.hex128(), office.randomness.hex128() + office.randomness.hex128()
    detail = {"nonce": nonce, "verifier": verifier}
    state, ticket = issue(office, Issue(sort=Sort.SIGN_ON, holder="", life=JOURNEY, detail=detail))
    address = line.address(Journey(state=state, nonce=nonce, verifier=verifier))
    office.store.write(lambda tx: tx.tickets.add(ticket))
    return address, state


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """With what a browser comes back from the provider."""

    state: str
    kept: str  #: The state as the browser kept it: it set out from here.
    code: str


def come_back(office: Office, line: IdentityProvider, back: Return, arrival: Arrival) -> str:
    """Sign in whom the provider vouches for; returns the secret of the session.

    Raises:
        IdentityError: the provider proves nothing, or this browser did not set out from here, or came back before.
        NotAllowedError: no account is bound to the identity, nobody vouched for that, or the account is closed.
    """
    ticket = _take(office, back)
    journey = Journey(state=back.state, nonce=ticket.detail["nonce"], verifier=ticket.detail["verifier"])
    name = identity_id(line.provider.issuer, line.redeem(back.code, journey))

    def work(tx: Transaction) -> str:
        known = tx.credentials.get(name)
        if known is None or known.means is not Means.IDENTITY or not known.works or "vouched_by" not in known.detail:
            raise NotAllowedError(_UNKNOWN)
        tx.credentials.put(replace(known, used_at=office.clock.now()))
        return enter(office, tx, known.account, replace(arrival, by="identity"))

    return office.store.write(work)


def end_at_provider(office: Office, line: IdentityProvider, token: str) -> None:
    """End the sessions of somebody who was signed out at the provider (OpenID Connect Back-Channel Logout 1.0).

    Raises:
        IdentityError: the token proves nothing.
    """
    name = identity_id(line.provider.issuer, line.logged_out(token))

    def work(tx: Transaction) -> None:
        known = tx.credentials.get(name)
        if known is not None:
            end_all(office, tx, known.account)
            log_account(office, tx, known.account, known.account, "session_ended", means="identity")

    office.store.write(work)


def bind_identity(office: Office, actor: Account, name: str, provider: Provider, subject: str) -> Credential:
    """Bind an account to who somebody is at the provider; it works once somebody else vouched.

    Raises:
        NotAllowedError: the person is no administrator, or means the own account.
        NotFoundError: there is no such open account.
        ConflictError: the identity is bound already.
        ParseError: the subject is empty or too long.
    """
    require(actor, Right.ADMINISTER)
    text(255)(subject, "subject")

    def work(tx: Transaction) -> Credential:
        account = find_open(tx.accounts, name)
        if account.id == actor.id:
            raise NotAllowedError("nobody binds the own account")
        bound = Credential(
            id=identity_id(provider.issuer, subject),
            account=account.id,
            means=Means.IDENTITY,
            name=provider.name,
            added_at=office.clock.now(),
            detail={"subject": subject, "bound_by": actor.id},
        )
        before = tx.credentials.get(bound.id)
        if before is None:
            tx.credentials.add(bound)
        elif before.ended_at is None or before.account != account.id:
            raise ConflictError("this identity is, or was, bound to an account already")
        else:
            tx.credentials.put(bound)
        log_account(office, tx, actor.id, account.id, "identity_bound")
        return bound

    return office.store.write(work)


def vouch_identity(office: Office, actor: Account, name: str) -> None:
    """Vouch that the identities which an administrator bound are those of the person; only then they work.

    Raises:
        NotAllowedError: the person may not vouch, bound one, or is the one whose account it is (four eyes).
        NotFoundError: there is no such open account.
        ConflictError: none waits for it.
    """
    require(actor, Right.VOUCH)

    def work(tx: Transaction) -> None:
        account = find_open(tx.accounts, name)
        waiting = [one for one in _identities(tx, account.id) if "vouched_by" not in one.detail]
        if not waiting:
            raise ConflictError(f"no identity of {name} waits for somebody who vouches")
        if actor.id == account.id or any(one.detail["bound_by"] == actor.id for one in waiting):
            raise NotAllowedError(f"somebody else than {actor.name} must vouch for this identity (four eyes)")
        for one in waiting:
            tx.credentials.put(replace(one, detail={**one.detail, "vouched_by": actor.id}))
        log_account(office, tx, actor.id, account.id, "vouched", means="identity")

    office.store.write(work)


def unbind_identities(office: Office, actor: Account, name: str) -> int:
    """Unbind an account from all identities, and end its sessions; returns how many.

    Raises:
        NotAllowedError: the person is no administrator.
        NotFoundError: there is no such open account.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> int:
        account = find_open(tx.accounts, name)
        found = _identities(tx, account.id)
        for one in found:
            tx.credentials.put(replace(one, ended_at=office.clock.now()))
            log_account(office, tx, actor.id, account.id, "identity_unbound")
        end_all(office, tx, account.id)
        return len(found)

    return office.store.write(work)


def identity_id(issuer: str, subject: str) -> str:
    """Return the id of an identity: only both together name somebody (OpenID Connect Core 1.0, 5.7)."""
    return digest_of(f"{issuer}\n{subject}")


def _take(office: Office, back: Return) -> Ticket:
    def work(tx: Transaction) -> Ticket | None:
        ticket = tx.tickets.get(digest_of(back.state))
        known = ticket is not None and ticket.sort is Sort.SIGN_ON and tx.tickets.drop(ticket.digest)
        return ticket if known else None

    same = hmac.compare_digest(back.state.encode(), back.kept.encode())
    ticket = office.store.write(work) if same else None
    if ticket is None or ticket.until <= office.clock.now():
        raise IdentityError("this took too long, was used before, or did not begin in this browser: sign in again")
    return ticket


def _identities(tx: Transaction, account: AccountId) -> tuple[Credential, ...]:
    return tuple(one for one in tx.credentials.of(account) if one.means is Means.IDENTITY)


def _text64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
