"""The engine that compares what is measured of a body: sex, age, height, where and when it was found, when it died."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from egnatia.match.engine import Properties, Term
from egnatia.match.figures.ranges import Range, days, quantity, span
from egnatia.match.scores import Evidence, Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind

#: Of codes: a value that says nothing.
_SILENT: Final = "unspecified"
_CODES: Final = ("sex", "found_country")
#: By which remains are found: age, height and time of death without one of these fit too many.
_FINDING: Final = frozenset({*_CODES, "found_date"})

_Measure: TypeAlias = tuple[tuple[str, ...], Callable[[str], Range | None], float, float]

#: Properties that name a range together, how they are read, how far two may lie apart to agree, and not to contradict.
#: An anthropologist's age is good to some years, a height from bones to some centimetres (3 to 4 as standard error:
#: M. Trotter, G. C. Gleser, 1952); dates of finding and death are given or estimated.
_RANGES: Final[Mapping[str, _Measure]] = MappingProxyType(
    {
        "age_from": (("age_from", "age_until"), quantity, 0.0, 5.0),
        "height": (("height",), quantity, 4.0, 10.0),
        "found_date": (("found_date",), days, 0.0, 31.0),
        "death_from": (("death_from", "death_until"), days, 0.0, 366.0),
    }
)
_NEAR: Final = 0.75
#: Fewer agreeing figures than this are no hit; each further one adds to it; figures alone never make a full hit.
_LEAST: Final = 2
_BASE, _STEP, _CEILING = 0.5, 0.08, 0.85
_THRESHOLDS: Final = ((Quality.CLOSE, 0.84), (Quality.POSSIBLE, 0.6))
_DECADE: Final = 10
_BAND: Final = 5


class FigureEngine:
    """Compares figures; one that contradicts is no hit, however many agree."""

    name = "figures/1"

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return sex with decades of age and bands of height, and country with years of finding."""
        return frozenset(_terms(kind, properties, slack=0))

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:  # noqa: ARG002 - the port's signature: figures are never exact
        """Return the same, one decade, band and year around."""
        return frozenset(_terms(kind, asked, slack=1))

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:  # noqa: ARG002 - see above
        """Judge by the figures that both sides have."""
        evidence = tuple(item for item in _compare(asked, found) if item.property in kind.searchable)
        agreeing = [item for item in evidence if item.score >= _NEAR]
        found_by = any(item.property in _FINDING for item in agreeing)
        if len(agreeing) < _LEAST or not found_by or any(item.score == 0.0 for item in evidence):
            return miss(self.name, evidence=evidence)
        value = min(_CEILING, _BASE + _STEP * sum(item.score for item in agreeing))
        quality = next((quality for quality, least in _THRESHOLDS if value >= least), None)
        return Score(value=value, quality=quality, evidence=evidence, engine=self.name)


def _terms(kind: Kind, properties: Properties, *, slack: int) -> Iterator[Term]:
    if "found_country" not in kind.searchable:
        return
    for sex in properties.get("sex", ()):
        yield Term(scheme="body", key=sex)
        yield from (Term(scheme="body", key=f"{sex}/{cell}") for cell in _cells(properties, slack))
    for country in properties.get("found_country", ()):
        yield Term(scheme="found", key=country)
    if year := span(properties, ("found_date",), _years):
        yield from (
            Term(scheme="found", key=str(one)) for one in range(int(year.low) - slack, int(year.high) + slack + 1)
        )


def _cells(properties: Properties, slack: int) -> Iterator[str]:
    for sign, name, width in (("y", "age_from", _DECADE), ("h", "height", _BAND)):
        names, read, _, _ = _RANGES[name]
        if found := span(properties, names, read):
            first, last = int(found.low // width) - slack, int(found.high // width) + slack
            yield from (f"{sign}{cell}" for cell in range(max(first, 0), min(last, first + _DECADE * 2) + 1))


def _years(value: str) -> Range | None:
    return Range(low=int(value[:4]), high=int(value[:4])) if days(value) else None


def _compare(asked: Properties, found: Properties) -> Iterator[Evidence]:
    for name in _CODES:
        for mine, yours in zip(asked.get(name, ()), found.get(name, ()), strict=False):
            if _SILENT not in {mine, yours}:
                same = mine == yours
                why = "the same" if same else "not the same"
                yield Evidence(property=name, asked=mine, found=yours, score=float(same), why=why)
    for name, (names, read, near, far) in _RANGES.items():
        ours, theirs = span(asked, names, read), span(found, names, read)
        if ours and theirs:
            shown = [", ".join(value for one in names for value in side.get(one, ())) for side in (asked, found)]
            value, why = _likeness(ours.gap(theirs), near, far)
            yield Evidence(property=name, asked=shown[0], found=shown[1], score=value, why=why)


def _likeness(gap: float, near: float, far: float) -> tuple[float, str]:
    if gap == 0:
        return 1.0, "the ranges meet"
    if gap <= near:
        return _NEAR, "apart by no more than such estimates err"
    return (0.5, "apart, but not beyond doubt") if gap <= far else (0.0, "too far apart")
