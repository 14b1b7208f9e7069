"""The one event loop of a process: it runs what is asked of it until its last user closes it."""

import asyncio
from threading import Event, current_thread

import pytest

from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.loop import Loop


async def where() -> str:
    return current_thread().name


async def fail() -> None:
    raise ZeroDivisionError


def test_work_is_done_in_the_thread_of_the_loop_and_its_errors_come_back() -> None:
    with Loop() as loop:
        assert loop.run(where()) == "line"
        with pytest.raises(ZeroDivisionError):
            loop.run(fail())


def test_a_call_is_done_soon() -> None:
    called = Event()
    with Loop() as loop:
        loop.call(called.set)
        assert called.wait(5)


def test_a_loop_that_is_closed_takes_nothing_and_closes_once_more_without_ado() -> None:
    loop = Loop()
    loop.close()
    loop.close()
    with pytest.raises(LineError, match="the line is closed"):
        loop.run(where())
    with pytest.raises(LineError, match="the line is closed"):
        loop.call(print)


def test_what_is_under_way_ends_with_the_loop() -> None:
    ended = Event()

    async def linger() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def begin() -> None:
        begin.task = asyncio.create_task(linger())  # type: ignore[attr-defined] # or it would be collected
        await asyncio.sleep(0)

    loop = Loop()
    loop.run(begin())
    loop.close()
    assert ended.is_set()
