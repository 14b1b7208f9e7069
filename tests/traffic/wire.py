"""The wire between real nodes: every request and response as it stands at the recipient's door, after TLS."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from egnatia.api.node.peer import PEER
from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


@dataclass
class Crossing:
    """One request and its response."""

    node: str  #: Whose door.
    spki: str  #: SHA-256 of the key by which the caller's TLS connection was made.
    method: str
    path: str
    body: bytes = b""
    status: int = 0
    response: bytes = b""


@dataclass
class Wire:
    """Everything that crossed, in the order in which it was answered."""

    crossings: list[Crossing] = field(default_factory=list)

    def port(self, node: Node) -> NodePort:
        """Return the port of a node, with an ear at its door."""
        port = NodePort(node)
        config = port._listening.config
        config.loaded_app = self._listen(str(node.office.me), config.loaded_app)
        return port

    def _listen(self, node: str, door: Application) -> Application:
        async def heard(scope: Message, receive: Receive, send: Send) -> None:
            crossing = Crossing(node, scope["state"][PEER], scope["method"], scope["path"])

            async def taking() -> Message:
                message: Message = await receive()
                crossing.body += message.get("body", b"")
                return message

            async def giving(message: Message) -> None:
                crossing.status = message.get("status", crossing.status)
                crossing.response += message.get("body", b"")
                await send(message)

            await door(scope, taking, giving)
            self.crossings.append(crossing)

        return heard
