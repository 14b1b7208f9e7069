"""A node's own rules: they may only narrow what the shared law opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from egnatia.law.facts import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """National or local law of one node: further conditions, and permits that do not hold here.

    There is no way to add a permit: a channel is what two parties agreed, and no party opens one alone.
    """

    name: str
    conditions: Mapping[Action, str] = field(default_factory=dict)  #: Cedar texts of forbids with `@id` and `@missing`.
    withdrawn: frozenset[str] = frozenset()  #: Ids of shared permits, such as `answer.pcc-see.person`.
