"""The requests of the protocol, as an ASGI application; no framework, because every question passes here.

A request is authorised by the key that the peer proved to hold, in the directory that is in force at that moment.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn, TypeAlias

from egnatia.api.node.lanes import Lane, Lanes
from egnatia.api.node.peer import PEER
from egnatia.casework.attachment.serving import serve_chunk
from egnatia.casework.crosscheck import tell_growth, tell_seen
from egnatia.casework.office import Office
from egnatia.casework.receive import log_refusal, log_stranger
from egnatia.casework.receive import receive as take_in
from egnatia.casework.witness import witness
from egnatia.exchange.batch import count_envelopes
from egnatia.exchange.chunks import read_chunk_path
from egnatia.exchange.errors import Refused
from egnatia.exchange.limits import MAX_BODY
from egnatia.exchange.pace import rest
from egnatia.exchange.refusal import Refusal, RefusalCode, plain_refusal
from egnatia.exchange.witness import PATH, SEEN, read_growth_path
from egnatia.ledger.errors import LedgerError
from egnatia.model import canonical
from egnatia.model.identity import AttachmentId, NodeId

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

ENVELOPES = ("POST", "/node/v1/envelopes")
DIRECTORY = ("GET", "/node/v1/directory")
CHECKPOINT = ("GET", "/node/v1/checkpoint")
WITNESS = ("POST", PATH)
SIGHTINGS = ("GET", SEEN)

#: The status by which HTTP says what the refusal of a whole request says; any other is a bad request.
_STATUS = {
    RefusalCode.UNKNOWN_SENDER: 403,
    RefusalCode.SUSPENDED: 403,
    RefusalCode.OVERSIZED: 413,
    RefusalCode.TOO_MANY: 429,
    RefusalCode.BUSY: 503,
}
_BAD_REQUEST = 400


_BUSY = Refusal(code=RefusalCode.BUSY, words="this node cannot take more now; try again later")

_STRANGER = (
    "the directory in force here does not list the key of this connection; whoever has joined lately is listed when "
    "this node has fetched the newer one, within the hour"
)

_log = logging.getLogger(__name__)


class HungUpError(Exception):
    """The peer closed the connection before the request was complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back, whatever was asked."""

    body: bytes
    status: int = 200
    type: bytes = b"application/json"

    async def send(self, send: Send) -> None:
        """Send it; after anything but success the connection is closed, for the rest of the request may be unread."""
        headers = [(b"content-type", self.type), (b"content-length", b"%d" % len(self.body))]
        if self.status != 200:  # noqa: PLR2004 - success
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls."""

    node: NodeId
    lane: Lane
    sizes: tuple[int, int] | None = None  #: Of our log, if the caller wants to know how it grew.
    chunk: tuple[AttachmentId, int] | None = None  #: Of a file, if the caller wants one.


def _time() -> float:
    return asyncio.get_running_loop().time()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """How the door waits, in seconds."""

    time: Callable[[], float] = _time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Door:
    """Lets members in, and nobody else."""

    def __init__(
        self,
        office: Office,
        bundle: Callable[[], bytes],
        lanes: Lanes,
        workers: Executor,
        pause: Pause = Pause(),
    ) -> None:
        """Open for an office.

        Args:
            office: of this node.
            bundle: the directory as held, in one document.
            lanes: one for each partner.
            workers: threads in which requests are worked on.
            pause: how it waits until a reply is due.
        """
        self._office = office
        self._bundle = bundle
        self._lanes = lanes
        self._workers = workers
        self._pause = pause
        self._routes = {
            ENVELOPES: self._envelopes,
            DIRECTORY: self._directory,
            CHECKPOINT: self._checkpoint,
            WITNESS: self._witness,
            SIGHTINGS: self._sightings,
        }

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        try:
            reply = await self._answer(scope, receive)
        except Refused as refused:
            reply = _refusal(refused.refusal)
        except HungUpError:
            return
        except Exception:  # noqa: BLE001 - such as a full disk: no business of the peer's, who may try again
            _log.exception("a request failed")
            reply = _refusal(_BUSY)
        await reply.send(send)

    async def _answer(self, scope: Message, receive: Receive) -> Reply:
        key: str = scope["state"][PEER]
        lane = self._lanes.of(key)
        member = self._office.directory().member_by_tls(key, self._office.clock.now())
        if member is None:
            await self._turn_away(lane, key)
        sizes, chunk = read_growth_path(scope["path"]), read_chunk_path(scope["path"])
        route = self._routes.get((scope["method"], scope["path"]))
        if scope["method"] == "GET" and (sizes or chunk):
            route = self._growth if sizes else self._chunk
        if route is None:
            return _NOT_FOUND
        return await route(Caller(node=member.node, lane=lane, sizes=sizes, chunk=chunk), receive)

    async def _envelopes(self, caller: Caller, receive: Receive) -> Reply:
        async with caller.lane.turn:
            body = await self._read(caller, receive)
            begun = self._pause.time()
            await self._admit(caller, count_envelopes(body))
            response = await self._work(take_in, self._office, caller.node, body)
            # Within the turn: else whoever waits for it learns when the work before it ended.
            passed = timedelta(seconds=self._pause.time() - begun)
            await self._pause.sleep(rest(passed, response.due).total_seconds())
        return Reply(body=response.body)

    async def _directory(self, caller: Caller, _receive: Receive) -> Reply:
        async with caller.lane.turn:
            await self._admit(caller, 1)
            return Reply(body=await self._work(self._bundle))

    async def _checkpoint(self, caller: Caller, _receive: Receive) -> Reply:
        async with caller.lane.turn:
            await self._admit(caller, 1)
            head = await self._work(self._office.store.read, lambda tx: tx.ledger.head())
        return Reply(body=head.checkpoint.encode(), type=b"text/plain; charset=utf-8")

    async def _witness(self, caller: Caller, receive: Receive) -> Reply:
        async with caller.lane.turn:
            body = await self._read(caller, receive)
            await self._admit(caller, 1)
            said = await self._work(witness, self._office, caller.node, body)
        return Reply(body=said.body, status=said.status, type=said.type)

    async def _sightings(self, caller: Caller, _receive: Receive) -> Reply:
        async with caller.lane.turn:
            await self._admit(caller, 1)
            return Reply(body=await self._work(tell_seen, self._office))

    async def _growth(self, caller: Caller, _receive: Receive) -> Reply:
        async with caller.lane.turn:
            await self._admit(caller, 1)
            try:
                proof = await self._work(tell_growth, self._office, *(caller.sizes or ()))
            except LedgerError:
                return _NOT_FOUND
        return Reply(body=proof, type=b"text/plain; charset=utf-8")

    async def _chunk(self, caller: Caller, _receive: Receive) -> Reply:
        async with caller.lane.turn:
            await self._admit(caller, 1)
            found = await self._work(serve_chunk, self._office, caller.node, *(caller.chunk or ()))
        return _NOT_FOUND if found is None else Reply(body=found, type=b"application/octet-stream")

    async def _read(self, caller: Caller, receive: Receive) -> bytes:
        """Read the body, and no more of it than a lawful one has."""
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                raise HungUpError
            body += message["body"]
            more = message["more_body"]
            if len(body) > MAX_BODY:
                await self._refuse(caller, RefusalCode.OVERSIZED, f"a batch has at most {MAX_BODY} bytes")
        return bytes(body)

    async def _admit(self, caller: Caller, count: int) -> None:
        if not caller.lane.admits(self._lanes.rate, count, self._office.clock.now()):
            await self._refuse(caller, RefusalCode.TOO_MANY, "more envelopes than are agreed; try again later")

    async def _turn_away(self, lane: Lane, key: str) -> NoReturn:
        if lane.may_log(RefusalCode.UNKNOWN_SENDER, self._office.clock.now()):
            await self._work(log_stranger, self._office, key)
        raise Refused(RefusalCode.UNKNOWN_SENDER, _STRANGER)

    async def _refuse(self, caller: Caller, code: RefusalCode, words: str) -> NoReturn:
        if caller.lane.may_log(code, self._office.clock.now()):
            await self._work(log_refusal, self._office, caller.node, code)
        raise Refused(code, words)

    async def _work(self, function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - what it returns
        return await asyncio.get_running_loop().run_in_executor(self._workers, function, *arguments)


def _refusal(refusal: Refusal) -> Reply:
    body = canonical.to_bytes({"refusal": plain_refusal(refusal)})
    return Reply(body=body, status=_STATUS.get(refusal.code, _BAD_REQUEST))


_NOT_FOUND = Reply(body=b"no such path", status=404, type=b"text/plain; charset=utf-8")
