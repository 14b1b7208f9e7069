"""Cutting many rows into pieces of a bounded size."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


def chunked(rows: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Cut rows into lists of `size`; the last may be shorter."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk
