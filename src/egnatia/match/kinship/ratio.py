"""Likelihood ratios of hypotheses about how people are related, and posteriors under stated priors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isnan
from typing import Final

import numpy as np

from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.kernels.arrays import Numbers
from egnatia.match.kinship.likelihood import Conditions, link_groups, log_likelihoods, type_people
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.panel import Profile, make_panel
from egnatia.match.kinship.pedigree import Pedigree, Sex

#: Above this, exp overflows a double.
LARGEST_LOG: Final = 709.0


def ratio_of(log_ratio: float) -> float | None:
    """Return a likelihood ratio from its logarithm; None where there is none, or it is too large for a number."""
    return None if isnan(log_ratio) or log_ratio > LARGEST_LOG else exp(log_ratio)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One answer to how people are related."""

    name: str
    pedigree: Pedigree
    prior: float | None = None  #: Probability before the DNA; None: none is stated, and no posterior follows.


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What DNA says for and against hypotheses; logarithms are natural."""

    hypotheses: tuple[Hypothesis, ...]
    groups: tuple[str, ...]  #: Markers, or linked markers joined by `+`.
    logs: Numbers  #: Log likelihoods, shape (hypotheses, groups).

    @property
    def totals(self) -> Numbers:
        """Log likelihoods over all markers, shape (hypotheses,)."""
        total: Numbers = self.logs.sum(axis=1)
        return total

    def log_ratios(self, reference: str) -> Numbers:
        """Return log likelihood ratios against a hypothesis, shape (hypotheses,); nan where both are impossible.

        Raises:
            CaseError: no hypothesis has this name.
        """
        return _minus(self.totals, self.totals[self._place(reference)])

    def log_ratios_by_group(self, reference: str) -> Numbers:
        """Return log likelihood ratios of each marker or linked group, shape (hypotheses, groups)."""
        return _minus(self.logs, self.logs[self._place(reference)])

    def posteriors(self) -> Numbers | None:
        """Return the probabilities of the hypotheses, shape (hypotheses,); None if no prior is stated.

        Raises:
            CaseError: priors of some hypotheses only, or that do not sum to one; or profiles that are impossible under
                every hypothesis.
        """
        priors = [hypothesis.prior for hypothesis in self.hypotheses]
        stated = np.array([prior for prior in priors if prior is not None])
        if not len(stated):
            return None
        if len(stated) < len(priors):
            raise CaseError(f"hypothesis {self.hypotheses[priors.index(None)].name!r} has no prior, and others have")
        if bool(np.any(stated < 0)) or abs(float(stated.sum()) - 1) > 1e-9:  # noqa: PLR2004 - rounding
            raise CaseError(f"priors sum to {stated.sum():.6g}, not to 1")
        with np.errstate(divide="ignore"):
            weights = self.totals + np.log(stated)
        if not bool(np.any(np.isfinite(weights))):
            raise CaseError("the profiles are impossible under every hypothesis: allow mutations")
        shares = np.exp(weights - weights.max())
        posterior: Numbers = shares / shares.sum()
        return posterior

    def _place(self, name: str) -> int:
        names = [hypothesis.name for hypothesis in self.hypotheses]
        if name not in names:
            raise CaseError(f"no hypothesis {name!r} among {', '.join(names)}")
        return names.index(name)


def _minus(logs: Numbers, reference: Numbers) -> Numbers:
    with np.errstate(invalid="ignore"):
        return logs - reference


def compare(
    markers: Sequence[Marker],
    hypotheses: Sequence[Hypothesis],
    profiles: Mapping[str, Profile],
    conditions: Conditions | None = None,
) -> Comparison:
    """Compute the likelihood of profiles under each hypothesis.

    Args:
        markers: autosomal and X-linked ones, in any order.
        hypotheses: at least one; everybody with a profile is in each pedigree.
        profiles: genotypes by person and marker.
        conditions: θ, drop-out, linkage.

    Raises:
        CaseError: no hypothesis, or one name twice; nobody was typed at any of the markers, so that every ratio
            would be one and say nothing; somebody with a profile is male in one pedigree and female in another.
        KinshipError: profiles, markers and pedigrees do not fit, or the sum is too large.
    """
    names = [hypothesis.name for hypothesis in hypotheses]
    if not names or len(set(names)) < len(names):
        raise CaseError("hypotheses need different names, and there must be one at least")
    _check_sexes(hypotheses, profiles)
    if markers and not any(marker.name in profile for profile in profiles.values() for marker in markers):
        raise CaseError("nobody is typed at any of the markers: there is nothing to compare")
    groups: list[str] = []
    logs: list[Numbers] = []
    given = conditions or Conditions()
    for chromosome in Chromosome:
        chosen = [marker for marker in markers if marker.chromosome is chromosome]
        if not chosen:
            continue
        panel = make_panel(chosen)
        typed = type_people(panel, profiles)
        logs.append(np.array([log_likelihoods(panel, item.pedigree, typed, given) for item in hypotheses]))
        members = [rows for rows, _ in link_groups(panel, given.links)]
        groups += ["+".join(chosen[row].name for row in rows) for rows in members]
    if not logs:
        raise CaseError("no marker")
    return Comparison(hypotheses=tuple(hypotheses), groups=tuple(groups), logs=np.concatenate(logs, axis=1))


def _check_sexes(hypotheses: Sequence[Hypothesis], typed: Iterable[str]) -> None:
    """Refuse one and the same person of two sexes."""
    for person in typed:
        sexes: dict[Sex, str] = {}
        for hypothesis in hypotheses:
            found = hypothesis.pedigree.by_id.get(person)
            if found is not None and found.sex is not Sex.UNKNOWN:
                sexes.setdefault(found.sex, hypothesis.name)
        if len(sexes) > 1:
            told = " and ".join(f"{sex.value} in {name!r}" for sex, name in sexes.items())
            raise CaseError(f"{person} is {told}")
