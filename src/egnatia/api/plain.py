"""How the values of the use cases become JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from egnatia.law.decision import Between, ClosedChannel, Elsewhere, Explanation, Missing, OpenChannel
from egnatia.law.explain_text import write_explanation
from egnatia.model.instant import format_instant

#: Digits after the point of a number that is no whole one.
PLACES = 3

_SIMPLE: Mapping[type, Callable[[Any], Any]] = {
    datetime: format_instant,
    date: date.isoformat,
    bytes: bytes.hex,
    float: f"{{:.{PLACES}f}}".format,
}


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """Write a value of the use cases as plain JSON values."""
    if write := _SIMPLE.get(type(value)):
        return write(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What the law says, in words and piece by piece."""

    text: str
    open: bool
    instrument: str | None
    permits: tuple[str, ...]
    missing: tuple[Missing, ...]
    channels: tuple[OpenChannel, ...]  #: Best first.
    closed: tuple[ClosedChannel, ...]
    elsewhere: tuple[Elsewhere, ...]
    between: tuple[Between, ...]  #: Where no channel is open: what there is between the two for anything else.


def explained(explanation: Explanation) -> Explained:
    """Say what the law says, in words and piece by piece."""
    decision = explanation.decision
    return Explained(
        text=write_explanation(explanation),
        open=decision.open,
        instrument=decision.instrument,
        permits=decision.permits,
        missing=decision.missing,
        channels=explanation.channels,
        closed=explanation.closed,
        elsewhere=explanation.elsewhere,
        between=explanation.between,
    )


def plain_explanation(explanation: Explanation) -> Any:  # noqa: ANN401 - any JSON value
    """Write what the law says as plain JSON values."""
    return plain(explained(explanation))
