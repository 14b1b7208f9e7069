"""JSON in a column: written from plain values, read back with an error that names the damaged row."""

from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from egnatia.adapters.sql.errors import DamagedRowError
from egnatia.model.errors import ModelError

_T = TypeVar("_T")


def to_text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Write plain values as JSON."""
    return orjson.dumps(value).decode()


def from_text(text: str) -> Any:  # noqa: ANN401
    """Read JSON that `to_text` wrote; raises ValueError if it is none."""
    return orjson.loads(text)


def read_row(name: str, read: Callable[[], _T]) -> _T:
    """Read one row's content.

    Args:
        name: the table and key of the row, such as `question 3f…`.
        read: builds the value; what it raises means that the row is damaged.

    Raises:
        DamagedRowError: as said.
    """
    try:
        return read()
    except (ModelError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedRowError(name, str(error)) from error
