"""Reading what trackers send: one Cursor-on-Target event, or one GeoJSON feature. Hostile until read."""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import ParseError as NotWellFormed

import orjson
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from egnatia.exchange.position import WORST_ACCURACY, Position
from egnatia.model.errors import ParseError
from egnatia.model.instant import format_instant
from egnatia.model.reading import Fields, contradictions
from egnatia.model.values import READERS, ValueType, write_number

#: Bytes of one event or feature; an ordinary one has some hundred.
LONGEST: Final = 16 * 1024

#: Types of Cursor on Target that are a thing that carries goods, or a point on the map: ground equipment (vehicles),
#: surface vessels, aircraft, spot points. A person or a unit of people is none of them, and is not taken.
_CARRIES: Final = re.compile(r"a-[a-z.]-(?:G-E(?:-.*)?|S(?:-.*)?|A(?:-.*)?)|b-m-p-.*")
#: What stands for `unknown` as an accuracy in Cursor on Target.
_UNKNOWN: Final = 9_999_999.0
_NUMBER: Final = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,15})?")


def read_tracker(data: bytes) -> Position:
    """Read a position in either form; which, its first character tells.

    Raises:
        ParseError: it is neither, is of a person, or lacks a point or its times; names the place.
    """
    if len(data) > LONGEST:
        raise ParseError("position", f"longer than {LONGEST} bytes")
    begins = data.lstrip()[:1]
    if begins == b"<":
        return read_event(data)
    if begins == b"{":
        return read_feature(data)
    raise ParseError("position", "neither Cursor on Target (XML) nor GeoJSON")


def read_event(data: bytes) -> Position:
    """Read an event of Cursor on Target 2.0: `point`, `time`, `stale` and the circular error; nothing of `detail`.

    Raises:
        ParseError: it is not well-formed, has a document type or entities, is of a person, or lacks what is needed.
    """
    try:
        event = fromstring(data, forbid_dtd=True)
    except (NotWellFormed, DefusedXmlException, ValueError) as error:
        raise ParseError("event", "not XML that is read here (well-formed, without document type)") from error
    if event.tag != "event":
        raise ParseError(str(event.tag)[:60], "not an event of Cursor on Target")
    if not _CARRIES.fullmatch(event.get("type", "")):
        raise ParseError("event.type", "not a vehicle, vessel, aircraft or point: people are not tracked")
    points = event.findall("point")
    if len(points) != 1:
        raise ParseError("event.point", "needs one")
    return _position(_number(points[0], "lat"), _number(points[0], "lon"), _error(points[0]), _times(event.attrib))


def read_feature(data: bytes) -> Position:
    """Read a GeoJSON feature: a point, with `time`, `stale` and perhaps `accuracy` (metres) among its properties.

    Raises:
        ParseError: it is not JSON, not one point, says more than this, or lacks what is needed.
    """
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ParseError("feature", "not JSON") from error
    fields = Fields(found, "feature")
    fields.take("type", _only("Feature"))
    fields.take_optional("id", _anything)
    geometry = Fields(fields.take("geometry", _anything), "feature.geometry")
    geometry.take("type", _only("Point"))
    longitude, latitude = geometry.take("coordinates", _coordinates)
    geometry.finish()
    said = Fields(fields.take("properties", _anything), "feature.properties")
    times = {name: said.take(name, _text) for name in ("time", "stale")}
    accuracy = said.take_optional("accuracy", _metres)
    said.finish()
    fields.finish()
    return _position(latitude, longitude, accuracy, times)


def _position(latitude: float, longitude: float, accuracy: float | None, times: Mapping[str, str]) -> Position:
    """Put a position together, in the spelling that points have.

    Metres are rounded up: nobody is told more than is known.
    """
    point = f"{write_number(latitude)},{write_number(longitude)}"
    if accuracy is not None and not 0 <= accuracy <= WORST_ACCURACY:
        raise ParseError("accuracy", f"not 0 to {WORST_ACCURACY} metres")
    with contradictions("position"):
        return Position(
            point=READERS[ValueType.POINT](point, "point"),
            accuracy=None if accuracy is None else math.ceil(accuracy),
            at=_instant(times["time"], "time"),
            until=_instant(times["stale"], "stale"),
        )


def _times(found: Mapping[str, str]) -> Mapping[str, str]:
    for name in ("time", "stale"):
        if name not in found:
            raise ParseError(f"event.{name}", "missing")
    return found


def _instant(value: str, path: str) -> datetime:
    """Read a time in UTC; trackers write more or fewer digits of a second than letters do."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise ParseError(path, "not a time such as 2026-03-01T12:00:00Z") from None
    if at.tzinfo is None or at.utcoffset():
        raise ParseError(path, "not in UTC")
    format_instant(at)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _number(point: Element, name: str) -> float:
    value = point.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise ParseError(f"event.point.{name}", "not a number")
    return float(value)


def _error(point: Element) -> float | None:
    """Read the circular error; unknown if it says so, or nothing."""
    found = _number(point, "ce") if point.get("ce") else _UNKNOWN
    return None if found >= _UNKNOWN else found


def _only(expected: str) -> Any:  # noqa: ANN401 - a parser, as `Fields` takes them
    def parse(value: object, path: str) -> str:
        if value != expected:
            raise ParseError(path, f"not {expected}")
        return expected

    return parse


def _coordinates(value: object, path: str) -> tuple[float, float]:
    """Read longitude and latitude, in this order (RFC 7946, 3.1.1); a height is let go."""
    if not isinstance(value, list) or len(value) not in (2, 3):
        raise ParseError(path, "not longitude, latitude and perhaps height")
    return _metres(value[0], path), _metres(value[1], path)


def _metres(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ParseError(path, "not a number")
    return float(value)


def _anything(value: object, _path: str) -> object:
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise ParseError(path, "not text")
    return value
