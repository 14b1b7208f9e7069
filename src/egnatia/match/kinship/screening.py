"""Screening: one profile against everybody who is missing, by closed forms, to choose whom to look at closely.

Unlinked autosomal markers, no mutation, θ = 0, nobody inbred. A screening proposes; the likelihood on the pedigree,
with mutation, decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from egnatia.match.kinship.errors import GenotypeError, MarkerError
from egnatia.match.kinship.kernels.arrays import Integers, Numbers
from egnatia.match.kinship.kernels.sharing import log_ratios, ratio_table
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.panel import UNTYPED, Panel, Profile
from egnatia.match.kinship.relationships import relationship_named


def lay_out(panel: Panel, profiles: Sequence[Profile]) -> Integers:
    """Lay out a register for screening; made once, shape (people, markers, 2).

    An allele that is not in the frequency table is none that an asked person has; its frequency does not count.

    Raises:
        GenotypeError: more than two alleles at a marker.
    """
    laid = [panel.encode(profile, strange=True) for profile in profiles]
    return np.array(laid, dtype=np.int64).reshape(-1, len(panel.markers), 2)


def screen(panel: Panel, asked: Profile, register: Integers, relationships: Sequence[str]) -> Numbers:
    """Return log likelihood ratios against unrelated, shape (people, relationships); -inf if impossible.

    Args:
        panel: autosomal markers without a silent allele.
        asked: the profile.
        register: as `lay_out` gives it.
        relationships: names in `RELATIONSHIPS` or `OTHER_WAY`.

    Raises:
        CaseError: a relationship that is not there.
        MarkerError: markers on X or with silent alleles, which the closed forms do not cover.
        GenotypeError: an allele is not in the frequency table, or nobody has it by the table.
    """
    if panel.chromosome is not Chromosome.AUTOSOMAL or any(marker.silent is not None for marker in panel.markers):
        raise MarkerError("screening takes autosomal markers without silent alleles")
    kappas = np.array([relationship_named(name).kappa for name in relationships], dtype=np.float64).reshape(-1, 3)
    coded = _coded(panel, asked)
    with np.errstate(divide="ignore"):
        return log_ratios(coded, register, ratio_table(coded, panel.tables.frequencies, kappas))


def _coded(panel: Panel, asked: Profile) -> Integers:
    coded = panel.encode(asked)
    for marker, pair in zip(panel.markers, coded.tolist(), strict=True):
        never = [marker.alleles[place] for place in pair if place != UNTYPED and marker.frequencies[place] == 0]
        if never:
            raise GenotypeError(f"{marker.name}: allele {never[0]} has the frequency 0 in the table")
    return coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody of the register who may be related so, and what speaks for it."""

    place: int  #: In the register.
    log_ratio: float  #: Natural logarithm of the likelihood ratio against unrelated.
    markers: int  #: At how many both were typed.


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What a screening found for one relationship."""

    relationship: str
    candidates: tuple[Candidate, ...]  #: The likeliest first; whoever is first in the register of those equal.
    compared: int  #: People with a marker in common with the asked one.
    possible: int  #: How many of these the relationship is possible for without mutation.


def best_candidates(
    panel: Panel, asked: Profile, register: Integers, relationships: Sequence[str], most: int
) -> list[Screened]:
    """Return the likeliest people of a register, for each relationship.

    Args:
        panel: as for `screen`.
        asked: the profile.
        register: as `lay_out` gives it.
        relationships: as for `screen`.
        most: candidates for each relationship.

    Raises:
        KinshipError: as `screen`.
    """
    logs = screen(panel, asked, register, relationships)
    typed = panel.encode(asked)[:, 0] != UNTYPED
    markers = ((register[:, :, 0] != UNTYPED) & typed).sum(axis=1)
    found = []
    for column, relationship in enumerate(relationships):
        own = logs[:, column]
        possible = np.flatnonzero((markers > 0) & np.isfinite(own))
        chosen = possible[np.argsort(-own[possible], kind="stable")[:most]].tolist()
        found.append(
            Screened(
                relationship=relationship,
                candidates=tuple(
                    Candidate(place=place, log_ratio=float(own[place]), markers=int(markers[place])) for place in chosen
                ),
                compared=int((markers > 0).sum()),
                possible=len(possible),
            )
        )
    return found
