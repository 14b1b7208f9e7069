"""θ by quadrature: the frequencies in the founders' population are Dirichlet distributed around those of the table.

Drawing as Balding & Nichols 1994 say is drawing from unknown frequencies that are Dirichlet distributed with the
parameters p·(1-θ)/θ. The likelihood is a polynomial in them, of as high a degree as there are founder alleles, so that
its mean is a finite sum: that of Gauss and Jacobi, with half as many points as the degree along each stick that is
broken off. Exact, positive throughout, and the pedigree is laid out once; where few alleles are told apart, many
founders are no burden (`coancestry` goes the other way: few founders, any number of alleles).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from egnatia.match.kinship.kernels.arrays import Evidence, Integers, Numbers, Tables


def _jacobi(one: float, other: float, size: int) -> tuple[Numbers, Numbers]:
    """Return the factor B of the Jacobi matrix B·B' of Beta(one, other): its diagonal and what is below.

    Both follow from the canonical moments (Dette & Studden 1997, section 1.5) without a difference.
    """
    k = np.arange(1, size + 1)
    both = one + other + 2 * k
    odd, not_odd = (one + k - 1) / (both - 2), (other + k - 1) / (both - 2)
    even, not_even = k / (both - 1), (one + other + k - 1) / (both - 1)
    return np.sqrt(odd * np.concatenate([[1.0], not_even[:-1]])), np.sqrt((not_odd * even)[:-1])


def _squares(diagonal: Numbers, below: Numbers) -> Numbers:
    """Return the squares of the singular values of a bidiagonal matrix, the largest first."""
    return np.asarray(np.linalg.svd(np.diag(diagonal) + np.diag(below, -1), compute_uv=False) ** 2, dtype=np.float64)


def _beta_points(one: float, other: float, size: int) -> tuple[Numbers, Numbers, Numbers]:
    """Return points, one minus them, and weights that give means of polynomials below the degree 2·size.

    The points are squares of singular values, so that small ones are as exact as large ones; a weight is one over the
    sum of the squares of the orthonormal polynomials at its point, which loses nothing either.
    """
    if one <= 0 or other <= 0:
        sure = np.array([float(other <= 0)])
        return sure, 1 - sure, np.ones(1)
    diagonal, below = _jacobi(one, other, size)
    found, mirrored = _squares(diagonal, below)[::-1], _squares(*_jacobi(other, one, size))
    centres = diagonal**2 + np.concatenate([[0.0], below**2])
    ties = diagonal[:-1] * below
    before, now, total = np.zeros(size), np.ones(size), np.ones(size)
    for k, tie in enumerate(ties):
        before, now = now, ((found - centres[k]) * now - (ties[k - 1] * before if k else 0.0)) / tie
        total += now**2
    return found, mirrored, 1 / total


@lru_cache(maxsize=256)
def points(frequencies: tuple[float, ...], theta: float, degree: int) -> tuple[Numbers, Numbers]:
    """Return populations and their weights: means of polynomials over them are those over all populations.

    Args:
        frequencies: of the table, shape (alleles,).
        theta: the coancestry coefficient, above 0 and below 1.
        degree: the highest one of the polynomials.

    Returns:
        Frequencies, shape (points, alleles), and weights, which sum to one.
    """
    scale = (1 - theta) / theta
    order = np.argsort(frequencies, kind="stable")
    parts = np.array(frequencies)[order]
    made, rest, weights = np.zeros((1, 0)), np.ones(1), np.ones(1)
    for place, part in enumerate(parts[:-1]):
        own, left, chance = _beta_points(scale * part, scale * float(parts[place + 1 :].sum()), degree // 2 + 1)
        made = np.column_stack([np.repeat(made, len(own), axis=0), np.outer(rest, own).ravel()])
        rest, weights = np.outer(rest, left).ravel(), np.outer(weights, chance).ravel()
    found = np.empty((len(weights), len(parts)))
    found[:, order] = np.column_stack([made, rest])
    return found, weights


def count_points(alleles: int, degree: int) -> int:
    """Return how many populations there are to sum over."""
    return int((degree // 2 + 1) ** (alleles - 1))


def spread(tables: Tables, evidence: Evidence, populations: Numbers) -> tuple[Tables, Evidence]:
    """Return a marker as many markers, one for each population.

    Args:
        tables: of the one marker.
        evidence: what was read at it.
        populations: frequencies of its alleles, shape (populations, alleles).
    """
    size = len(populations)
    return Tables(
        counts=np.repeat(tables.counts, size),
        frequencies=populations,
        mutation=np.repeat(tables.mutation, size, axis=0),
        mutates=np.repeat(tables.mutates, size),
        silent=np.repeat(tables.silent, size),
    ), Evidence(np.repeat(evidence.alleles, size, axis=0), np.repeat(evidence.dropout, size, axis=0))


def stack(spreads: Sequence[tuple[Tables, Evidence]]) -> tuple[Tables, Evidence]:
    """Return the markers of several `spread`s one after another; tables of fewer alleles are filled up with zeros."""
    tables = [table for table, _ in spreads]
    if len(tables) == 1:
        return spreads[0]
    alleles = max(table.frequencies.shape[1] for table in tables)
    moves = max(table.mutation.shape[2] for table in tables)
    return Tables(
        counts=np.concatenate([table.counts for table in tables]),
        frequencies=np.concatenate([_filled(table.frequencies, alleles, (1,)) for table in tables]),
        mutation=np.concatenate([_filled(table.mutation, moves, (2, 3)) for table in tables]),
        mutates=np.concatenate([table.mutates for table in tables]),
        silent=np.concatenate([table.silent for table in tables]),
    ), Evidence(
        np.concatenate([read.alleles for _, read in spreads]), np.concatenate([read.dropout for _, read in spreads])
    )


def _filled(numbers: Numbers, size: int, axes: tuple[int, ...]) -> Numbers:
    widths = [(0, size - length if axis in axes else 0) for axis, length in enumerate(numbers.shape)]
    return np.pad(numbers, widths)


def combinations(weights: Sequence[Numbers]) -> tuple[Integers, Numbers]:
    """Return every choice of one population for each marker: its rows in the `stack`, and its weight.

    Args:
        weights: of each marker's populations.

    Returns:
        Rows, shape (choices, markers), and weights, which sum to one.
    """
    begins = np.cumsum([0, *(len(own) for own in weights[:-1])])
    places = np.indices([len(own) for own in weights]).reshape(len(weights), -1)
    chances = np.prod([own[place] for own, place in zip(weights, places, strict=True)], axis=0)
    return np.ascontiguousarray((places + begins[:, None]).T).astype(np.int64), chances
