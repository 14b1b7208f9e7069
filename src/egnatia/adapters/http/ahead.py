"""Fetching many pieces one after another: the next ones are on their way while one is worked on."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from itertools import islice
from typing import Final

from egnatia.casework.ports import Piece

#: Pieces under way at once: each may lie in memory. More would only wait for one another on the line.
AHEAD: Final = 3


def ahead(begin: Callable[[int], Future[Piece]], numbers: Iterable[int], words: str) -> Iterator[Piece]:
    """Yield pieces in their order; after one that does not come, none.

    Args:
        begin: begins to fetch the piece of a number.
        numbers: of the pieces.
        words: why one does not come that was cancelled.
    """
    left, under_way = iter(numbers), deque[tuple[int, Future[Piece]]]()
    try:
        while True:
            under_way += [(number, begin(number)) for number in islice(left, AHEAD - len(under_way))]
            if not under_way:
                return
            number, future = under_way.popleft()
            piece = _outcome(number, future, words)
            yield piece
            if piece.data is None:
                return
    finally:
        for _, future in under_way:
            future.cancel()


def _outcome(number: int, future: Future[Piece], words: str) -> Piece:
    try:
        return future.result()
    except CancelledError:
        return Piece(number=number, error=words)
