"""How JSON becomes the values of the use cases, and they JSON again; what nobody asked for is refused."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from fastapi import Response
from pydantic import ConfigDict

from egnatia.casework.accounts import Newcomer
from egnatia.casework.ask import Enquiry
from egnatia.casework.casefiles import Opening
from egnatia.casework.collect import Draft
from egnatia.casework.release import Giving
from egnatia.model import canonical
from egnatia.model.caveat import Caveat
from egnatia.model.instant import format_instant
from egnatia.model.question import Subject

#: The values that come in as the body of a request.
BODIES = (Enquiry, Subject, Draft, Caveat, Giving, Opening, Newcomer)


def refuse_unknown_fields(*bodies: type) -> None:
    """Have FastAPI refuse fields that a dataclass does not have; by itself it passes them over."""
    for body in bodies:
        body.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # read by pydantic


_SIMPLE: Mapping[type, Callable[[Any], Any]] = {
    datetime: format_instant,
    date: date.isoformat,
    bytes: bytes.hex,
    float: "{:.3f}".format,
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


def show(value: object, status: int = 200) -> Response:
    """Answer with a value."""
    return Response(canonical.to_bytes(plain(value)), status, media_type="application/json")
