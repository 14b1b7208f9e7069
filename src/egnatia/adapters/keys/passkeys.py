"""Checks what authenticators sign (WebAuthn level 2, sections 7.1 and 7.2)."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from egnatia.casework.passkeys import Made, PasskeyError, Site
from egnatia.model.identity import NodeId

_T = TypeVar("_T")


class WebAuthn:
    """The port `casework.passkeys.Authenticators`, over the library that speaks CBOR and COSE."""

    def made(self, response: str, challenge: str, site: Site) -> Made:
        """Return the passkey that was made for a challenge.

        Raises:
            PasskeyError: that is not proven, or the authenticator did not verify its user.
        """
        found = _proven(lambda: verify_registration_response(credential=response, **_expected(challenge, site)))
        return Made(
            id=bytes_to_base64url(found.credential_id),
            public_key=bytes_to_base64url(found.credential_public_key),
            count=found.sign_count,
            backed_up=found.credential_backed_up,
        )

    def used(self, response: str, challenge: str, site: Site, public_key: str) -> int:
        """Return the signature count of a passkey that signed a challenge; whether it grew is the caller's to judge.

        Raises:
            PasskeyError: it did not sign it, or the authenticator did not verify its user.
        """
        found = _proven(
            lambda: verify_authentication_response(
                credential=response,
                credential_public_key=base64url_to_bytes(public_key),
                credential_current_sign_count=0,
                **_expected(challenge, site),
            )
        )
        return found.new_sign_count


def site_of(origin: str, node: NodeId) -> Site:
    """Return the desk as browsers know it: its id is the host, so that passkeys stay when the port changes."""
    return Site(id=urlsplit(origin).hostname or "localhost", origin=origin, name=f"Egnatia {node}")


def _expected(challenge: str, site: Site) -> dict[str, Any]:
    return {
        "expected_challenge": base64url_to_bytes(challenge),
        "expected_rp_id": site.id,
        "expected_origin": site.origin,
        "require_user_verification": True,
    }


def _proven(check: Callable[[], _T]) -> _T:
    try:
        return check()
    # The library lets errors of its parsers through (CBOR, base64, missing keys): whatever it cannot read is no proof.
    except (WebAuthnException, ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise PasskeyError(f"this passkey proves nothing here: {error}") from error
