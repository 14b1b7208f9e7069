"""Several engines as one, for kinds that are found by several sorts of property."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from egnatia.match.engine import Engine, Properties, Term
from egnatia.match.scores import Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

#: From which score on one comparison agrees, whatever the engine.
_AGREES: Final = 0.75

#: What a hit is worth to which another engine objects: one class less.
_DOUBTED: Final[Mapping[Quality, Quality]] = MappingProxyType(
    {Quality.FULL: Quality.CLOSE, Quality.CLOSE: Quality.POSSIBLE, Quality.POSSIBLE: Quality.POSSIBLE}
)
_DOUBT: Final = 0.85


@dataclass(frozen=True, slots=True)
class Combined:
    """Asks several engines; the best hit counts, and counts less if what another engine compares does not agree."""

    engines: tuple[Engine, ...]

    @property
    def name(self) -> str:
        """Names and versions of all, joined by a plus sign."""
        return "+".join(engine.name for engine in self.engines)

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return the keys of all engines."""
        return frozenset(chain.from_iterable(engine.terms(kind, properties) for engine in self.engines))

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:
        """Return the keys that any engine looks up."""
        return frozenset(chain.from_iterable(engine.probes(kind, asked, exact=exact) for engine in self.engines))

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:
        """Judge by the engine that finds the best hit; where complete keys are asked, no engine may object."""
        scores = [engine.score(kind, asked, found, exact=exact) for engine in self.engines]
        compared = [score for score in scores if score.evidence]
        evidence = tuple(chain.from_iterable(score.evidence for score in compared))
        best = max(compared, key=lambda score: (score.quality is not None, score.value), default=None)
        if best is None or best.quality is None:
            near = any(score.near for score in compared)
            return miss(self.name, best.value if best else 0.0, evidence, near=near)
        if all(score.quality or _agrees(score) for score in compared):
            return Score(value=best.value, quality=best.quality, evidence=evidence, engine=self.name)
        quality = None if exact else _DOUBTED[best.quality]
        return Score(value=best.value * _DOUBT, quality=quality, evidence=evidence, engine=self.name)


def _agrees(score: Score) -> bool:
    """Tell whether an engine that finds no hit does not object: what it compared agrees, and is not enough."""
    return all(item.score >= _AGREES for item in score.evidence)
