"""Checks what an identity provider signs: id tokens and logout tokens (OpenID Connect Core 1.0, 3.1.3.7)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from egnatia.casework.identities import IdentityError

#: Signatures by a key that the provider alone holds. 'none', and HMAC by our own secret, are no proof.
ALGORITHMS: Final = ("ES256", "ES384", "EdDSA", "Ed25519", "PS256", "RS256")
#: Clocks of provider and node may differ by so many seconds.
LEEWAY: Final = 60
_LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a token must say."""

    issuer: str
    client: str
    nonce: str = ""  #: Of an id token.


def subject_of(token: str, keys: Mapping[str, Any], expected: Expected, now: datetime) -> str:
    """Return the subject of an id token.

    Args:
        token: as the provider gave it for a code.
        keys: the provider's, as a JSON Web Key Set.
        expected: issuer, audience and nonce.
        now: the time.

    Raises:
        IdentityError: signature, algorithm, issuer, audience, time or nonce is wrong, or something is missing.
    """
    decoded = _decode(token, keys)
    if not expected.nonce:
        raise IdentityError("without a nonce, a token could be another's")
    _check(decoded, expected, now, nonce={"essential": True, "value": expected.nonce})
    claims, audience = decoded.claims, decoded.claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", "" if several else expected.client) != expected.client:
        raise IdentityError("the identity provider's word was given to another party")
    return _subject(claims)


def subject_logged_out(token: str, keys: Mapping[str, Any], expected: Expected, now: datetime) -> str:
    """Return the subject of a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6).

    Raises:
        IdentityError: it is none, or signature, issuer, audience or time is wrong.
    """
    decoded = _decode(token, keys)
    _check(decoded, expected, now)
    events = decoded.claims.get("events")
    if not isinstance(events, dict) or _LOGOUT not in events or "nonce" in decoded.claims:
        raise IdentityError("this is no logout token")
    return _subject(decoded.claims)


def _check(decoded: jwt.Token, expected: Expected, now: datetime, **more: Any) -> None:  # noqa: ANN401 - as it takes it
    wanted: dict[str, Any] = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }
    try:
        jwt.JWTClaimsRegistry(int(now.timestamp()), LEEWAY, **wanted, **more).validate(decoded.claims)
    except (JoseError, ValueError, TypeError) as error:
        raise IdentityError(f"the identity provider's word does not hold: {error}") from error


def _decode(token: str, keys: Mapping[str, Any]) -> jwt.Token:
    try:
        return jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS)  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError, KeyError, json.JSONDecodeError) as error:
        raise IdentityError(f"the identity provider's word is not signed by it: {error}") from error


def _subject(claims: Mapping[str, Any]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject or len(subject) > 255:  # noqa: PLR2004 - Core 1.0, section 2
        raise IdentityError("the identity provider names nobody")
    return subject
