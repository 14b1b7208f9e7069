"""The line to an identity provider: what it says of itself, its keys, and codes against tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol
from urllib.parse import quote_plus, urlencode

import aiohttp
import orjson

from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.loop import Loop
from egnatia.adapters.keys.folder import read_file
from egnatia.adapters.keys.id_token import Expected, subject_logged_out, subject_of
from egnatia.casework.identities import IdentityError, Journey, Provider
from egnatia.casework.ports import Clock

_KEPT: Final = timedelta(hours=1)
#: Unknown keys make us ask anew, but no more often than this: nobody can have us ask all the time.
_LEAST: Final = timedelta(minutes=1)
_PATIENCE: Final = aiohttp.ClientTimeout(total=10)
_LONGEST: Final = 512 * 1024
#: OpenID Connect Discovery 1.0, section 4.
_WELL_KNOWN: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """This node as the provider knows it."""

    origin: str  #: Of the desk.
    secret: str = ""  #: Empty: PKCE alone shows that the code is ours.

    @property
    def back(self) -> str:
        """Where the browser comes back to; registered at the provider."""
        return f"{self.origin}/login/identity/back"


class HttpIdentities:
    """The port `casework.identities.IdentityProvider` over HTTPS; used by many threads."""

    def __init__(self, loop: Loop, provider: Provider, client: Client, clock: Clock) -> None:
        """Prepare the line; nothing is asked yet, so that a node starts while the provider is away."""
        self.provider = provider
        self._loop, self._client, self._clock = loop, client, clock
        self._lock = Lock()
        self._told: dict[str, tuple[Any, Any]] = {}

    def address(self, journey: Journey) -> str:
        """Return where the browser goes (OpenID Connect Core 1.0, 3.1.2.1).

        Raises:
            IdentityError: the provider is away, or not the one that is meant.
        """
        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.provider.client,
            "redirect_uri": self._client.back,
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": journey.challenge,
            "code_challenge_method": "S256",
            "prompt": "login",
        }
        return f"{self._endpoint('authorization_endpoint')}?{urlencode(asked)}"

    def redeem(self, code: str, journey: Journey) -> str:
        """Return the subject whom the provider vouches for.

        Raises:
            IdentityError: the provider is away or refuses the code, or its token does not hold.
        """
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._client.back,
            "code_verifier": journey.verifier,
        }
        if not self._client.secret:
            given["client_id"] = self.provider.client
        token = self._post(self._endpoint("token_endpoint"), given).get("id_token")
        if not isinstance(token, str):
            raise IdentityError("the identity provider gave no token")
        expected = Expected(issuer=self.provider.issuer, client=self.provider.client, nonce=journey.nonce)
        return self._with_keys(lambda keys: subject_of(token, keys, expected, self._clock.now()))

    def logged_out(self, token: str) -> str:
        """Return the subject whose sessions the provider ended.

        Raises:
            IdentityError: the provider is away, or its token does not hold.
        """
        expected = Expected(issuer=self.provider.issuer, client=self.provider.client)
        return self._with_keys(lambda keys: subject_logged_out(token, keys, expected, self._clock.now()))

    def farewell(self) -> str:
        """Return where the browser goes to sign out at the provider as well; empty if nowhere (RP-Initiated Logout)."""
        try:
            there = self._configuration().get("end_session_endpoint")
        except IdentityError:
            return ""
        back = urlencode({"client_id": self.provider.client, "post_logout_redirect_uri": f"{self._client.origin}/"})
        return f"{there}?{back}" if isinstance(there, str) and there.startswith("https://") else ""

    def _with_keys(self, check: Any) -> str:  # noqa: ANN401 - a function of the keys
        try:
            return str(check(self._keys(_KEPT)))
        except IdentityError:
            # The provider may have changed its keys since (OpenID Connect Core 1.0, 10.1.1).
            return str(check(self._keys(_LEAST)))

    def _endpoint(self, name: str) -> str:
        found = self._configuration().get(name)
        if not isinstance(found, str):
            raise IdentityError(f"the identity provider does not say its {name}")
        return found

    def _configuration(self) -> Mapping[str, Any]:
        found = self._asked(self.provider.issuer.rstrip("/") + _WELL_KNOWN, _KEPT)
        if found.get("issuer") != self.provider.issuer:  # Discovery 1.0, 4.3: else one could pose as another
            raise IdentityError("the identity provider says that it is another")
        return found

    def _keys(self, age: timedelta) -> Mapping[str, Any]:
        return self._asked(self._endpoint("jwks_uri"), age)

    def _asked(self, address: str, age: timedelta) -> Mapping[str, Any]:
        now = self._clock.now()
        with self._lock:
            at, told = self._told.get(address, (None, None))
        if at is None or now - at >= age:
            told = self._run("GET", address, {})
            with self._lock:
                self._told[address] = (now, told)
        found: Mapping[str, Any] = told
        return found

    def _post(self, address: str, given: Mapping[str, str]) -> Mapping[str, Any]:
        # RFC 6749, 2.3.1: both parts are encoded as forms are, before they go into the header.
        secret = self._client.secret
        more: dict[str, Any] = {"data": dict(given)}
        if secret:
            auth = aiohttp.encode_basic_auth(quote_plus(self.provider.client), quote_plus(secret))
            more["headers"] = {"Authorization": auth}
        return self._run("POST", address, more)

    def _run(self, method: str, address: str, more: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            found = orjson.loads(self._loop.run(_call(method, address, more)))
        except (aiohttp.ClientError, TimeoutError, ValueError, LineError) as error:
            raise IdentityError(f"the identity provider does not answer: {error or 'too late'}") from error
        if not isinstance(found, dict):
            raise IdentityError("the identity provider answers with something else than an object")
        return found


class Places(Protocol):
    """What settings say about signing in."""

    @property
    def origin(self) -> str:
        """Of the desk."""
        ...

    @property
    def identity_secret(self) -> Path:
        """The file with the secret; there need be none."""
        ...

    @property
    def provider(self) -> Provider | None:
        """Where identities are kept."""
        ...


def line_to(places: Places, loop: Loop, clock: Clock) -> HttpIdentities | None:
    """Return the line to the provider that the settings name; None if they name none.

    Raises:
        KeysError: the file with the secret is open to others, or cannot be read.
    """
    if places.provider is None:
        return None
    client = Client(origin=places.origin, secret=_secret(places.identity_secret))
    return HttpIdentities(loop, places.provider, client, clock)


def _secret(path: Path) -> str:
    return read_file(path).decode("utf-8", "replace").strip() if path.exists() else ""


async def _call(method: str, address: str, more: Mapping[str, Any]) -> bytes:
    """Ask once; nobody is followed elsewhere."""
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE, trust_env=True) as session,
        session.request(method, address, allow_redirects=False, **more) as answer,
    ):
        body = bytearray()
        async for part in answer.content.iter_any():
            body += part
            if len(body) > _LONGEST:
                raise aiohttp.ClientError("too long an answer")
        if answer.status != 200:  # noqa: PLR2004 - the only one that brings what was asked for
            raise aiohttp.ClientError(f"status {answer.status}")
        return bytes(body)
