"""Loci by name, and the versioned rule sets by which profiles are compared across borders (`rules.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import yaml

from egnatia.match.dna.errors import ProfileError

AMELOGENIN: Final = "AMELOGENIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """By which rules profiles are exchanged and matched; never changed once it has a name."""

    name: str
    source: str
    exchanged: tuple[str, ...]  #: Loci that count.
    standard: tuple[str, ...]  #: The standard set that known persons' profiles must have.
    least_full: int
    least_standard: int
    least_matching: int
    most_differing: int
    wildcards: frozenset[str]  #: What is written for "any value", besides `*`.


@lru_cache
def _loaded() -> Mapping[str, Any]:
    text = (files("egnatia.match.dna") / "rules.yaml").read_text("utf-8")
    return MappingProxyType(yaml.safe_load(text))


def rule_sets() -> tuple[RuleSet, ...]:
    """Return all rule sets."""
    return tuple(rule_set(name) for name in _loaded()["rule_sets"])


@lru_cache
def rule_set(name: str) -> RuleSet:
    """Return a rule set.

    Raises:
        ProfileError: there is none of this name.
    """
    found = _loaded()["rule_sets"].get(name)
    if found is None:
        raise ProfileError(f"rule set {name!r} is none of {', '.join(_loaded()['rule_sets'])}")
    return RuleSet(
        name=name,
        source=found["source"],
        exchanged=tuple(found["exchanged"]),
        standard=tuple(found["standard"]),
        least_full=found["least_full"],
        least_standard=found["least_standard"],
        least_matching=found["least_matching"],
        most_differing=found["most_differing"],
        wildcards=frozenset(found["wildcards"]),
    )


def _plain(name: str) -> str:
    return name.upper().replace(" ", "").replace("-", "").replace("_", "")


@lru_cache
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for locus, others in _loaded()["loci"].items():
        names |= {_plain(other): locus for other in (locus, *others)}
    for lineage in _loaded()["lineage"].values():
        names |= {_plain(locus): locus for locus in lineage}
    return MappingProxyType(names)


@lru_cache(maxsize=1024)
def locus_named(name: str) -> str:
    """Return the locus that a laboratory's name means: `vWA`, `Penta D`, `Amel`.

    Raises:
        ProfileError: no locus is called so.
    """
    found = _names().get(_plain(name))
    if found is None:
        raise ProfileError(f"locus {name!r} is not known")
    return found


@lru_cache(maxsize=256)
def is_autosomal(locus: str) -> bool:
    """Tell whether everybody has two copies of a locus, one from each parent: not amelogenin, not one on X or Y."""
    return locus != AMELOGENIN and not any(locus in lineage for lineage in _loaded()["lineage"].values())


def repeat_length(locus: str) -> int:
    """Return how many bases a repeat of a locus has; a micro-variant has fewer than that beyond whole repeats."""
    return int(_loaded()["repeat_length"].get(locus, 4))
