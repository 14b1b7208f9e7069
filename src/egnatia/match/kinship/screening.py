"""Screening: one profile against everybody who is missing, by closed forms, to choose whom to look at closely.

Unlinked autosomal markers, no mutation, θ = 0, nobody inbred. A screening proposes; the likelihood on the pedigree,
with mutation, decides.
"""

from collections.abc import Sequence

import numpy as np

from egnatia.match.kinship.errors import CaseError, MarkerError
from egnatia.match.kinship.kernels.arrays import Integers, Numbers
from egnatia.match.kinship.kernels.sharing import log_ratios, ratio_table
from egnatia.match.kinship.marker import Chromosome
from egnatia.match.kinship.panel import Panel, Profile
from egnatia.match.kinship.relationships import RELATIONSHIPS


def lay_out(panel: Panel, profiles: Sequence[Profile]) -> Integers:
    """Lay out a register for screening; made once, shape (people, markers, 2).

    Raises:
        GenotypeError: an allele is not in the frequency table.
    """
    return np.array([panel.encode(profile) for profile in profiles], dtype=np.int64).reshape(-1, len(panel.markers), 2)


def screen(panel: Panel, asked: Profile, register: Integers, relationships: Sequence[str]) -> Numbers:
    """Return log likelihood ratios against unrelated, shape (people, relationships); -inf if impossible.

    Args:
        panel: autosomal markers without a silent allele.
        asked: the profile.
        register: as `lay_out` gives it.
        relationships: names in `RELATIONSHIPS`.

    Raises:
        CaseError: a relationship that is not there.
        MarkerError: markers on X or with silent alleles, which the closed forms do not cover.
        GenotypeError: an allele is not in the frequency table.
    """
    if panel.chromosome is not Chromosome.AUTOSOMAL or any(marker.silent is not None for marker in panel.markers):
        raise MarkerError("screening takes autosomal markers without silent alleles")
    strange = [name for name in relationships if name not in RELATIONSHIPS]
    if strange:
        raise CaseError(f"relationship {strange[0]!r} is none of {', '.join(RELATIONSHIPS)}")
    kappas = np.array([RELATIONSHIPS[name].kappa for name in relationships], dtype=np.float64).reshape(-1, 3)
    coded = panel.encode(asked)
    return log_ratios(coded, register, ratio_table(coded, panel.tables.frequencies, kappas))
