"""The page of a node, for people on its machine: who it is, how its partners are, where its log stands."""

import asyncio
from functools import partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from egnatia.bootstrap import Node, NodeError
from egnatia.web.host import OwnHost
from egnatia.web.state import look

_PAGES = Environment(loader=PackageLoader("egnatia.web"), autoescape=True, undefined=StrictUndefined)
_STYLE = (files("egnatia.web") / "templates" / "style.css").read_text("utf-8")
#: Nothing is loaded from elsewhere, nothing runs, nobody frames the page.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def build_page(node: Node, bound: str) -> Starlette:
    """Build the application of the page.

    Args:
        node: that it shows.
        bound: the address or name at which it listens; under a foreign name it does not answer.
    """

    def state(_request: Request) -> Response:
        html = _PAGES.get_template("state.html").render(state=look(node))
        return Response(html, media_type="text/html", headers=_HEADERS)

    def style(_request: Request) -> Response:
        return Response(_STYLE, media_type="text/css", headers=_HEADERS)

    routes = [Route("/", state), Route("/style.css", style)]
    return Starlette(routes=routes, middleware=[Middleware(OwnHost, bound=bound)])


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
