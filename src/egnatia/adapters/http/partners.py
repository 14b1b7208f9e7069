"""The client side of the line: sends to all partners at once, and hands the replies over as they come."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Self

from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, ServerDisconnectedError

from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.failure import FAILURES, refusal_words, words_for
from egnatia.adapters.http.loop import Loop
from egnatia.adapters.http.pinning import PINS, PinningConnector
from egnatia.adapters.http.tls import Trust
from egnatia.casework.ports import Clock, Reply
from egnatia.exchange.limits import MAX_BODY
from egnatia.model.identity import NodeId

#: Connections to one partner at once; what comes on top waits for one.
CONNECTIONS = 16
#: Seconds for which an idle connection is kept; less than a partner's port keeps it.
KEEP = 30.0

_HEADERS = {"Content-Type": "application/json"}
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds until a partner counts as away."""

    connect: float = 3.0  #: For TCP and TLS.
    total: float = 20.0  #: For everything.


PATIENCE = Patience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One request to one partner, and where its reply is waited for."""

    partner: NodeId
    batch: int
    body: bytes
    replies: SimpleQueue[Reply]


class HttpPartners:
    """The line of one node to all its partners."""

    def __init__(self, loop: Loop, trust: Trust, clock: Clock, patience: Patience = PATIENCE) -> None:
        """Open the line; connections come with the first request and are kept for further ones."""
        self._loop = loop
        self._trust = trust
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = loop.run(_open_session(patience))

    def deliver(self, batches: Iterable[tuple[NodeId, bytes]]) -> Iterator[Reply]:
        """Send request bodies and return the replies as they come, one for each.

        A body is on its way as soon as it is drawn from `batches`, so that the next one may be sealed meanwhile.
        """
        replies: SimpleQueue[Reply] = SimpleQueue()
        sent = 0
        for batch, (partner, body) in enumerate(batches):
            self._begin(Posting(partner=partner, batch=batch, body=body, replies=replies))
            sent += 1
        return (replies.get() for _ in range(sent))

    def close(self) -> None:
        """End what is under way, whose letters then wait in the outbox, and close all connections."""
        try:
            self._loop.run(self._close())
        except LineError:  # the loop went first, and all connections with it
            self._session.detach()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self, posting: Posting) -> None:
        try:
            self._loop.call(self._start, posting)
        except LineError as error:
            posting.replies.put(_away(posting, str(error)))

    def _start(self, posting: Posting) -> None:
        task = asyncio.get_running_loop().create_task(self._post(posting))
        self._tasks.add(task)
        task.add_done_callback(partial(self._finish, posting))

    def _finish(self, posting: Posting, task: asyncio.Task[None]) -> None:
        """See to it that the waiting thread gets its one reply, whatever became of the task."""
        self._tasks.discard(task)
        if task.cancelled():
            posting.replies.put(_away(posting, "this node is being stopped"))
        elif error := task.exception():
            posting.replies.put(_away(posting, f"{type(error).__name__}: {error}"))

    async def _post(self, posting: Posting) -> None:
        try:
            body = await self._send_twice(posting)
        except FAILURES as error:
            posting.replies.put(_away(posting, words_for(error)))
        else:
            posting.replies.put(Reply(partner=posting.partner, batch=posting.batch, body=body))

    async def _send_twice(self, posting: Posting) -> bytes:
        """Send, once more if a kept connection turned out to have been closed by the partner meanwhile.

        The second sending is harmless: an envelope that was taken the first time is refused as replayed.
        """
        try:
            return await self._send(posting)
        except ServerDisconnectedError:
            return await self._send(posting)

    async def _send(self, posting: Posting) -> bytes:
        context = self._trust.renew()
        url = self._address(posting.partner)
        async with self._session.post(
            url, data=posting.body, headers=_HEADERS, ssl=context, allow_redirects=False
        ) as response:
            body = await _read_limited(response)
            if response.status != _OK:
                raise LineError(refusal_words(response.status, body))
            return body

    def _address(self, partner: NodeId) -> str:
        member = self._trust.directory().member(partner)
        if member is None:
            raise LineError(f"the directory lists no {partner}")
        now = self._clock.now()
        PINS.set({tls.spki for tls in member.tls if tls.validity.holds(now)})
        return f"{member.endpoint}/node/v1/envelopes"

    async def _close(self) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()


async def _open_session(patience: Patience) -> ClientSession:
    return ClientSession(
        connector=PinningConnector(limit=0, limit_per_host=CONNECTIONS, keepalive_timeout=KEEP),
        timeout=ClientTimeout(total=patience.total, sock_connect=patience.connect),
        cookie_jar=DummyCookieJar(),
        skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
        auto_decompress=False,
        trust_env=False,
    )


async def _read_limited(response: ClientResponse) -> bytes:
    """Read a body, but no more than any lawful one has."""
    if response.content_length is not None and response.content_length <= MAX_BODY:
        return await response.read()
    body = bytearray()
    async for part in response.content.iter_any():
        body += part
        if len(body) > MAX_BODY:
            response.close()
            raise LineError(f"its reply has more than {MAX_BODY} bytes")
    return bytes(body)


def _away(posting: Posting, words: str) -> Reply:
    return Reply(partner=posting.partner, batch=posting.batch, body=None, error=words)
