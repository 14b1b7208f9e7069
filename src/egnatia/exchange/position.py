"""Where a consignment under watch is: a point with a time, which ends. Of goods only, and of nothing else.

Trackers speak Cursor on Target (MITRE, event 2.0) or GeoJSON (RFC 7946). Of what they send, point, accuracy and times
are read and the rest is left where it is: a call sign or contact of an officer is nobody's business here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from egnatia.exchange.limits import POSITION_LIFE
from egnatia.model.errors import ContradictionError
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.operation import OperationId, parse_operation
from egnatia.model.reading import Fields, contradictions, whole
from egnatia.model.values import READERS, ValueType

#: Metres beyond which a position says nothing.
WORST_ACCURACY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the goods were at a time, and until when that is of use."""

    point: str  #: Latitude and longitude in degrees, WGS 84, such as `41.9973,21.428`.
    accuracy: int | None  #: In metres, where it was told.
    at: datetime
    until: datetime

    def __post_init__(self) -> None:
        """Refuse a position that never ends."""
        if not timedelta(0) < self.until - self.at <= POSITION_LIFE:
            raise ContradictionError("until", f"a position ends after its time, and within {POSITION_LIFE}")


def plain_position(operation: OperationId, position: Position) -> dict[str, Any]:
    """Write a position as the body of a letter."""
    return {
        "operation": operation,
        "point": position.point,
        **({"accuracy": position.accuracy} if position.accuracy is not None else {}),
        "at": format_instant(position.at),
        "until": format_instant(position.until),
    }


def parse_position(value: object) -> tuple[OperationId, Position]:
    """Read the body of a letter strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, "")
    operation = fields.take("operation", parse_operation)
    with contradictions(""):
        position = Position(
            point=fields.take("point", READERS[ValueType.POINT]),
            accuracy=fields.take_optional("accuracy", whole(0, WORST_ACCURACY)),
            at=fields.take("at", parse_instant),
            until=fields.take("until", parse_instant),
        )
    fields.finish()
    return operation, position
