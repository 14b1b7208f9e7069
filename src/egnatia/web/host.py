"""For which address a request to the page is meant: a name that somebody pointed here from outside is refused.

A page in a browser may not read the pages of other sites; but who owns a name can have it point at this machine, after
the browser has loaded the owner's page under it (DNS rebinding). Only the Host header then tells the two apart.
"""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

#: What this machine calls itself, whoever asks (RFC 6761, 6.3; RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
_LOCAL = ("localhost", "127.0.0.1", "::1")
_HTTP = 80


@dataclass(frozen=True, slots=True)
class OwnHost:
    """An application that answers only what is meant for the address at which it is asked, or for this machine."""

    app: ASGIApp
    bound: str  #: The address or name at which the page listens.
    named: str = ""  #: Host and port of the origin that browsers see, where a proxy with TLS stands in front.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3), or refuse it as misdirected (RFC 9110, section 15.5.20)."""
        if scope["type"] == "http" and not self._is_meant(scope):
            refusal = PlainTextResponse("this page is not called so", status_code=421)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_meant(self, scope: Scope) -> bool:
        address, port = scope["server"]  # of the connection; where the page listens everywhere, one of many
        named = Headers(scope=scope).getlist("host")
        known = _spelt((*_LOCAL, self.bound.lower(), address), port) | ({self.named} - {""})
        return len(named) == 1 and named[0].lower() in known


def _spelt(names: tuple[str, ...], port: int) -> frozenset[str]:
    """Return how a Host header spells names with a port (RFC 9112, section 3.2): 80 may be left out."""
    bare = [f"[{name}]" if ":" in name else name for name in names]
    return frozenset([*(f"{name}:{port}" for name in bare), *(bare if port == _HTTP else ())])
