"""The rules by which acts are out of pattern: data that whoever oversees can read and change (`rules.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from egnatia.ledger.entry import Act
from egnatia.model.errors import SchemaError
from egnatia.model.shipped import read_data


class Measure(StrEnum):
    """How it is found out that something is out of pattern."""

    BURST = "burst"
    OWN = "own"
    PEERS = "peers"
    HOURS = "hours"
    NAME = "name"
    PAIR = "pair"
    OPENER = "opener"
    SHORT = "short"
    OFTEN = "often"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule."""

    id: str
    measure: Measure
    says: str
    least: int
    of: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()  #: For pairs: what the one does, ...
    second: frozenset[str] = frozenset()  #: ... and what the other does about the same.
    times: float = 1.0
    share: float = 1.0


_FIELDS: Final = frozenset({"measure", "of", "first", "second", "least", "times", "share", "says"})


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in the order of the file.

    Raises:
        SchemaError: a rule says what no rule can.
    """
    return read_rules(read_data(files("egnatia.casework.patterns") / "rules.yaml"))


def read_rules(plain: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Read rules strictly.

    Raises:
        SchemaError: names the rule and what is wrong with it.
    """
    acts = {name: frozenset(_acts(name, found)) for name, found in plain["acts"].items()}
    return tuple(_rule(name, row, MappingProxyType(acts)) for name, row in plain["rules"].items())


def _rule(name: str, row: Mapping[str, Any], acts: Mapping[str, frozenset[str]]) -> Rule:
    if unknown := row.keys() - _FIELDS:
        raise SchemaError(f"rule {name}: {', '.join(sorted(unknown))} is no field of a rule")
    if "of" in row and row["of"] not in acts:
        raise SchemaError(f"rule {name}: there are no acts {row['of']}")
    try:
        measure = Measure(row["measure"])
        least, times, share = int(row["least"]), float(row.get("times", 1)), float(row.get("share", 1))
        said = str(row["says"])
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(f"rule {name}: {error}") from error
    both = {side: frozenset(_acts(name, row.get(side, ()))) for side in ("first", "second")}
    if least < 1 or times < 1 or not 0 < share <= 1:
        raise SchemaError(f"rule {name}: `least` and `times` are 1 or more, `share` is above 0 and at most 1")
    if (measure is Measure.PAIR) == ("of" in row) or (measure is Measure.PAIR) != all(both.values()):
        raise SchemaError(f"rule {name}: a pair has `first` and `second`, every other measure has `of`")
    of = acts[row["of"]] if "of" in row else frozenset()
    return Rule(id=name, measure=measure, says=said, least=least, of=of, times=times, share=share, **both)


def _acts(name: str, found: Any) -> list[str]:  # noqa: ANN401 - of a file
    for act in found:
        if act.split(":")[0] not in set(Act):
            raise SchemaError(f"{name}: the log knows no act {act}")
    return list(found)
