"""A process that stands between the nodes and lets every byte wait, each way, as distance does.

Arguments: the delay in milliseconds, then `listen:target` for each partner; port 0 as target is an echo, by which the
round trip is measured. Says `ready` and ends when its input ends.
"""

import asyncio
import sys
from functools import partial
from typing import cast

from egnatia.cli.bench.scene import LOCAL


class Side(asyncio.Protocol):
    """One side of a connection; what comes in goes out at the other side after the delay."""

    def __init__(self, delay: float) -> None:
        """Wait for the connection to be made."""
        self._delay = delay
        self._transport: asyncio.Transport | None = None
        self._early: list[bytes] = []
        self.other: Side = self  #: An echo, unless it is told otherwise.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what came meanwhile."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.writelines(self._early)

    def data_received(self, data: bytes) -> None:
        """Let it wait."""
        asyncio.get_running_loop().call_later(self._delay, self.other.send, data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Close the other side too, after what is under way."""
        if exc is None or self.other is not self:
            asyncio.get_running_loop().call_later(self._delay, self.other.close)

    def send(self, data: bytes) -> None:
        """Send on."""
        if self._transport is None:
            self._early.append(data)
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Close this side."""
        if self._transport is not None:
            self._transport.close()


class NearSide(Side):
    """The side of the caller; the connection to the partner is made when the caller's is."""

    def __init__(self, delay: float, target: int) -> None:
        """Wait for the caller."""
        super().__init__(delay)
        self._target = target
        self._task: asyncio.Task[None] | None = None
        self.other = Side(delay)
        self.other.other = self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Call the partner."""
        super().connection_made(transport)
        self._task = asyncio.get_running_loop().create_task(self._call())

    async def _call(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: self.other, LOCAL, self._target)
        except OSError:
            self.close()


async def _serve(delay: float, pairs: list[tuple[int, int]]) -> None:
    loop = asyncio.get_running_loop()
    for listen, target in pairs:
        # An echo goes both ways in one.
        factory = partial(NearSide, delay, target) if target else partial(Side, 2 * delay)
        await loop.create_server(factory, LOCAL, listen)
    print("ready", flush=True)  # noqa: T201 - what the parent waits for
    await loop.run_in_executor(None, sys.stdin.read)


def main(arguments: list[str]) -> None:
    """Run until the input ends."""
    delay, *pairs = arguments
    asyncio.run(_serve(int(delay) / 1000, [_pair(text) for text in pairs]))


def _pair(text: str) -> tuple[int, int]:
    listen, _, target = text.partition(":")
    return int(listen), int(target)


if __name__ == "__main__":
    main(sys.argv[1:])
