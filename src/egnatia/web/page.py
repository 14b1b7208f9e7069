"""The desk of a node: the page that everybody on its machine may see, and the screens of those who are signed in."""

import asyncio
from functools import partial
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
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
from egnatia.web.shell import cookie_of
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


def build_page(node: Node, bound: str) -> Starlette:
    """Build the application of the desk.

    Args:
        node: whose desk it is.
        bound: the address or name at which it listens; under a foreign name it does not answer.
    """

    def state(request: Request) -> Response:
        """Show the node to everybody on this machine: numbers and names of agencies, nothing about people."""
        secret = request.cookies.get(cookie_of(node), "")
        known = signed_in(node.office, secret) if secret else None
        return display_of(request).show("state.html", state=look(node), known=known[0] if known else None)

    own = [Route("/", state), *assets.routes(HEADERS), *display.routes()]
    routes = [*own, *(route for screens in _SCREENS for route in screens.routes(node))]
    host = Middleware(OwnHost, bound=bound, named=urlsplit(node.door.site.origin).netloc)
    return Starlette(routes=routes, middleware=[host])


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
