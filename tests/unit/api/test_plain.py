"""Values of the use cases as JSON: every type has one spelling, and fractions are text."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType

import pytest

from egnatia.api.plain import plain


class Colour(StrEnum):
    """Something to write."""

    RED = "red"


@dataclass(frozen=True)
class Thing:
    """Something to write."""

    colour: Colour
    at: datetime


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.25, "0.250"),
        (b"\x01\xff", "01ff"),
        (date(2026, 11, 22), "2026-11-22"),
        (frozenset({"b", "a"}), ["a", "b"]),
        (("x", 1, None, True), ["x", 1, None, True]),
        (MappingProxyType({Colour.RED: (1,)}), {"red": [1]}),
        (Thing(Colour.RED, datetime(2026, 1, 1, tzinfo=UTC)), {"colour": "red", "at": "2026-01-01T00:00:00.000Z"}),
    ],
)
def test_each_type_has_one_spelling(value: object, written: object) -> None:
    assert plain(value) == written
