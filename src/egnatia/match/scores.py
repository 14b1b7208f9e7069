"""What an engine says of a pair: a value, a quality class, and the evidence in words."""

from dataclasses import dataclass
from typing import Final

from egnatia.model.answer import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One comparison that a score rests on: what was asked met what was found, and why it counts."""

    property: str  #: Name of the property of the kind.
    asked: str  #: As asked, or the part of it that was compared.
    found: str  #: As recorded, or the part of it that was compared; empty if it met nothing.
    score: float  #: 0 (contradicts) to 1 (agrees fully).
    why: str  #: In words for a person.


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well a record fits a question, and why.

    The value stays inside the node: an asker learns the quality class only.
    """

    value: float  #: 0 to 1.
    quality: Quality | None  #: None: not a hit.
    evidence: tuple[Evidence, ...]
    engine: str  #: Name and version of the engine, such as `names/2`.
    near: bool = False  #: No hit, but another wording of the question might make it one.


def miss(engine: str, value: float = 0.0, evidence: tuple[Evidence, ...] = (), *, near: bool = False) -> Score:
    """Return the score of a pair that is no hit."""
    return Score(value=value, quality=None, evidence=evidence, engine=engine, near=near)


#: From which value on a record that is no hit came near one: another date or spelling may make it one.
NEAR: Final = 0.65


def is_near(score: Score) -> bool:
    """Tell whether a question hit a record or came so near it that another wording might."""
    return score.quality is not None or score.near or score.value >= NEAR
