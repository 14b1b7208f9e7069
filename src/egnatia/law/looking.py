"""At what policies look: the facts and the parties that they name, read from their parsed form.

What no policy looks at cannot change what Cedar says, so it is not handed over, and requests that differ in nothing
else have one evaluation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from cedarpy import pst

#: The sorts of parties, as Cedar names them.
SORTS: Final = ("State", "Body", "Ngo")


def walk(node: object) -> Iterator[object]:
    """Yield a part of a parsed policy and all parts below it."""
    yield node
    parts: Iterable[Any] = ()
    if isinstance(node, (tuple, list)):
        parts = node
    elif isinstance(node, Mapping):
        parts = node.values()
    elif is_dataclass(node):
        parts = [getattr(node, item.name) for item in fields(node)]
    for part in parts:
        yield from walk(part)


def facts_of(nodes: Iterable[pst.Template]) -> frozenset[str] | None:
    """Return the facts at which policies look; None: one looks at the facts as a whole, so that all count."""
    found: set[str] = set()
    for node in nodes:
        parts = list(walk(node.clauses))
        looked = [part for part in parts if isinstance(part, pst.GetAttr) and _is_context(part.base)]
        if len(looked) != sum(map(_is_context, parts)):
            return None
        found.update(part.attr for part in looked)
    return frozenset(found)


def names_parties(nodes: Iterable[pst.Template]) -> bool:
    """Tell whether a policy names a single party; else only its sort matters."""
    return any(isinstance(part, pst.EntityUid) and part.type.basename in SORTS for node in nodes for part in walk(node))


def _is_context(part: object) -> bool:
    return isinstance(part, pst.Var) and part.name == "context"
