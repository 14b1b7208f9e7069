"""Why a cell is closed of which no instrument speaks: rules in order, the first that fits is cited."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.oracle.law.reading import (
    OracleError,
    Pair,
    kinds,
    members,
    purposes,
    states,
    table,
    unfold_kinds,
    unfold_purposes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """One reason for closed cells, and where it holds."""

    name: str
    pairs: frozenset[frozenset[str]]  #: Unordered: a closed door is closed from both sides.
    kinds: frozenset[str]
    purposes: frozenset[str]
    article: str
    source: str
    marks: tuple[str, ...]
    note: str


@cache
def closures() -> tuple[Closure, ...]:
    """Return the rules in order."""
    return tuple(_closure(row) for row in table("closures"))


def closure(pair: Pair, kind: str, purpose: str) -> Closure:
    """Return the reason why a cell is closed.

    Raises:
        OracleError: the oracle gives none.
    """
    both = frozenset(pair)
    for rule in closures():
        if both in rule.pairs and kind in rule.kinds and purpose in rule.purposes:
            return rule
    raise OracleError(f"no reason why {pair} is closed for {kind}, {purpose}")


def _closure(row: Mapping[str, Any]) -> Closure:
    return Closure(
        name=row["name"],
        pairs=_pairs(row),
        kinds=unfold_kinds(row.get("kinds", kinds())),
        purposes=unfold_purposes(row.get("purposes", purposes())),
        article=row["article"],
        source=row["source"],
        marks=tuple(row["marks"]),
        note=row["note"],
    )


def _pairs(row: Mapping[str, Any]) -> frozenset[frozenset[str]]:
    everybody = members((*states(), *table("parties")["bodies"]))
    if "states" in row:
        sides = (frozenset(states()), frozenset(states()))
    elif "both" in row:
        sides = (frozenset(row["both"][:1]), frozenset(row["both"][1:]))
    else:
        sides = (members(row["either"]), members(row["other"]) if "other" in row else everybody)
    return frozenset(frozenset((a, b)) for a in sides[0] for b in sides[1] if a != b)
