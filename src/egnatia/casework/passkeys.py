"""Passkeys (WebAuthn level 2): adding, naming and removing them, and signing in by one.

A person has several. A challenge is used once and waits for five minutes. Signing in wants a discoverable credential,
and that the authenticator verified its user: the key and what unlocks it are two factors (NIST SP 800-63B, AAL2).
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, Protocol

import orjson

from egnatia.casework.credentials import Credential, Means
from egnatia.casework.errors import CaseworkError, ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.login import Arrival, Issue, enter, issue, log_account
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.throttle import check_pace, note_failure
from egnatia.casework.tickets import Sort, digest_of
from egnatia.model.identity import AccountId
from egnatia.model.reading import text

CHALLENGE_LIFE: Final = timedelta(minutes=5)
#: More than that nobody carries about.
MOST_KEYS: Final = 10
#: EdDSA, ES256, RS256 (IANA COSE Algorithms), in this order.
_ALGORITHMS: Final = (-8, -7, -257)
#: Of a passkey that nobody named.
_UNNAMED: Final = "Passkey"
_REFUSED: Final = "this passkey opens nothing here: it is not known, was removed, or its account is closed"


class PasskeyError(CaseworkError):
    """What the browser sent is no proof: damaged, forged, for another site, or without verifying the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The desk as browsers know it."""

    id: str  #: The relying party's id: the host of the origin.
    origin: str  #: Scheme, host and port, such as https://desk.example.org.
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A passkey that an authenticator made, as it was proven."""

    id: str
    public_key: str  #: COSE, in base64url.
    count: int  #: How many signatures it says that it made.
    backed_up: bool  #: It is kept by a provider, and may be on several devices.


class Authenticators(Protocol):
    """Checks what authenticators sign."""

    def made(self, response: str, challenge: str, site: Site) -> Made:
        """Return the passkey that was made for a challenge; PasskeyError if that is not proven."""
        ...

    def used(self, response: str, challenge: str, site: Site, public_key: str) -> int:
        """Return the signature count of a passkey that signed a challenge; PasskeyError if it did not."""
        ...


def creation_options(office: Office, actor: Account, site: Site) -> dict[str, Any]:
    """Return what a browser is told to have a passkey made (WebAuthn 5.4); the challenge waits for the answer.

    Raises:
        ConflictError: the person has as many as one can have.
    """
    known = list_keys(office, actor)
    if len(known) >= MOST_KEYS:
        raise ConflictError(f"there are {MOST_KEYS} passkeys already: remove one first")
    return {
        "rp": {"id": site.id, "name": site.name},
        "user": {"id": _text64(actor.id.encode()), "name": actor.name, "displayName": actor.name},
        "challenge": _challenge(office, actor.id),
        "pubKeyCredParams": [{"type": "public-key", "alg": number} for number in _ALGORITHMS],
        "excludeCredentials": [{"type": "public-key", "id": key.id} for key in known],
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        },
        "attestation": "none",
        "timeout": int(CHALLENGE_LIFE.total_seconds() * 1000),
    }


def request_options(office: Office, site: Site) -> dict[str, Any]:
    """Return what a browser is told to have a challenge signed by whichever passkey the person chooses."""
    return {
        "challenge": _challenge(office, ""),
        "rpId": site.id,
        "allowCredentials": [],
        "userVerification": "required",
        "timeout": int(CHALLENGE_LIFE.total_seconds() * 1000),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What checks passkeys, and for which site they are."""

    authenticators: Authenticators
    site: Site


def add_key(office: Office, door: Door, actor: Account, response: str, name: str) -> Credential:
    """Keep a passkey that the person just made.

    Raises:
        PasskeyError: it is not proven, or for another challenge, person or site.
        ConflictError: it is known already, or there are too many.
        ParseError: the name is too long.
    """
    named = text(60, empty=True)(name, "name") or _UNNAMED
    challenge = challenge_of(response)
    _use_up(office, challenge, actor.id)
    made = door.authenticators.made(response, challenge, door.site)
    detail = {"public_key": made.public_key, "count": str(made.count), "backed_up": str(made.backed_up).lower()}
    now = office.clock.now()
    key = Credential(id=made.id, account=actor.id, means=Means.PASSKEY, name=named, added_at=now, detail=detail)

    def work(tx: Transaction) -> Credential:
        if tx.credentials.get(key.id) or len(_keys(tx, actor.id)) >= MOST_KEYS:
            raise ConflictError("this passkey is known here already, or there are too many")
        tx.credentials.add(key)
        log_account(office, tx, actor.id, actor.id, "passkey_added", key=_short(key))
        return key

    return office.store.write(work)


def enter_by_key(office: Office, door: Door, response: str, arrival: Arrival) -> str:
    """Sign in whoever's passkey signed the challenge; returns the secret of the session.

    A passkey that counts backwards may have a copy: it opens nothing from then on, and oversight sees it (WebAuthn 7.2,
    step 22).

    Raises:
        PasskeyError: nothing is proven.
        NotAllowedError: the passkey is not known, was removed, is suspected, or the account is closed; or too many
            tries for this account failed lately.
    """
    challenge, name = challenge_of(response), _id_of(response)
    _use_up(office, challenge, "")
    key = office.store.read(lambda tx: tx.credentials.get(name))
    if key is None or key.means is not Means.PASSKEY or not key.works:
        raise NotAllowedError(_REFUSED)
    _check_owner(response, key)
    check_pace(office, key.account)
    try:
        count = door.authenticators.used(response, challenge, door.site, key.detail["public_key"])
    except PasskeyError:
        note_failure(office, key.account, key.account)
        raise
    entered = office.store.write(lambda tx: _enter(office, tx, key.id, count, arrival))
    if entered is None:
        raise NotAllowedError("this passkey counted backwards, as a copy would: it is stopped, and oversight is told")
    return entered


def list_keys(office: Office, actor: Account) -> tuple[Credential, ...]:
    """Return a person's own passkeys, oldest first."""
    return office.store.read(lambda tx: _keys(tx, actor.id))


def rename_key(office: Office, actor: Account, key: str, name: str) -> None:
    """Call an own passkey otherwise.

    Raises:
        NotFoundError: the person has no such passkey.
        ParseError: no name, or one that is too long.
    """
    named = text(60)(name, "name")
    office.store.write(lambda tx: tx.credentials.put(replace(_own(tx, actor, key), name=named)))


def remove_key(office: Office, actor: Account, key: str) -> None:
    """Remove an own passkey: it opens nothing any more.

    Raises:
        NotFoundError: the person has no such passkey.
    """

    def work(tx: Transaction) -> None:
        found = _own(tx, actor, key)
        tx.credentials.put(replace(found, ended_at=office.clock.now()))
        log_account(office, tx, actor.id, actor.id, "passkey_removed", key=_short(found))

    office.store.write(work)


def remove_keys_of(office: Office, actor: Account, name: str) -> int:
    """Remove all passkeys of somebody who lost them; returns how many. A new link is made apart (`invite_other`).

    Raises:
        NotAllowedError: the person is no administrator.
        NotFoundError: there is no such account.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> int:
        account = tx.accounts.named(name)
        if account is None:
            raise NotFoundError(f"no account {name}")
        found = _keys(tx, account.id)
        for key in found:
            tx.credentials.put(replace(key, ended_at=office.clock.now()))
            log_account(office, tx, actor.id, account.id, "passkey_removed", key=_short(key))
        return len(found)

    return office.store.write(work)


def suspected_keys(office: Office, actor: Account) -> tuple[Credential, ...]:
    """Return the passkeys that counted backwards, oldest first.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    return office.store.read(lambda tx: tx.credentials.suspected())


def challenge_of(response: str) -> str:
    """Return the challenge that a browser's answer is about, in base64url; it is proven later.

    Raises:
        PasskeyError: there is none.
    """
    try:
        client = _object(_bytes64(_object(response)["response"]["clientDataJSON"]))
        challenge = client["challenge"]
    except (KeyError, TypeError, ValueError) as error:
        raise PasskeyError("this is no answer of a browser about a passkey") from error
    if not isinstance(challenge, str):
        raise PasskeyError("this is no answer of a browser about a passkey")
    return challenge


def _check_owner(response: str, key: Credential) -> None:
    """Refuse a passkey that says to be another account's (WebAuthn 7.2, step 6); some do not say."""
    told = _object(response)["response"].get("userHandle")
    if told and told != _text64(key.account.encode()):
        raise PasskeyError("this passkey says to be of another account")


def _enter(office: Office, tx: Transaction, name: str, count: int, arrival: Arrival) -> str | None:
    """Open the session, or stop the key if its count did not grow; some authenticators do not count at all."""
    key = tx.credentials.get(name)
    if key is None or not key.works:
        raise NotAllowedError(_REFUSED)
    before, now = int(key.detail["count"]), office.clock.now()
    if (count or before) and count <= before:
        tx.credentials.put(replace(key, suspected_at=now))
        log_account(office, tx, key.account, key.account, "passkey_suspected", key=_short(key))
        return None
    tx.credentials.put(replace(key, used_at=now, detail={**key.detail, "count": str(count)}))
    return enter(office, tx, key.account, arrival)


def _challenge(office: Office, holder: str) -> str:
    secret, ticket = issue(office, Issue(sort=Sort.CHALLENGE, holder=holder, life=CHALLENGE_LIFE))
    challenge = _text64(bytes.fromhex(secret))
    kept = replace(ticket, digest=digest_of(challenge))
    office.store.write(lambda tx: tx.tickets.add(kept))
    return challenge


def _use_up(office: Office, challenge: str, holder: str) -> None:
    def work(tx: Transaction) -> bool:
        ticket = tx.tickets.get(digest_of(challenge))
        if ticket is None or ticket.sort is not Sort.CHALLENGE or ticket.holder != holder:
            return False
        return tx.tickets.drop(ticket.digest) and ticket.until > office.clock.now()

    if not office.store.write(work):
        raise PasskeyError("this took too long, or was sent before: try again")


def _keys(tx: Transaction, account: AccountId) -> tuple[Credential, ...]:
    return tuple(one for one in tx.credentials.of(account) if one.means is Means.PASSKEY)


def _own(tx: Transaction, actor: Account, key: str) -> Credential:
    found = tx.credentials.get(key)
    if found is None or found.account != actor.id or found.ended_at or found.means is not Means.PASSKEY:
        raise NotFoundError("you have no such passkey")
    return found


def _id_of(response: str) -> str:
    found = _object(response).get("id")
    if not isinstance(found, str):
        raise PasskeyError("this is no answer of a browser about a passkey")
    return found


def _object(text_or_bytes: str | bytes) -> Mapping[str, Any]:
    found = orjson.loads(text_or_bytes)
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found


def _short(key: Credential) -> str:
    """Return a code for a key: part of the digest of its id, enough to tell keys apart in the log."""
    return digest_of(key.id)[:16]


def _text64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes64(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))
