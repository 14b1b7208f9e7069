"""An identity provider on this machine: authorization code with PKCE, and the lies that one may tell."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from tests.twins.clock import SetClock

CLIENT, SUBJECT = "egnatia-rs", "248289761001"
_PATIENCE = 10.0


@dataclass
class Provider:
    """What the provider knows, and how it lies."""

    clock: SetClock
    issuer: str = ""
    secret: str = ""
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    claims: dict[str, Any] = field(default_factory=dict)  #: Said otherwise than true; None: not said.
    algorithm: str = "ES256"
    signs_with: Any = None
    asked_for_keys: int = 0
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def grant(self, address: str) -> dict[str, str]:
        """Let whoever comes by an address in, and return with what the browser is sent back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = hashlib.sha256(asked["state"].encode()).hexdigest()
        self._codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def redeem(self, given: dict[str, str], basic: str) -> str:
        """Give an id token for a code, once, to whoever set out."""
        asked = self._codes.pop(given["code"], None)
        verifier = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        said = f"Basic {base64.b64encode(f'{CLIENT}:{self.secret}'.encode()).decode()}" if self.secret else ""
        if asked is None or challenge != asked["code_challenge"] or given["redirect_uri"] != asked["redirect_uri"]:
            raise HTTPException(400, "invalid_grant")
        if basic != said or asked["code_challenge_method"] != "S256":
            raise HTTPException(401, "invalid_client")
        return self.token({"nonce": asked["nonce"]})

    def token(self, more: dict[str, Any]) -> str:
        """Sign a token about the subject."""
        now = int(self.clock.now().timestamp())
        true = {"iss": self.issuer, "sub": SUBJECT, "aud": CLIENT, "iat": now, "exp": now + 300, **more}
        said = {name: value for name, value in {**true, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.key.kid}
        if self.algorithm == "none":
            parts = (_text64(json.dumps(part).encode()) for part in (header, said))
            return ".".join((*parts, ""))
        return jwt.encode(header, said, self.signs_with or self.key, algorithms=[self.algorithm])

    def app(self) -> FastAPI:
        """Build its pages."""
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def configuration() -> dict[str, str]:
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            found = {name: f"{self.issuer}/{place}" for name, place in places.items()}
            return {"issuer": self.claims.get("says_to_be", self.issuer), **found}

        @app.get("/jwks")
        def keys() -> dict[str, Any]:
            self.asked_for_keys += 1
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(request: Request, redirect_uri: str) -> RedirectResponse:
            return RedirectResponse(f"{redirect_uri}?{urlencode(self.grant(str(request.url)))}")

        @app.post("/token")
        async def token(request: Request) -> dict[str, str]:
            given = dict(parse_qsl((await request.body()).decode()))
            return {"id_token": self.redeem(given, request.headers.get("authorization", "")), "token_type": "Bearer"}

        return app


def hmac_key(secret: str) -> OctKey:
    """Return a key that both sides know: what a forger would sign with."""
    return OctKey.import_key(secret)


@contextmanager
def served(provider: Provider) -> Iterator[Provider]:
    """Serve a provider for as long as this lasts."""
    config = uvicorn.Config(provider.app(), host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    provider.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(_PATIENCE)


def _text64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
