"""Ages, heights and dates as ranges: what is known of a body is seldom one number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from egnatia.match.engine import Properties
from egnatia.model.errors import ParseError
from egnatia.model.partial_date import parse_partial_date

#: Units of heights in centimetres and of ages in years; a quantity in another unit is not compared.
_UNITS: Final[Mapping[str, float]] = MappingProxyType(
    {"cm": 1.0, "m": 100.0, "mm": 0.1, "years": 1.0, "year": 1.0, "y": 1.0, "a": 1.0, "months": 1 / 12, "month": 1 / 12}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From one number to another, both included."""

    low: float
    high: float

    def gap(self, other: "Range") -> float:
        """Return how far two ranges lie apart; 0 if they touch."""
        return max(0.0, self.low - other.high, other.low - self.high)


def quantity(value: str) -> Range | None:
    """Read a quantity, `172 cm` or `14 years`; None if its unit is none that is compared."""
    number, _, unit = value.partition(" ")
    factor = _UNITS.get(unit)
    return None if factor is None else Range(low=float(number) * factor, high=float(number) * factor)


def days(value: str) -> Range | None:
    """Read a date that may be partial, as the numbers of the days that it can mean."""
    try:
        found = parse_partial_date(value, "")
    except ParseError:
        return None
    return Range(low=found.earliest.toordinal(), high=found.latest.toordinal())


def span(properties: Properties, names: tuple[str, ...], read: Callable[[str], Range | None]) -> Range | None:
    """Return the range that several properties name together, such as the lowest and the highest age."""
    found = [item for name in names for value in properties.get(name, ()) if (item := read(value))]
    return Range(low=min(item.low for item in found), high=max(item.high for item in found)) if found else None
