"""One connection of a partner: uvicorn's, with the peer's key beside each request and bounds on the peer's patience."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from egnatia.api.node.limits import PortLimits

#: Where the SHA-256 of the peer's key stands in the state of a request.
PEER = "peer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """What the connections of one port share."""

    config: Config
    state: ServerState
    read_key: Callable[[Any], str | None]  #: From a TLS connection to the SHA-256 of the peer's key.
    limits: PortLimits
    connections: Counter[str] = field(default_factory=Counter)  #: By peer.


class PeerProtocol(HttpToolsProtocol):
    """Closes a connection whose peer has too many, or sends a request too slowly or with too large a head."""

    def __init__(self, listening: Listening) -> None:
        """Wait for the connection to be made."""
        super().__init__(config=listening.config, server_state=listening.state, app_state={})
        self._listening = listening
        self.peer: str | None = None  #: SHA-256 of the key that it proved to hold; None before the handshake.
        self._deadline: asyncio.TimerHandle | None = None
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn does
        """Note whose connection it is; the handshake is done."""
        super().connection_made(transport)
        self.peer = self._listening.read_key(transport.get_extra_info("ssl_object"))
        if self.peer is None:
            transport.abort()
            return
        self.app_state = {PEER: self.peer}
        self._listening.connections[self.peer] += 1
        if self._listening.connections[self.peer] > self._listening.limits.connections:
            transport.abort()
            return
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._be_patient()
        if self.peer is not None:
            self._listening.connections[self.peer] -= 1
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; before a head has ended, count its bytes."""
        super().data_received(data)
        if self._head >= 0:
            self._head += len(data)
            if self._head > self._listening.limits.head:
                self.transport.abort()

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        self._hurry()
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has ended; the body is bounded by whoever reads it."""
        self._head = -1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is here."""
        self._be_patient()
        super().on_message_complete()

    def _hurry(self) -> None:
        self._be_patient()
        self._deadline = self.loop.call_later(self._listening.limits.request, self.transport.abort)

    def _be_patient(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
