"""A partner's port with a script: it says what the test wants, over real TLS."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from egnatia.adapters.http.loop import Loop

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def ok(body: bytes, status: bytes = b"200 OK") -> bytes:
    """Write a whole response."""
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body)


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """Read one request and return its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.split(b":")[1]))


def saying(response: bytes) -> Script:
    """Return a script that says the same to every request."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await read_request(reader)
            writer.write(response)
            await writer.drain()

    return script


def _guarded(script: Script) -> Script:
    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await script(reader, writer)
        except (asyncio.IncompleteReadError, OSError):  # the caller went away
            return
        finally:
            writer.close()

    return run


@contextmanager
def serving(loop: Loop, script: Script, context: ssl.SSLContext | None) -> Iterator[int]:
    """Serve while the block runs; gives the port."""
    server = loop.run(_start(script, context))
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.run(_stop(server))


async def _start(script: Script, context: ssl.SSLContext | None) -> asyncio.Server:
    return await asyncio.start_server(_guarded(script), "127.0.0.1", 0, ssl=context)


async def _stop(server: asyncio.Server) -> None:
    server.close()
