"""A connection belongs to a member: it is used only if the other side showed a key that counts for that member now."""

from collections.abc import Collection
from contextvars import ContextVar

from aiohttp import ClientConnectionError, ClientRequest, ClientTimeout, TCPConnector
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from egnatia.adapters.http.tls import peer_spki

#: The keys of the member whom the current task addresses: SHA-256 of each SubjectPublicKeyInfo.
PINS: ContextVar[Collection[str]] = ContextVar("PINS")


class WrongKeyError(ClientConnectionError):
    """At the address of a member answers somebody else, or a key of it that does not count now."""


class PinningConnector(TCPConnector):
    """Gives out connections, new ones and kept ones alike, only to the member for whom they are."""

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 - the signature of aiohttp
    ) -> Connection:
        """Return a connection on which nothing of this request was sent yet.

        Raises:
            WrongKeyError: the other side is not the member addressed.
        """
        connection = await super().connect(req, traces, timeout)
        transport = connection.transport
        shown = transport.get_extra_info("ssl_object") if transport else None
        if shown is None or peer_spki(shown) not in PINS.get():
            connection.close()
            raise WrongKeyError("it shows a key that the directory does not list for it now")
        return connection
