"""The client side of the line: sends to all partners at once, and hands the replies over as they come."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Self

from egnatia.adapters.http.ahead import ahead
from egnatia.adapters.http.connection import Response, write_get, write_post
from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.failure import FAILURES, refusal_words, words_for
from egnatia.adapters.http.lane import Address, Lane
from egnatia.adapters.http.loop import Loop
from egnatia.adapters.http.queue import Posting, Queue
from egnatia.adapters.http.tls import Trust
from egnatia.casework.ports import Clock, Heard, Piece, Reply
from egnatia.exchange.batch import divide_replies, join_requests
from egnatia.exchange.chunks import SEALED, chunk_path
from egnatia.exchange.errors import Refused
from egnatia.exchange.limits import MAX_BODY
from egnatia.exchange.witness import LONGEST_REPLY, LONGEST_SEEN, SEEN, Said, growth_path
from egnatia.exchange.witness import PATH as WITNESS
from egnatia.model.identity import AttachmentId, NodeId

ENVELOPES = "/node/v1/envelopes"
DIRECTORY = "/node/v1/directory"
#: Bytes of a directory with all its roots; none comes near it.
MAX_DIRECTORY = 16 * 1024 * 1024
#: Bytes of a chunk of a file; a little more is read, so that what is too much is seen to be.
MAX_CHUNK = SEALED + 1024
_OK, _NOT_FOUND = 200, 404
_STOPPING = "this node is being stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds until a partner counts as away."""

    connect: float = 3.0  #: For TCP and TLS.
    total: float = 20.0  #: For everything.
    chunk: float = 300.0  #: For a chunk of a file, also on a line that brings four kilobytes a second.


PATIENCE = Patience()


class HttpPartners:
    """The line of one node to all its partners."""

    def __init__(self, loop: Loop, trust: Trust, clock: Clock, patience: Patience = PATIENCE) -> None:
        """Open the line; connections come with the first request and are kept for further ones."""
        self._loop = loop
        self._trust = trust
        self._clock = clock
        self._patience = patience
        self._tasks: set[asyncio.Task[Any]] = set()
        self._queues: defaultdict[NodeId, Queue] = defaultdict(Queue)
        self._lanes: defaultdict[NodeId, Lane] = defaultdict(lambda: Lane(trust, patience.connect))
        self._closed = False

    def deliver(self, batches: Iterable[tuple[NodeId, bytes]]) -> Iterator[Sequence[Reply]]:
        """Send request bodies and return the replies as they come, one for each; together, what is there together.

        A body is on its way as soon as it is drawn from `batches`, so that the next one may be sealed meanwhile.
        """
        replies: SimpleQueue[Reply] = SimpleQueue()
        sent = 0
        for batch, (partner, body) in enumerate(batches):
            self._begin(Posting(partner=partner, batch=batch, body=body, replies=replies))
            sent += 1
        return _gathered(replies, sent)

    def offer(self, offers: Sequence[tuple[NodeId, bytes]]) -> list[Heard]:
        """Bring checkpoints to partners, all at once, and return what each said as a witness."""
        try:
            return self._loop.run(self._offer(offers))
        except (LineError, CancelledError):
            return [Heard(partner=partner, error="this node is being stopped") for partner, _ in offers]

    def seen(self, partner: NodeId) -> bytes | None:
        """Return what a partner saw of logs as their witness; None if it is away."""
        return self._get(partner, SEEN, LONGEST_SEEN)

    def growth(self, log: NodeId, first: int, second: int) -> bytes | None:
        """Return a log's proof that one size grew out of another; None if its node is away or has no proof."""
        return self._get(log, growth_path(first, second), LONGEST_REPLY)

    def _get(self, partner: NodeId, path: str, limit: int) -> bytes | None:
        try:
            return self._loop.run(self._fetch(partner, path, limit))
        except (*FAILURES, CancelledError):
            return None

    def pieces(self, partner: NodeId, attachment: AttachmentId, numbers: range) -> Iterator[Piece]:
        """Fetch chunks of a file, and yield each as it comes; the first that does not come is the last."""

        def begin(number: int) -> Future[Piece]:
            try:
                return self._loop.begin(self._piece(partner, chunk_path(attachment, number), number))
            except LineError:
                stopped = Future[Piece]()
                stopped.cancel()
                return stopped

        return ahead(begin, numbers, _STOPPING)

    def fetch_directory(self, partner: NodeId) -> bytes:
        """Fetch the directory as a partner holds it; `exchange.directory` says whether to believe it.

        Raises:
            LineError: the partner cannot be reached, or does not give it.
        """
        try:
            return self._loop.run(self._fetch(partner, DIRECTORY, MAX_DIRECTORY))
        except FAILURES as error:
            raise LineError(words_for(error)) from error
        except CancelledError as error:
            raise LineError(_STOPPING) from error

    def close(self) -> None:
        """End what is under way, whose letters then wait in the outbox, and close all connections."""
        with suppress(LineError):  # the loop went first, and all connections with it
            self._loop.run(self._close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self, posting: Posting) -> None:
        try:
            self._loop.call(self._start, posting)
        except LineError as error:
            posting.away(str(error))

    def _start(self, posting: Posting) -> None:
        if self._closed:
            posting.away(_STOPPING)
            return
        self._queues[posting.partner].put(posting)
        self._go_on(posting.partner)

    def _go_on(self, partner: NodeId) -> None:
        while postings := self._queues[partner].take():
            task = asyncio.get_running_loop().create_task(self._post(partner, postings))
            self._tasks.add(task)
            task.add_done_callback(partial(self._finish, partner, postings))

    def _finish(self, partner: NodeId, postings: Sequence[Posting], task: asyncio.Task[None]) -> None:
        """See to it that each waiting thread gets its one reply, whatever became of the task."""
        self._tasks.discard(task)
        self._queues[partner].done()
        if task.cancelled():
            self._queues[partner].give_up(_STOPPING)
        error = None if task.cancelled() else task.exception()
        if task.cancelled() or error:
            for posting in postings:
                posting.away(f"{type(error).__name__}: {error}" if error else _STOPPING)
        self._go_on(partner)

    async def _post(self, partner: NodeId, postings: Sequence[Posting]) -> None:
        body = postings[0].body if len(postings) == 1 else join_requests([posting.body for posting in postings])
        try:
            replies = await self._ask(partner, lambda endpoint: write_post(endpoint, ENVELOPES, body), MAX_BODY)
            parts = [replies] if len(postings) == 1 else divide_replies(replies, [one.envelopes for one in postings])
        except (*FAILURES, Refused) as error:
            for posting in postings:
                posting.away(words_for(error))
        else:
            for posting, part in zip(postings, parts, strict=True):
                posting.answer(part)

    async def _offer(self, offers: Sequence[tuple[NodeId, bytes]]) -> list[Heard]:
        tasks = [asyncio.create_task(self._bring(partner, body)) for partner, body in offers]
        self._tasks |= set(tasks)
        for task in tasks:
            task.add_done_callback(self._tasks.discard)
        return await asyncio.gather(*tasks)

    async def _bring(self, partner: NodeId, body: bytes) -> Heard:
        try:
            response = await self._send(partner, lambda endpoint: write_post(endpoint, WITNESS, body), LONGEST_REPLY)
        except FAILURES as error:
            return Heard(partner=partner, error=words_for(error))
        return Heard(partner=partner, said=Said(status=response.status, body=response.body))

    async def _piece(self, partner: NodeId, path: str, number: int) -> Piece:
        asked = self._send(partner, lambda endpoint: write_get(endpoint, path), MAX_CHUNK, self._patience.chunk)
        task = asyncio.create_task(asked)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            response = await task
        except FAILURES as error:
            return Piece(number=number, error=words_for(error))
        if response.status == _OK:
            return Piece(number=number, data=response.body)
        gone = response.status == _NOT_FOUND
        words = "it has it no more" if gone else refusal_words(response.status, response.body)
        return Piece(number=number, error=words)

    async def _fetch(self, partner: NodeId, path: str, limit: int) -> bytes:
        task = asyncio.create_task(self._ask(partner, lambda endpoint: write_get(endpoint, path), limit))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await task

    async def _ask(self, partner: NodeId, write: Callable[[str], bytes], limit: int) -> bytes:
        response = await self._send(partner, write, limit)
        if response.status != _OK:
            raise LineError(refusal_words(response.status, response.body))
        return response.body

    async def _send(
        self, partner: NodeId, write: Callable[[str], bytes], limit: int, within: float | None = None
    ) -> Response:
        """Send a request, once: whoever got no reply must not send the same envelope again (protocol, section 10)."""
        if self._closed:
            raise LineError(_STOPPING)
        address = self._address(partner)
        async with (
            asyncio.timeout(within or self._patience.total),
            self._lanes[partner].connection(address) as connection,
        ):
            return await connection.exchange(write(address.endpoint), limit)

    def _address(self, partner: NodeId) -> Address:
        member = self._trust.directory().member(partner)
        if member is None:
            raise LineError(f"the directory lists no {partner}")
        now = self._clock.now()
        return Address(endpoint=member.endpoint, pins={tls.spki for tls in member.tls if tls.validity.holds(now)})

    async def _close(self) -> None:
        self._closed = True
        for queue in self._queues.values():
            queue.give_up(_STOPPING)
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for lane in self._lanes.values():
            lane.close()


def _gathered(replies: SimpleQueue[Reply], missing: int) -> Iterator[Sequence[Reply]]:
    """Wait for a reply, and take along those that came meanwhile."""
    while missing:
        found = [replies.get()]
        with suppress(Empty):
            while len(found) < missing:
                found.append(replies.get_nowait())
        missing -= len(found)
        yield found
