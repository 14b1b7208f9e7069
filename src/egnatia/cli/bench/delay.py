"""A process that stands between the nodes and lets every byte wait, each way, as distance does.

Arguments: the delay in milliseconds, then `listen:target` for each partner; port 0 as target is an echo, by which the
round trip is measured. Says `ready` and ends when its input ends.
"""

import asyncio
import sys

from egnatia.cli.bench.scene import LOCAL

_CHUNK = 65536


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Pass everything on after a while, in order; what is under way does not hold up what follows."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(_CHUNK):
        loop.call_later(delay, writer.write, data)
    loop.call_later(delay, writer.close)


async def _bridge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: int, delay: float) -> None:
    try:
        far_reader, far_writer = (reader, writer) if target == 0 else await asyncio.open_connection(LOCAL, target)
    except OSError:
        writer.close()
        return
    ways = [(reader, far_writer)] if target == 0 else [(reader, far_writer), (far_reader, writer)]
    # An echo goes both ways in one.
    wait = 2 * delay if target == 0 else delay
    await asyncio.gather(*(_pass_on(source, sink, wait) for source, sink in ways), return_exceptions=True)


async def _serve(delay: float, pairs: list[tuple[int, int]]) -> None:
    for listen, target in pairs:

        async def bridge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: int = target) -> None:
            await _bridge(reader, writer, target, delay)

        await asyncio.start_server(bridge, LOCAL, listen)
    print("ready", flush=True)  # noqa: T201 - what the parent waits for
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def main(arguments: list[str]) -> None:
    """Run until the input ends."""
    delay, *pairs = arguments
    asyncio.run(_serve(int(delay) / 1000, [_pair(text) for text in pairs]))


def _pair(text: str) -> tuple[int, int]:
    listen, _, target = text.partition(":")
    return int(listen), int(target)


if __name__ == "__main__":
    main(sys.argv[1:])
