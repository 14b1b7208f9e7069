"""The desk of a node: the page that everybody on its machine may see, and the screens of those who are signed in."""

import asyncio
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from egnatia.bootstrap import Node, NodeError
from egnatia.casework.login import signed_in
from egnatia.web import (
    access,
    account,
    actionday,
    alert,
    alertform,
    ask,
    assets,
    attachment,
    authorise,
    board,
    casefile,
    casefiles,
    clocks,
    compose,
    dispatch,
    display,
    export,
    find,
    hits,
    identify,
    inbox,
    ledger,
    loci,
    login,
    network,
    operation,
    operationplan,
    oversight,
    pairs,
    passing,
    people,
    perils,
    recall,
    records,
    refused,
    reviews,
    search,
    watch,
)
from egnatia.web.display import HEADERS, display_of
from egnatia.web.host import OwnHost
from egnatia.web.shell import NODE, cookie_of, node_of
from egnatia.web.state import look

#: Modules with screens for people who are signed in, in the order in which an address is looked up.
_SCREENS = (
    login,
    account,
    people,
    ask,
    loci,
    search,
    find,
    inbox,
    hits,
    watch,
    dispatch,
    attachment,
    clocks,
    compose,
    operationplan,
    operation,
    actionday,
    alertform,
    alert,
    authorise,
    casefiles,
    casefile,
    network,
    export,
    pairs,
    identify,
    board,
    perils,
    passing,
    access,
    oversight,
    ledger,
    reviews,
    records,
    recall,
    refused,
)


def build_page(node: Node, bound: str) -> OwnHost:
    """Build the application of the desk.

    Args:
        node: whose desk it is.
        bound: the address or name at which it listens; under a foreign name it does not answer.
    """
    return OwnHost(_AtNode(assemble(), node), bound=bound, named=urlsplit(node.door.site.origin).netloc)


@cache
def assemble() -> Starlette:
    """Put all screens together, once for all nodes of a process: each request says at which node it was made."""
    own = [Route("/", _state), *assets.routes(HEADERS), *display.routes()]
    routes = [*own, *(route for screens in _SCREENS for route in screens.routes())]
    return Starlette(routes=routes, exception_handlers={404: _nowhere, 405: _nowhere})


def _nowhere(request: Request, error: Exception) -> Response:
    """Say that nothing is at an address, or nothing that can be done so."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    answer = display_of(request).show("nowhere.html", status, node=node_of(request).office.me)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


@dataclass(frozen=True, slots=True)
class _AtNode:
    """An application that says beside each request at which node it was made."""

    app: ASGIApp
    node: Node

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (ASGI 3)."""
        await self.app({**scope, NODE: self.node}, receive, send)


def _state(request: Request) -> Response:
    """Show the node to everybody on this machine: numbers and names of agencies, nothing about people."""
    node = node_of(request)
    secret = request.cookies.get(cookie_of(node), "")
    known = signed_in(node.office, secret) if secret else None
    return display_of(request).show("state.html", state=look(node), known=known[0] if known else None)


class PagePort:
    """The port of the page. `start` and `stop` it once; stop it before its node."""

    def __init__(self, node: Node) -> None:
        """Prepare the port; nothing listens yet."""
        self._node = node
        page = build_page(node, node.settings.desk.bind)
        config = Config(page, http="httptools", ws="none", lifespan="off", log_config=None, access_log=False)
        config.load()
        self._state = ServerState()
        self._protocol = partial(HttpToolsProtocol, config=config, server_state=self._state, app_state={})
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """Where the page is, once it is there."""
        if self._server is None:
            raise NodeError("the page is not served")
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}/"

    def start(self) -> None:
        """Listen.

        Raises:
            NodeError: the address is taken or not allowed.
        """
        self._server = self._node.shared.loop.run(self._listen())

    def stop(self) -> None:
        """Close the port."""
        if self._server is not None:
            self._node.shared.loop.run(self._close(self._server))
            self._server = None

    async def _listen(self) -> asyncio.Server:
        desk = self._node.settings.desk
        try:
            return await asyncio.get_running_loop().create_server(self._protocol, desk.bind, desk.port)
        except OSError as error:
            words = error.strerror or str(error)
            raise NodeError(f"the page cannot be served at {desk.bind}:{desk.port}: {words}") from error

    async def _close(self, server: asyncio.Server) -> None:
        server.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
