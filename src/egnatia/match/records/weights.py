"""What the agreement of a field is worth: data that ship with the package, or were learned; log-likelihood ratios."""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import yaml

from egnatia.model.errors import ParseError

#: Of each field, of each way in which two values agree: the log-likelihood ratio of one thing to two, in nats.
FieldWeights: TypeAlias = Mapping[str, Mapping[str, float]]
#: The same as how often that is seen: `one` where two records are one thing's, `two` where they are two things'.
Figures: TypeAlias = Mapping[str, Mapping[str, Mapping[str, float]]]

_SIDES: Final = frozenset({"one", "two"})
_WRITTEN: Final = {"sort", "learned", "fields"}


@lru_cache(maxsize=1)
def shipped_figures() -> Mapping[str, Figures]:
    """Read the figures of all sorts of record that ship (ADR 0003: package data are code)."""
    read: dict[str, Figures] = yaml.safe_load((files("egnatia.match.records") / "fields.yaml").read_text("ascii"))
    return MappingProxyType(read)


def weights_of(figures: Figures) -> FieldWeights:
    """Return what agreement is worth: ln(one/two), Fellegi and Sunter 1969."""
    return MappingProxyType(
        {
            name: MappingProxyType({level: math.log(seen["one"] / seen["two"]) for level, seen in levels.items()})
            for name, levels in figures.items()
        }
    )


@lru_cache(maxsize=8)
def field_weights(sort: str = "person") -> FieldWeights:
    """Return the shipped weights of one sort of record.

    Args:
        sort: `person`, `vehicle`, `document` or `organisation`.
    """
    return weights_of(shipped_figures()[sort])


def most(weights: FieldWeights) -> float:
    """Return what all fields can add together."""
    return sum(max(levels.values()) for levels in weights.values())


def parse_weights(value: object) -> tuple[str, FieldWeights]:
    """Read what a file of weights says, strictly: the sort of record, and what agreement is worth.

    Args:
        value: with `sort`, `learned` (where it comes from) and `fields`, as YAML gives it.

    Raises:
        ParseError: it is something else.
    """
    if not isinstance(value, dict) or value.keys() != _WRITTEN:
        raise ParseError("weights", "not a file of weights")
    sort = value["sort"]
    if sort not in shipped_figures():
        raise ParseError("sort", f"not one of {', '.join(shipped_figures())}")
    return sort, weights_of(parse_figures(value["fields"], sort))


def parse_figures(value: object, sort: str) -> Figures:
    """Read figures that were learned, strictly: of every field and level that ship, and of no others.

    Args:
        value: as YAML or JSON gives it.
        sort: of which record they are.

    Raises:
        ParseError: a field or level is missing or unknown, or a figure is no share.
    """
    return {
        name: _levels(value, name, levels) for name, levels in _same_names(value, shipped_figures()[sort], "fields")
    }


def _levels(value: Any, name: str, shipped: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:  # noqa: ANN401 - as YAML gives it
    found = {}
    for level, _ in _same_names(value[name], shipped, name):
        seen = value[name][level]
        if not isinstance(seen, dict) or seen.keys() != _SIDES:
            raise ParseError(f"{name}.{level}", "not one and two")
        if not all(isinstance(one, float | int) and 0 < one <= 1 for one in seen.values()):
            raise ParseError(f"{name}.{level}", "a figure is more than 0 and 1 at most")
        found[level] = {side: float(one) for side, one in seen.items()}
    return found


def _same_names(value: object, shipped: Mapping[str, Any], path: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict) or value.keys() != shipped.keys():
        raise ParseError(path, f"not just {', '.join(shipped)}")
    return list(shipped.items())
