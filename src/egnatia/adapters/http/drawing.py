"""The body of a request, drawn piece by piece by the thread that works on it, so that it never lies whole in memory."""

import asyncio
from collections.abc import AsyncIterator, Iterator


def drawn(stream: AsyncIterator[bytes]) -> Iterator[bytes]:
    """Return the pieces of a body for a thread; each is waited for in the event loop in which this is called.

    Args:
        stream: ends by itself or with an empty piece; what it raises is raised in the thread.
    """
    loop = asyncio.get_running_loop()

    async def draw() -> bytes:
        """Wait for the next piece; empty at the end."""
        return await anext(stream, b"")

    return iter(lambda: asyncio.run_coroutine_threadsafe(draw(), loop).result(), b"")
