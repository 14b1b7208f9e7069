"""The engines, and which of them compares which kind: the explicit list."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from egnatia.match.combined import Combined
from egnatia.match.dna.engine import DnaEngine
from egnatia.match.engine import Engine, Properties
from egnatia.match.figures.engine import FigureEngine
from egnatia.match.identifiers.engine import IdentifierEngine
from egnatia.match.records.engine import RecordEngine
from egnatia.match.records.examples import SORTS
from egnatia.match.records.things import ThingEngine
from egnatia.match.records.weights import FieldWeights
from egnatia.match.scores import Score
from egnatia.match.words.engine import WordEngine
from egnatia.model.kinds import Kind

_T = TypeVar("_T")

_RECORDS: Final = RecordEngine()
_NUMBERED: Final = ThingEngine()
_IDENTIFIERS: Final = IdentifierEngine()
_WORDS: Final = WordEngine()
_THINGS: Final = Combined((_IDENTIFIERS, _WORDS))

ENGINES: Final[Mapping[str, Engine]] = MappingProxyType(
    {
        "account": _IDENTIFIERS,
        "device": _IDENTIFIERS,
        "dna": DnaEngine(),
        "document": _NUMBERED,
        "firearm": _THINGS,
        "missing_report": _RECORDS,
        "object": _THINGS,
        "organisation": _NUMBERED,
        "person": _RECORDS,
        "remains": Combined((FigureEngine(), _WORDS)),
        "vehicle": _NUMBERED,
        "vessel": _THINGS,
    }
)


def engine_with(kind: str, weights: FieldWeights) -> Engine:
    """Return an engine that compares records of a kind by other weights than those that ship.

    Args:
        kind: one whose weights can be learned (`records/examples.py`).
        weights: what agreement is worth.
    """
    return RecordEngine(weights) if ENGINES[kind] is _RECORDS else ThingEngine(weights)


def engines_with(weights: Mapping[str, FieldWeights]) -> Mapping[str, Engine]:
    """Return the engines of all kinds, some of them with weights that were learned.

    Args:
        weights: by sort of record.
    """
    learned = {kind: engine_with(kind, weights[sort]) for kind, sort in SORTS.items() if sort in weights}
    return MappingProxyType({**ENGINES, **learned})


def engine_by(engine: Engine, rules: str) -> Engine:
    """Return an engine that compares by a rule set which an instrument's row names; others know none.

    Args:
        engine: of the kind that is asked for.
        rules: name of the rule set; empty: the row names none.

    Raises:
        ProfileError: there is none of this name.
    """
    return DnaEngine(rules) if rules and isinstance(engine, DnaEngine) else engine


def engine_for(kind: Kind) -> Engine | None:
    """Return the engine that compares records of a kind, None if there is none (prints)."""
    return ENGINES.get(kind.name)


def judge(
    engine: Engine, kind: Kind, asked: Properties, candidates: Iterable[tuple[_T, Properties]], *, exact: bool
) -> list[tuple[_T, Score]]:
    """Score all candidates, hits or not, best first; equals stay in the order in which they came."""
    scored = [(candidate, engine.score(kind, asked, found, exact=exact)) for candidate, found in candidates]
    return sorted(scored, key=lambda found: -found[1].value)
