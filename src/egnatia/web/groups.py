"""How kinds of thing look in pictures: a sign and a colour by group, so that neither has to be known alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from egnatia.model.kinds import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Kinds that look alike; the colour is a property of the style, `--group-` and the name."""

    name: str
    sign: str


_GROUPS: Final = (
    (Group(name="people", sign="●"), ("person", "missing_report", "remains")),
    (Group(name="bodies", sign="◆"), ("organisation",)),
    (Group(name="vehicles", sign="▲"), ("vehicle", "vessel", "consignment")),
    (Group(name="devices", sign="■"), ("device", "account")),
    (Group(name="papers", sign="▬"), ("document", "dna", "notice", "print", "sample")),
    (Group(name="goods", sign="✚"), ("firearm", "object", "substance")),
    (Group(name="events", sign="★"), ("event", "seizure", "communication")),
    (Group(name="places", sign="▼"), ("place",)),
)
_LINKS: Final = Group(name="links", sign="–")
_BY_KIND: Final[Mapping[str, Group]] = MappingProxyType({kind: group for group, kinds in _GROUPS for kind in kinds})


def group_of(kind: str) -> Group:
    """Return the group of a kind; links and kinds that came later have one of their own."""
    return _BY_KIND.get(kind, _LINKS)


def in_order(kinds: Iterable[str]) -> list[str]:
    """Return kinds, each once, in the order of their groups and of their names within."""
    order = [group for group, _ in _GROUPS]
    last = len(order)
    return sorted(
        set(kinds),
        key=lambda kind: (order.index(found) if (found := group_of(kind)) in order else last, KINDS[kind].label),
    )
