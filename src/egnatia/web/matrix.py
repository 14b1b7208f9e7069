"""The matrix of a disaster: what DNA says of each victim and each missing person, by number, word and colour.

Words are those of the scale of the European network of forensic science institutes (ENFSI guideline for evaluative
reporting, 2015, table 2). Of several populations the least ratio and the least posterior of a pairing are shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, isnan, log
from typing import Final

from egnatia.match.kinship.dvi.conclusion import Conclusion
from egnatia.match.kinship.dvi.solution import Solution
from egnatia.web.languages import marked


class Show(StrEnum):
    """Which pairings are shown."""

    ALL = "all"
    POSSIBLE = "possible"  #: Speaks for the pairing.
    STRONG = "strong"  #: At least a hundred times as probable.
    FOUND = "found"  #: Identified.


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A step of the scale."""

    least: float  #: Likelihood ratio from which it counts.
    shade: int  #: 0 to 6; against is 0.
    words: str


#: From the strongest support to the weakest.
BANDS: Final = (
    Band(least=1e6, shade=6, words=marked("extremely strong support")),
    Band(least=1e4, shade=5, words=marked("very strong support")),
    Band(least=1e3, shade=4, words=marked("strong support")),
    Band(least=1e2, shade=3, words=marked("moderately strong support")),
    Band(least=1e1, shade=2, words=marked("moderate support")),
    Band(least=2.0, shade=1, words=marked("weak support")),
    Band(least=0.5, shade=0, words=marked("neither for nor against")),
    Band(least=0.0, shade=0, words=marked("speaks against")),
)
_IMPOSSIBLE: Final = Band(least=0.0, shade=0, words=marked("excluded"))
_STRONG: Final = log(100)
#: Above this, a number would not fit a double.
_LARGEST: Final = 700.0
#: A posterior above this is written so.
_NEARLY: Final = 0.999999


def ratio_in_words(log_ratio: float) -> str:
    """Write a likelihood ratio as people do, from its logarithm."""
    if isnan(log_ratio):
        return "–"
    if log_ratio == -inf:
        return "0"
    if abs(log_ratio) > _LARGEST:
        return f"1e{log_ratio / log(10):+.0f}"
    value = exp(log_ratio)
    return f"{value:,.0f}" if 100 <= value < 1e6 else f"{value:.4g}"  # noqa: PLR2004 - reads best so


def posterior_in_words(posterior: float) -> str:
    """Write a posterior: what rounds to one is not certain."""
    return f"{posterior:.6f}" if posterior < _NEARLY else f"> {_NEARLY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A victim and a missing person."""

    victim: str
    missing: str
    log_ratio: float
    posterior: float
    contradicting: int  #: Markers that speak against it unless there was a mutation.
    verdict: str  #: Of the missing person, if this victim is the likeliest and it is an identification; else empty.
    undisputed: bool

    @property
    def ratio(self) -> str:
        """The likelihood ratio as people write it."""
        return ratio_in_words(self.log_ratio)

    @property
    def band(self) -> Band:
        """The step of the scale."""
        if self.log_ratio == -inf:
            return _IMPOSSIBLE
        return next(band for band in BANDS if band.least == 0 or self.log_ratio >= log(band.least))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What is shown: missing people as columns, victims as rows; None where no pairing is considered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    hidden: int  #: Pairings that the filter leaves out.


#: Conclusions that name somebody.
IDENTIFIED: Final = frozenset({"Undisputed", "Match", "Match (GLR)", "Symmetric match"})


def conclude_least(solutions: Sequence[Solution]) -> list[Conclusion]:
    """Return for each missing person the conclusion of the least favourable population."""
    return [min(told, key=lambda one: one.posterior) for told in zip(*(s.conclusions for s in solutions), strict=True)]


def make_matrix(solutions: Sequence[Solution], show: Show = Show.ALL, name: str = "") -> Matrix:
    """Return the matrix of a case that was solved under one or several populations.

    Args:
        solutions: of the same victims and families.
        show: which pairings; rows and columns without any are left out.
        name: part of the name of a victim or missing person; empty: everybody.
    """
    disaster = solutions[0].disaster
    drawn = {one.missing: one for one in conclude_least(solutions)}
    cells = {
        pair: cell
        for pair in solutions[0].pairwise
        if _is_wanted(cell := _cell(solutions, pair, drawn[pair[1]]), show, name.casefold())
    }
    rows = [one.id for one in disaster.victims if any(victim == one.id for victim, _ in cells)]
    columns = [one for one in disaster.missing if any(missing == one for _, missing in cells)]
    return Matrix(
        columns=tuple(columns),
        rows=tuple((victim, tuple(cells.get((victim, missing)) for missing in columns)) for victim in rows),
        hidden=len(solutions[0].pairwise) - len(cells),
    )


def _cell(solutions: Iterable[Solution], pair: tuple[str, str], conclusion: Conclusion) -> Cell:
    several = tuple(solutions)
    posteriors = [one.joint.support[pair].posterior if pair in one.joint.support else 0.0 for one in several]
    is_it = pair[0] in conclusion.victims and conclusion.verdict in IDENTIFIED
    return Cell(
        victim=pair[0],
        missing=pair[1],
        log_ratio=min(one.pairwise[pair] for one in several),
        posterior=min(posteriors),
        contradicting=max(one.exclusions[pair] for one in several),
        verdict=conclusion.verdict if is_it else "",
        undisputed=all(any((u.victim, u.missing) == pair for u in one.undisputed) for one in several),
    )


def _is_wanted(cell: Cell, show: Show, name: str) -> bool:
    if name and name not in cell.victim.casefold() and name not in cell.missing.casefold():
        return False
    least = {Show.ALL: -inf, Show.POSSIBLE: 0.0, Show.STRONG: _STRONG, Show.FOUND: -inf}[show]
    return cell.log_ratio >= least and (show is not Show.FOUND or bool(cell.verdict))
