"""The port itself: listens in the event loop that the nodes of a process share."""

import asyncio
from functools import partial

from uvicorn.config import Config
from uvicorn.server import ServerState

from egnatia.api.node.door import Door
from egnatia.api.node.lanes import Lanes
from egnatia.api.node.limits import LIMITS, PortLimits
from egnatia.api.node.peer import Listening, PeerProtocol
from egnatia.bootstrap import Node, NodeError, peer_spki

#: Seconds between two looks at whose connections are to end.
SWEEP = 1.0


class NodePort:
    """One node's port for partners. `start` and `stop` it once; stop it before its node."""

    def __init__(self, node: Node, limits: PortLimits = LIMITS) -> None:
        """Prepare the port; nothing listens yet."""
        self._node = node
        self._limits = limits
        lanes = Lanes(node.settings.rate, limits.at_work)
        door = Door(node.office, node.directory.bundle, lanes, node.shared.loop.workers)
        config = Config(
            door,
            http="httptools",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,  # who calls is what the TLS connection shows, and nothing that a header says
            timeout_keep_alive=limits.keep,
        )
        config.load()
        self._listening = Listening(config=config, state=ServerState(), read_key=peer_spki, limits=limits)
        self._trust = node.server_trust()
        self._server: asyncio.Server | None = None
        self._sweep: asyncio.TimerHandle | None = None

    @property
    def number(self) -> int:
        """The number of the port; chosen by the system if the settings say 0."""
        if self._server is None:
            raise NodeError("the port does not listen")
        number: int = self._server.sockets[0].getsockname()[1]
        return number

    def start(self) -> None:
        """Listen.

        Raises:
            NodeError: the address is taken or not allowed.
        """
        self._server = self._node.shared.loop.run(self._listen())

    def stop(self) -> None:
        """Close the port; requests that are being worked on get their replies."""
        if self._server is not None:
            self._node.shared.loop.run(self._close(self._server))
            self._server = None

    async def _listen(self) -> asyncio.Server:
        address = self._node.settings.port
        self._follow()
        try:
            return await asyncio.get_running_loop().create_server(
                partial(PeerProtocol, self._listening),
                address.bind,
                address.port,
                ssl=self._trust.context,
                ssl_handshake_timeout=self._limits.handshake,
                ssl_shutdown_timeout=self._limits.goodbye,
                backlog=1024,
                # Where a server keeps the data, processes of one node share the port; the kernel spreads the calls.
                reuse_port=self._node.settings.database_file is None,
            )
        except OSError as error:
            words = error.strerror or str(error)
            raise NodeError(
                f"{self._node.office.me} cannot listen at {address.bind}:{address.port}: {words}"
            ) from error

    def _follow(self) -> None:
        """Follow the directory: show the certificate that counts now, and end connections of who is listed no more.

        Each request is judged anew in any case; an expelled member should not hold connections either.
        """
        self._sweep = asyncio.get_running_loop().call_later(SWEEP, self._follow)
        self._trust.renew()
        directory, now = self._node.directory.current(), self._node.office.clock.now()
        for connection in list(self._listening.state.connections):
            peer = connection.peer if isinstance(connection, PeerProtocol) else None
            if peer and directory.member_by_tls(peer, now) is None:
                connection.shutdown()

    async def _close(self, server: asyncio.Server) -> None:
        if self._sweep:
            self._sweep.cancel()
        server.close()
        state = self._listening.state
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=self._limits.grace)
        for connection in list(state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0)
