"""Likelihood ratios of one profile against a whole register, by sharing of alleles by descent."""

import numpy as np

from egnatia.match.compiled import kernel
from egnatia.match.kinship.kernels.arrays import Integers, Numbers

#: Markers whose ratios are multiplied before a logarithm is taken: their product stays a number.
BATCH = 16


@kernel
def ratio_table(asked: Integers, frequencies: Numbers, kappas: Numbers) -> Numbers:
    """Return the ratio at a marker by what the other person has, shape (markers, 9, relationships).

    LR = κ0 + κ1·R1 + κ2·R2, with R1 = ¼·Σ [a=b]/p(a) over both copies of both people and
    R2 = [same genotype]/P(genotype) (Thompson 1975; Weir, Anderson & Hepler 2006). Each of the other's alleles is the
    asked person's first, the second, or neither; three times the one plus the other is the place in the table.

    Args:
        asked: positions of alleles in order, -1 if not typed; shape (markers, 2).
        frequencies: shape (markers, alleles).
        kappas: κ0, κ1, κ2 of each relationship, shape (relationships, 3).
    """
    table = np.ones((len(asked), 9, len(kappas)))
    for marker in range(len(asked)):
        first, second = asked[marker]
        if first < 0:
            continue
        p, q = frequencies[marker, first], frequencies[marker, second]
        single = 0.5 / p if first == second else 0.25 / p
        for place in range(9):
            one, other = place // 3, place % 3
            shared = (single if one == 0 else 0.0) + (single if other == 0 else 0.0)
            shared += (0.25 / q if one == 1 else 0.0) + (0.25 / q if other == 1 else 0.0)
            same = one + other == (0 if first == second else 1)
            both = (1.0 if first == second else 0.5) / (p * q) if same else 0.0
            table[marker, place] = kappas[:, 0] + kappas[:, 1] * shared + kappas[:, 2] * both
    return table


@kernel
def log_ratios(asked: Integers, register: Integers, table: Numbers) -> Numbers:
    """Return log likelihood ratios of relationships against unrelated, shape (people, relationships).

    Args:
        asked: as for the table.
        register: the same of everybody on record, shape (people, markers, 2).
        table: `ratio_table` of the asked profile.
    """
    logs = np.zeros((len(register), table.shape[2]))
    products = np.ones(table.shape[2])
    for person in range(len(register)):
        for marker in range(len(asked)):
            one, other = register[person, marker, 0], register[person, marker, 1]
            if one >= 0:
                first, second = asked[marker, 0], asked[marker, 1]
                place = 0 if one == first else 3 if one == second else 6
                place += 0 if other == first else 1 if other == second else 2
                for row in range(len(products)):
                    products[row] *= table[marker, place, row]
            if (marker + 1) % BATCH == 0 or marker + 1 == len(asked):
                for row in range(len(products)):
                    logs[person, row] += np.log(products[row])
                    products[row] = 1.0
    return logs


@kernel
def log_read(register: Integers, table: Numbers) -> Numbers:
    """Return log likelihood ratios that were computed for every genotype, shape (people, relationships).

    Args:
        register: positions of alleles, -1 if not typed; shape (people, markers, 2).
        table: logarithms of ratios by marker and by the other person's two alleles, shape (markers, alleles, alleles,
            relationships).
    """
    logs = np.zeros((len(register), table.shape[3]))
    for person in range(len(register)):
        for marker in range(register.shape[1]):
            one, other = register[person, marker, 0], register[person, marker, 1]
            if one >= 0:
                for row in range(table.shape[3]):
                    logs[person, row] += table[marker, one, other, row]
    return logs
