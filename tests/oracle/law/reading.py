"""Reads the oracle's tables: parties, key rules, and the shorthand for several kinds, purposes or nodes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent

Pair = tuple[str, str]  #: Who asks, whom.


class OracleError(Exception):
    """The oracle's own tables contradict themselves or leave a gap."""


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would silently overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(names) != len(set(names)):
            raise OracleError(f"a key stands twice among {names}")
        return super().construct_mapping(node, deep)


@cache
def table(name: str) -> Any:  # noqa: ANN401 - each table has a shape of its own
    """Read one of the YAML files beside this module, without its ending."""
    with (_HERE / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Loader)  # noqa: S506 - a safe loader that also refuses doubles


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRule:
    """What a question must name, may add, and how exactly it is compared."""

    name: str
    any_of: tuple[frozenset[str], ...]  #: One of these, whole.
    may_add: frozenset[str]
    exactness: str  #: exact, lookalike, similar or profile.
    source: str
    marks: tuple[str, ...]


def states() -> dict[str, str]:
    """Return the states of the network: node to ISO 3166-1 alpha-3 code."""
    return dict(table("parties")["states"])


def nodes() -> tuple[str, ...]:
    """Return every node of the demo network, states first."""
    return (*states(), *table("parties")["bodies"])


def kinds() -> tuple[str, ...]:
    """Return the kinds that may be asked about."""
    return tuple(table("parties")["kinds"])


def purposes() -> tuple[str, ...]:
    """Return the purposes for which one may ask."""
    return tuple(table("parties")["purposes"])


def pairs() -> tuple[Pair, ...]:
    """Return every ordered pair of nodes: who asks, whom."""
    return tuple(permutations(nodes(), 2))


def members(names: Iterable[str]) -> frozenset[str]:
    """Unfold groups and nodes into nodes.

    Raises:
        OracleError: a name is neither a group nor a node.
    """
    groups = table("parties")["groups"]
    found: set[str] = set()
    for name in names:
        if name not in groups and name not in nodes():
            raise OracleError(f"neither a group nor a node: {name}")
        found.update(groups[name]["members"] if name in groups else [name])
    return frozenset(found)


def group_marks(names: Iterable[str]) -> tuple[str, ...]:
    """Return the uncertainty marks on the membership of the groups named."""
    groups = table("parties")["groups"]
    return tuple(mark for name in names if name in groups for mark in groups[name]["marks"])


def unfold_kinds(names: Iterable[str]) -> frozenset[str]:
    """Unfold groups of kinds into kinds.

    Raises:
        OracleError: a name is neither a group of kinds nor a kind.
    """
    return _unfold(names, table("parties")["kind_groups"], kinds())


def unfold_purposes(names: Iterable[str]) -> frozenset[str]:
    """Unfold groups of purposes into purposes.

    Raises:
        OracleError: a name is neither a group of purposes nor a purpose.
    """
    return _unfold(names, table("parties")["purpose_groups"], purposes())


def _unfold(names: Iterable[str], groups: Mapping[str, list[str]], known: tuple[str, ...]) -> frozenset[str]:
    found = [one for name in names for one in groups.get(name, [name])]
    if strange := set(found) - set(known):
        raise OracleError(f"unknown: {', '.join(sorted(strange))}")
    if len(found) != len(set(found)):
        raise OracleError(f"named twice among {found}")
    return frozenset(found)


@cache
def key_rules() -> Mapping[str, KeyRule]:
    """Return the key rules by name."""
    return {name: _key_rule(name, row) for name, row in table("keys").items() if name != "defaults"}


def key_rule(kind: str, named: str | None) -> KeyRule:
    """Return the rule that a grant names for a kind, or else the kind's own."""
    return key_rules()[named or table("keys")["defaults"][kind]]


def _some(rule: Mapping[str, Any] | None) -> Iterator[tuple[str, ...]]:
    """Yield every choice of the least number of keys."""
    return combinations(rule["of"], rule["least"]) if rule else iter(())


def _key_rule(name: str, row: Mapping[str, Any]) -> KeyRule:
    return KeyRule(
        name=name,
        any_of=tuple(map(frozenset, (*row["any_of"], *_some(row.get("or_any"))))),
        may_add=frozenset(row["may_add"]),
        exactness=row["exactness"],
        source=row["source"],
        marks=tuple(row["marks"]),
    )
