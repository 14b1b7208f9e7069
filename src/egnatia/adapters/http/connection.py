"""One connection to one partner: HTTP/1.1 over TLS, one request at a time.

The protocol needs one method, one path and small bodies; what a general client does beyond that would cost more time
than sealing an envelope (docs/adr/0070).
"""

import asyncio
import ssl
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import httptools

from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.tls import peer_spki
from egnatia.adapters.keys.certificate import Identity
from egnatia.casework.ports import SHUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a partner's port said."""

    status: int
    body: bytes


class Connection(asyncio.Protocol):
    """A connection that is open, and what comes on it."""

    def __init__(self) -> None:
        """Wait for the connection to be made."""
        self.key: str | None = None  #: SHA-256 of the key that the partner showed.
        self.shown: Identity | None = None  #: What this node showed.
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body = bytearray()
        self._limit = 0
        self._reply: asyncio.Future[Response] | None = None
        self._silent = True  #: No word came from the partner so far, nor did this node end the connection.

    @property
    def usable(self) -> bool:
        """Whether a further request can be sent on it."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes, limit: int) -> Response:
        """Send a request and wait for its response.

        Args:
            request: head and body.
            limit: bytes of the largest lawful body of the response.

        Raises:
            LineError: the partner closed the connection instead, or the response is no HTTP or larger than lawful.
        """
        if self._transport is None or self._transport.is_closing():
            raise LineError(self._ended)
        self._reply = asyncio.get_running_loop().create_future()
        self._limit = limit
        self._transport.write(request)
        return await self._reply

    def close(self) -> None:
        """Close the connection at once."""
        self._silent = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note whose connection it is; the handshake is done."""
        self._transport = cast("asyncio.Transport", transport)  # of a class of the loop's own, but of that form
        self.key = peer_spki(transport.get_extra_info("ssl_object"))

    def connection_lost(self, exc: Exception | None) -> None:
        """End the request that is waiting, if one is."""
        self._transport = None
        self._fail(exc if exc and not self._silent else LineError(self._ended))

    def data_received(self, data: bytes) -> None:
        """Read on; what nobody asked for ends the connection."""
        self._silent = False
        if self._reply is None:
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail(LineError("its reply is no HTTP"))
            self.close()

    @property
    def _ended(self) -> str:
        return SHUT if self._silent else "it closed the connection without a reply"

    def on_message_begin(self) -> None:
        """Begin a response."""
        self._body.clear()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._body += body
        if len(self._body) > self._limit:
            self._fail(LineError(f"its reply has more than {self._limit} bytes"))
            self.close()

    def on_message_complete(self) -> None:
        """Hand the response over."""
        reply, self._reply = self._reply, None
        if reply is not None and not reply.done():
            reply.set_result(Response(status=self._parser.get_status_code(), body=bytes(self._body)))
        if not self._parser.should_keep_alive():
            self.close()

    def _fail(self, error: BaseException) -> None:
        reply, self._reply = self._reply, None
        if reply is not None and not reply.done():
            reply.set_exception(error)


async def connect(endpoint: str, context: ssl.SSLContext) -> Connection:
    """Open a connection to the address at which the directory lists a partner.

    Raises:
        OSError: nobody listens there, or TLS fails.
    """
    parts = urlsplit(endpoint)
    _transport, connection = await asyncio.get_running_loop().create_connection(
        Connection, str(parts.hostname), parts.port or 443, ssl=context, server_hostname=""
    )
    return connection


def write_post(endpoint: str, path: str, body: bytes) -> bytes:
    """Write a request that brings something."""
    head = f"POST {path} HTTP/1.1\r\nHost: {_host(endpoint)}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode("ascii") + body


def write_get(endpoint: str, path: str) -> bytes:
    """Write a request that fetches something."""
    return f"GET {path} HTTP/1.1\r\nHost: {_host(endpoint)}\r\n\r\n".encode("ascii")


def _host(endpoint: str) -> str:
    return endpoint.removeprefix("https://")
