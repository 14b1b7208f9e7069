"""The connections to one partner: kept for further requests, and given out only while the partner's key counts."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from egnatia.adapters.http.connection import Connection, connect
from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.tls import Trust

#: Connections to one partner at once; what comes on top waits for one. A few more than requests with envelopes.
CONNECTIONS = 6
#: Seconds for which an idle connection is kept; less than a partner's port keeps it.
KEEP = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a partner is reached now, and by which keys it is known."""

    endpoint: str
    pins: Collection[str]  #: SHA-256 of each key (SubjectPublicKeyInfo) that counts now.


class Lane:
    """All connections to one partner; used by the event loop's thread only."""

    def __init__(self, trust: Trust, connect_within: float) -> None:
        """Begin without a connection."""
        self._trust = trust
        self._connect_within = connect_within
        self._idle: deque[Connection] = deque()
        self._turn = asyncio.Semaphore(CONNECTIONS)

    @asynccontextmanager
    async def connection(self, address: Address) -> AsyncIterator[Connection]:
        """Give out a connection on which nothing of this request was sent yet.

        Args:
            address: where, and whom to expect there.

        Raises:
            OSError: no connection comes about.
            LineError: at the address answers somebody else, or a key that does not count now.
        """
        async with self._turn:
            connection = self._kept(address.pins) or await self._connect(address)
            try:
                yield connection
            except BaseException:  # whatever it was, a reply may still be on its way: the next request must not get it
                connection.close()
                raise
            self._keep(connection)

    def close(self) -> None:
        """Close the connections that are kept."""
        while self._idle:
            self._idle.pop().close()

    def _kept(self, pins: Collection[str]) -> Connection | None:
        """Return the connection that was used last; close those that became too old, or of whose keys one is over."""
        self._trust.renew()
        while self._idle:
            connection = self._idle.pop()
            lasting = connection.key in pins and connection.shown == self._trust.shown
            if connection.usable and lasting and _now() - connection.idle_since < KEEP:
                return connection
            connection.close()
        return None

    async def _connect(self, address: Address) -> Connection:
        async with asyncio.timeout(self._connect_within):
            connection = await connect(address.endpoint, self._trust.renew())
            connection.shown = self._trust.shown
        if connection.key not in address.pins:
            connection.close()
            raise LineError("it shows a key that the directory does not list for it now")
        return connection

    def _keep(self, connection: Connection) -> None:
        if connection.usable:
            connection.idle_since = _now()
            self._idle.append(connection)
        while self._idle and _now() - self._idle[0].idle_since >= KEEP:
            self._idle.popleft().close()


def _now() -> float:
    return asyncio.get_running_loop().time()
