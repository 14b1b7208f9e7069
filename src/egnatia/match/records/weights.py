"""What the agreement of a field is worth: data that ship with the package, as log-likelihood ratios."""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

import yaml

#: Of each field, of each way in which two values agree: the log-likelihood ratio of one thing to two, in nats.
FieldWeights: TypeAlias = Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def all_weights() -> Mapping[str, FieldWeights]:
    """Read the weights of all sorts of record (ADR 0003): ln(one/two), Fellegi and Sunter 1969."""
    read: dict[str, dict[str, dict[str, dict[str, float]]]] = yaml.safe_load(
        (files("egnatia.match.records") / "fields.yaml").read_text("ascii")
    )
    return MappingProxyType({sort: _weights(fields) for sort, fields in read.items()})


def _weights(fields: Mapping[str, Mapping[str, Mapping[str, float]]]) -> FieldWeights:
    return MappingProxyType(
        {
            name: MappingProxyType({level: math.log(seen["one"] / seen["two"]) for level, seen in levels.items()})
            for name, levels in fields.items()
        }
    )


def field_weights(sort: str = "person") -> FieldWeights:
    """Return the weights of one sort of record.

    Args:
        sort: `person`, `vehicle`, `document` or `organisation`.
    """
    return all_weights()[sort]


@lru_cache(maxsize=1)
def most() -> float:
    """Return what all fields of a person can add together."""
    return sum(max(levels.values()) for levels in field_weights().values())
