"""A thread draws a body piece by piece from the loop in which it comes."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from egnatia.adapters.http.drawing import drawn


async def body(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        await asyncio.sleep(0)
        yield part


async def whole(stream: AsyncIterator[bytes]) -> list[bytes]:
    return await asyncio.to_thread(list, drawn(stream))


@pytest.mark.parametrize("parts", [[b"one", b"two", b""], [b"one", b"two"]])
def test_all_pieces_come_to_the_end(parts: list[bytes]) -> None:
    assert asyncio.run(whole(body(*parts))) == [b"one", b"two"]


def test_a_caller_that_leaves_is_an_error_in_the_thread() -> None:
    async def leaving() -> AsyncIterator[bytes]:
        yield b"one"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(whole(leaving()))
