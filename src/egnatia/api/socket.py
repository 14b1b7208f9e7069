"""The Unix socket of a node, and who is at its other end."""

import asyncio
import os
import socket
import struct
import sys
from functools import partial
from pathlib import Path
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from egnatia.api.app import assemble
from egnatia.api.caller import NODE, UID
from egnatia.bootstrap import Node, NodeError

_GRACE = 5.0
#: Process, user and group of the peer (Linux, unix(7): SO_PEERCRED).
_LINUX = struct.Struct("3i")
#: Version, user and number of groups, then sixteen groups (macOS and FreeBSD, unix(4): LOCAL_PEERCRED, struct xucred).
_XUCRED = struct.Struct("=IIh2x64x")
_SOL_LOCAL, _LOCAL_PEERCRED = 0, 1


class LocalProtocol(HttpToolsProtocol):
    """One connection, with the node and the number of the peer's user beside each request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn does
        """Note whose connection it is; the kernel vouches for it."""
        super().connection_made(transport)
        self.app_state = self.app_state | {UID: peer_uid(transport.get_extra_info("socket"))}


def peer_uid(connection: Any) -> int:  # noqa: ANN401 - asyncio's and uvloop's sockets have no common type
    """Return the number of the user at the other end of a Unix socket.

    Raises:
        NodeError: this system does not tell; without it nobody could be held to account.
    """
    if sys.platform == "linux":
        _, uid, _ = _LINUX.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _LINUX.size))
    elif sys.platform in {"darwin", "freebsd"}:
        _, uid, _ = _XUCRED.unpack(connection.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED.size))
    else:
        raise NodeError(f"on {sys.platform}, a socket does not tell who calls: the node cannot run here")
    return int(uid)


class ApiSocket:
    """The node's socket. `start` and `stop` it once; stop it before its node."""

    def __init__(self, node: Node) -> None:
        """Prepare the socket; nothing listens yet."""
        self._node = node
        config = Config(assemble(), http="httptools", ws="none", lifespan="off", log_config=None, access_log=False)
        config.load()
        self._state = ServerState()
        self._protocol = partial(LocalProtocol, config=config, server_state=self._state, app_state={NODE: node})
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        """Listen; a socket that a dead node left behind is replaced.

        Raises:
            NodeError: another program listens there, or the folder refuses.
        """
        path = self._node.settings.socket
        _refuse_silent_system()
        if is_listening(path):
            raise NodeError(f"{path}: a node is running here already")
        path.unlink(missing_ok=True)
        self._server = self._node.shared.loop.run(self._listen(path))

    def stop(self) -> None:
        """Close the socket; requests that are being worked on get their answers."""
        if self._server is not None:
            self._node.shared.loop.run(self._close(self._server))
            self._server = None
            self._node.settings.socket.unlink(missing_ok=True)

    async def _listen(self, path: Path) -> asyncio.Server:
        # Whoever has a user on this machine may knock; the kernel says who it is, and without an account nobody enters.
        before = os.umask(0o111)
        try:
            return await asyncio.get_running_loop().create_unix_server(self._protocol, str(path))
        except OSError as error:
            raise NodeError(f"{path} cannot be made: {error.strerror or error}") from error
        finally:
            os.umask(before)

    async def _close(self, server: asyncio.Server) -> None:
        server.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=_GRACE)


def is_listening(path: Path) -> bool:
    """Tell whether a program answers at a socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _refuse_silent_system() -> None:
    """Try at the start whether the system tells who calls, rather than at the first call."""
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        peer_uid(one)
