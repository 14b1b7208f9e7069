"""What a provider signs: by which algorithms, and until when. The lies are told in http/test_identities.py."""

import hmac
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey
from tests.twins.authenticator import text64
from tests.twins.clock import NOON

from egnatia.adapters.keys.id_token import LEEWAY, Expected, subject_of
from egnatia.casework.identities import IdentityError

HERE = Expected(issuer="https://id.example.org", client="rs", nonce="n")
KEYS: dict[str, Any] = {
    "ES256": ECKey.generate_key("P-256", {"kid": "es"}),
    "RS256": RSAKey.generate_key(2048, {"kid": "rs"}),
    "PS256": RSAKey.generate_key(2048, {"kid": "ps"}),
    "Ed25519": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
}
PUBLIC: Any = KeySet(list(KEYS.values())).as_dict(private=False)


def token(algorithm: str, key: Any, **said: object) -> str:  # noqa: ANN401 - a key of any sort
    """Sign a token about somebody."""
    now = int(NOON.timestamp())
    claims = {"iss": HERE.issuer, "aud": HERE.client, "sub": "7", "nonce": "n", "iat": now, "exp": now + 60, **said}
    return jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_by_the_providers_key_names_its_subject(algorithm: str) -> None:
    assert subject_of(token(algorithm, KEYS[algorithm]), PUBLIC, HERE, NOON) == "7"


def test_a_public_key_is_no_shared_secret() -> None:
    _, claims, _ = token("RS256", KEYS["RS256"]).split(".")
    head = text64(b'{"alg":"HS256","kid":"rs"}')
    forged = hmac.digest(KEYS["RS256"].as_pem(private=False), f"{head}.{claims}".encode(), "sha256")
    with pytest.raises(IdentityError, match="not signed"):
        subject_of(f"{head}.{claims}.{text64(forged)}", PUBLIC, HERE, NOON)


@pytest.mark.parametrize(("late", "holds"), [(59 + LEEWAY, True), (60 + LEEWAY, False)])
def test_a_token_holds_until_it_ends_and_a_minute_longer(late: int, *, holds: bool) -> None:
    made = token("ES256", KEYS["ES256"])
    try:
        assert (subject_of(made, PUBLIC, HERE, NOON + timedelta(seconds=late)) == "7") is holds
    except IdentityError:
        assert not holds


@pytest.mark.parametrize("rubbish", ["", "x", "a.b.c", "e30.e30.", "\u0107.\u0107.\u0107"])
def test_rubbish_is_refused_in_words(rubbish: str) -> None:
    with pytest.raises(IdentityError, match="not signed by it"):
        subject_of(rubbish, PUBLIC, HERE, NOON)


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": "x"}, {"keys": [{"kty": "none"}]}])
def test_keys_that_are_none_let_nobody_in(keys: dict[str, Any]) -> None:
    with pytest.raises(IdentityError):
        subject_of(token("ES256", KEYS["ES256"]), keys, HERE, NOON)


def test_without_a_nonce_nothing_is_believed() -> None:
    with pytest.raises(IdentityError, match="another's"):
        subject_of(token("ES256", KEYS["ES256"]), PUBLIC, Expected(issuer=HERE.issuer, client="rs"), NOON)
