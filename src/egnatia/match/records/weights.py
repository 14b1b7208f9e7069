"""What the agreement of a field is worth: data that ship with the package, as log-likelihood ratios."""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

import yaml

#: Of each field, of each way in which two values agree: the log-likelihood ratio of one person to two, in nats.
FieldWeights: TypeAlias = Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def field_weights() -> FieldWeights:
    """Read the weights (ADR 0003: package data are code): ln(one/two), Fellegi and Sunter 1969."""
    read: dict[str, dict[str, dict[str, float]]] = yaml.safe_load(
        (files("egnatia.match.records") / "fields.yaml").read_text("ascii")
    )
    return MappingProxyType(
        {
            name: MappingProxyType({level: math.log(seen["one"] / seen["two"]) for level, seen in levels.items()})
            for name, levels in read.items()
        }
    )


@lru_cache(maxsize=1)
def most() -> float:
    """Return what all fields can add together."""
    return sum(max(levels.values()) for levels in field_weights().values())
