"""Likelihood ratios of one profile against a whole register, by sharing of alleles by descent."""

import numpy as np

from egnatia.match.compiled import kernel
from egnatia.match.kinship.kernels.arrays import Integers, Numbers

#: Markers whose ratios are multiplied before a logarithm is taken: their product stays a number.
BATCH = 16


@kernel
def _one_shared(asked: Integers, found: Integers, frequencies: Numbers) -> float:
    """Return P(found | asked, one allele shared by descent) / P(found)."""
    ratio = 0.0
    for copy in range(2):
        for other in range(2):
            if asked[copy] == found[other]:
                ratio += 0.25 / frequencies[asked[copy]]
    return ratio


@kernel
def _both_shared(asked: Integers, found: Integers, frequencies: Numbers) -> float:
    """Return P(found | asked, both alleles shared by descent) / P(found)."""
    if asked[0] != found[0] or asked[1] != found[1]:
        return 0.0
    chance = float(frequencies[asked[0]] * frequencies[asked[1]])
    return 1 / chance if asked[0] == asked[1] else 0.5 / chance


@kernel
def log_ratios(asked: Integers, register: Integers, frequencies: Numbers, kappas: Numbers) -> Numbers:
    """Return log likelihood ratios of relationships against unrelated, shape (people, relationships).

    LR = κ0 + κ1·R1 + κ2·R2 at each marker, with R1 = ¼·Σ [a=b]/p(a) over both copies of both people and
    R2 = [same genotype]/P(genotype) (Thompson 1975; Weir, Anderson & Hepler 2006).

    Args:
        asked: positions of alleles in order, -1 if not typed; shape (markers, 2).
        register: the same of everybody on record, shape (people, markers, 2).
        frequencies: shape (markers, alleles).
        kappas: κ0, κ1, κ2 of each relationship, shape (relationships, 3).
    """
    people, relationships = len(register), len(kappas)
    logs = np.empty((people, relationships))
    products = np.empty(relationships)
    for person in range(people):
        products[:] = 1.0
        logs[person] = 0.0
        for marker in range(len(asked)):
            found = register[person, marker]
            if asked[marker, 0] < 0 or found[0] < 0:
                continue
            one = _one_shared(asked[marker], found, frequencies[marker])
            both = _both_shared(asked[marker], found, frequencies[marker])
            for row in range(relationships):
                products[row] *= kappas[row, 0] + kappas[row, 1] * one + kappas[row, 2] * both
            if (marker + 1) % BATCH == 0:
                logs[person] += np.log(products)
                products[:] = 1.0
        logs[person] += np.log(products)
    return logs
