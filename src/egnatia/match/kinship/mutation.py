"""Mutation models: the probability that an allele reaches the child as another one.

Equal, proportional and stepwise are those of Familias (Egeland, Mostad, Mevåg & Stenersen 2000; Kling, Tillmar &
Egeland 2014), one-step is the classical ladder model, and `dawid` is the reversible model of Dawid, Mortera &
Pascali 2001 as given by Egeland & Vigeland 2025. Every model gives a matrix M with M[i, j] = P(child has j | parent
passed on i); rows sum to one. A silent allele neither mutates nor arises (Familias).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from egnatia.match.kinship.errors import MarkerError

Matrix = NDArray[np.float64]

#: Allowed distance of a sum of probabilities from one; what is written with three decimals must pass.
ROUNDING = 1e-3


class Model(StrEnum):
    """The models by name."""

    TRIVIAL = "trivial"
    EQUAL = "equal"
    PROPORTIONAL = "proportional"
    STEPWISE = "stepwise"
    ONESTEP = "onestep"
    DAWID = "dawid"
    CUSTOM = "custom"


class Transform(StrEnum):
    """Changes of a matrix that make frequencies stay as they are from parents to children."""

    PM = "PM"  #: Stationary, `stationary`.
    MH = "MH"  #: Reversible by Metropolis & Hastings, at the same expected rate.
    BA = "BA"  #: Reversible by Barker, at the same expected rate.
    PR = "PR"  #: Reversible by preserving the flow: the mean of both directions.


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """How alleles of one marker mutate in one sex."""

    model: Model
    rate: float = 0.0  #: Per meiosis.
    rate2: float = 0.0  #: Stepwise: to alleles that are not whole steps away (9 to 9.3).
    range: float = 0.1  #: Stepwise and dawid: a change by one step more is so many times as probable.
    matrix: tuple[tuple[float, ...], ...] | None = None  #: Custom: the matrix itself.
    transform: Transform | None = None  #: How to change the matrix so that frequencies stay as they are.

    def __post_init__(self) -> None:
        """Check the parameters.

        Raises:
            MarkerError: a rate outside 0 to 1, a range not above 0, a custom model without its matrix.
        """
        for name, value in (("rate", self.rate), ("rate2", self.rate2)):
            if not 0 <= value <= 1:
                raise MarkerError(f"mutation {name} {value} is not between 0 and 1")
        if self.rate + self.rate2 > 1:
            raise MarkerError(f"mutation rates {self.rate} and {self.rate2} are more than 1 together")
        if not self.range > 0:
            raise MarkerError(f"mutation range {self.range} is not above 0")
        if (self.model is Model.CUSTOM) != (self.matrix is not None):
            raise MarkerError("a matrix belongs to the custom model, and to no other")


def mutation_matrix(mutation: Mutation, alleles: tuple[str, ...], frequencies: Matrix, silent: float = 0.0) -> Matrix:
    """Return the matrix of a model.

    Args:
        mutation: the model and its parameters.
        alleles: labels, without a silent allele.
        frequencies: of the alleles, in the same order; shape (n,).
        silent: frequency of the silent allele.

    Raises:
        MarkerError: the model does not exist for these alleles, or the matrix is none of probabilities.
    """
    n = len(alleles)
    if mutation.model is Model.TRIVIAL or (n == 1 and mutation.model is not Model.CUSTOM):
        return np.eye(n)
    divides = mutation.model is Model.DAWID or mutation.transform is not None
    if divides and float(frequencies.min()) == 0:
        raise MarkerError("an allele of frequency 0 has no place in a model that keeps frequencies")
    made = _untransformed(mutation, alleles, frequencies, silent)
    if mutation.transform is None:
        return made
    if mutation.transform is Transform.PM:
        return stationary(made, frequencies)
    return reversible(made, frequencies, mutation.transform)


def _untransformed(mutation: Mutation, alleles: tuple[str, ...], frequencies: Matrix, silent: float) -> Matrix:
    match mutation.model:
        case Model.EQUAL:
            return _equal(len(alleles), mutation.rate)
        case Model.PROPORTIONAL:
            return _proportional(frequencies, mutation.rate, silent)
        case Model.STEPWISE:
            return _stepwise(alleles, mutation)
        case Model.ONESTEP:
            return _onestep(alleles, mutation.rate)
        case Model.DAWID:
            return _dawid(alleles, frequencies, mutation)
        case _:
            return _custom(len(alleles), mutation.matrix or ())


def repeats(allele: str) -> tuple[int, int]:
    """Return whole repeats and further bases of an allele: 9.3 is (9, 3).

    Raises:
        MarkerError: the label is no such number.
    """
    whole, dot, part = allele.partition(".")
    if not whole.isdecimal() or (dot and not (part.isdecimal() and len(part) == 1)):
        raise MarkerError(f"allele {allele!r} is no number of repeats such as 9 or 9.3, which the mutation model needs")
    return int(whole), int(part or 0)


def _equal(n: int, rate: float) -> Matrix:
    made = np.full((n, n), rate / (n - 1))
    np.fill_diagonal(made, 1 - rate)
    return made


def _proportional(frequencies: Matrix, rate: float, silent: float) -> Matrix:
    """a·q_j off the diagonal, q among the alleles that are seen, with a such that `rate` of all alleles mutate."""
    among = frequencies / (1 - silent)
    scale = rate / float(np.sum(frequencies * (1 - among)))
    made = np.tile(scale * among, (len(frequencies), 1))
    diagonal = 1 - scale * (1 - among)
    if float(diagonal.min()) < 0:
        raise MarkerError(f"the proportional model does not exist at rate {rate} for these frequencies")
    np.fill_diagonal(made, diagonal)
    return made


def _stepwise(alleles: tuple[str, ...], mutation: Mutation) -> Matrix:
    """Whole steps share `rate`, falling by `range` with each step; all other alleles share `rate2` evenly."""
    ladder = [repeats(allele) for allele in alleles]
    whole = np.array([step for step, _ in ladder])
    part = np.array([bases for _, bases in ladder])
    same = part[:, None] == part[None, :]
    others = same.sum(axis=1) - 1
    weights = np.where(same, mutation.range ** np.abs(whole[:, None] - whole[None, :]).astype(np.float64), 0.0)
    np.fill_diagonal(weights, 0.0)
    sums = weights.sum(axis=1)
    made = mutation.rate * weights / np.where(sums > 0, sums, 1.0)[:, None]
    foreign = (~same).sum(axis=1)
    made += np.where(same, 0.0, mutation.rate2 / np.where(foreign > 0, foreign, 1)[:, None])
    stays = 1 - np.where(others > 0, mutation.rate, 0.0) - np.where(foreign > 0, mutation.rate2, 0.0)
    np.fill_diagonal(made, stays)
    return made


def _whole_ladder(alleles: tuple[str, ...], model: Model) -> Matrix:
    ladder = [repeats(allele) for allele in alleles]
    partial = [allele for allele, (_, bases) in zip(alleles, ladder, strict=True) if bases]
    if partial:
        raise MarkerError(f"the {model.value} model is for whole repeats, and {partial[0]} is a micro-variant")
    return np.array([step for step, _ in ladder], dtype=np.float64)


def _onestep(alleles: tuple[str, ...], rate: float) -> Matrix:
    """To the next allele up or down, with half the rate each; with all of it where only one of them exists."""
    ladder = _whole_ladder(alleles, Model.ONESTEP)
    next_to = (np.abs(ladder[:, None] - ladder[None, :]) == 1).astype(np.float64)
    count = next_to.sum(axis=1)
    made: Matrix = rate * next_to / np.where(count > 0, count, 1.0)[:, None]
    np.fill_diagonal(made, np.where(count > 0, 1 - rate, 1.0))
    return made


def _dawid(alleles: tuple[str, ...], frequencies: Matrix, mutation: Mutation) -> Matrix:
    """Steps counted along the sorted ladder; reversible, so that frequencies stay."""
    if mutation.range >= 1:
        raise MarkerError(f"the dawid model needs a range below 1, not {mutation.range}")
    rank = np.argsort(np.argsort(_whole_ladder(alleles, Model.DAWID)))
    n, r = len(alleles), mutation.range
    a = (1 - r**n) / (1 - r)
    steps = np.abs(rank[:, None] - rank[None, :]).astype(np.float64)
    made: Matrix = mutation.rate / frequencies[:, None] * (1 - r) / (2 * r * (n - a)) * r**steps
    np.fill_diagonal(made, 0.0)
    stays = 1 - made.sum(axis=1)
    if float(stays.min()) < 0:
        raise MarkerError(f"the dawid model does not exist at rate {mutation.rate} for these frequencies")
    np.fill_diagonal(made, stays)
    return made


def _custom(n: int, rows: tuple[tuple[float, ...], ...]) -> Matrix:
    if len(rows) != n or any(len(row) != n for row in rows):
        raise MarkerError(f"the mutation matrix has not {n} rows and columns, one for each allele")
    made = np.array(rows, dtype=np.float64)
    if not bool(np.all((made >= 0) & (made <= 1))):
        raise MarkerError("the mutation matrix holds a number that is no probability")
    worst = int(np.argmax(np.abs(made.sum(axis=1) - 1)))
    if abs(float(made[worst].sum()) - 1) > ROUNDING:
        raise MarkerError(f"row {worst + 1} of the mutation matrix sums to {made[worst].sum():.6g}, not to 1")
    return made


def stationary(matrix: Matrix, frequencies: Matrix) -> Matrix:
    """Change a matrix so that frequencies stay as they are from parents to children, at the same expected rate.

    The proportional method `PM` of Simonsson & Mostad 2016 (FSI Genetics 23:217-225): rows are mixed with the
    identity in proportion to v/p, where v is the distribution at which the matrix itself is stationary.

    Args:
        matrix: shape (n, n).
        frequencies: shape (n,).

    Raises:
        MarkerError: there is no such matrix.
    """
    n = len(frequencies)
    stays = np.diag(matrix)
    system = matrix.T - np.eye(n)
    system[-1] = 1.0
    try:
        limit = np.linalg.solve(system, np.eye(n)[-1])
    except np.linalg.LinAlgError as error:
        raise MarkerError("the mutation matrix has no single stationary distribution") from error
    rate = 1 - float(stays @ frequencies)
    mix = rate * limit / ((1 - float(stays @ limit)) * frequencies)
    if float(np.max(mix * (1 - stays))) > 1:
        raise MarkerError("no stationary matrix of the PM kind exists for this model and these frequencies")
    return (matrix - np.eye(n)) * mix[:, None] + np.eye(n)


def reversible(matrix: Matrix, frequencies: Matrix, transform: Transform) -> Matrix:
    """Change a matrix so that i to j is as frequent as j to i (Egeland & Vigeland 2025, "Reversible mutation models").

    Args:
        matrix: shape (n, n).
        frequencies: shape (n,).
        transform: MH, BA or PR.

    Raises:
        MarkerError: there is no such matrix.
    """
    flow = matrix * frequencies[:, None]
    back = flow.T
    both = np.where(flow + back > 0, flow + back, 1.0)
    if transform is Transform.MH:
        changed = np.minimum(flow, back)
    elif transform is Transform.BA:
        changed = flow * back / both
    else:
        changed = (flow + back) / 2
    changed = changed / frequencies[:, None]
    np.fill_diagonal(changed, 0.0)
    if transform is not Transform.PR:
        wanted = 1 - float(np.diag(matrix) @ frequencies)
        changed *= wanted / max(float(changed.sum(axis=1) @ frequencies), np.finfo(np.float64).tiny)
    stays = 1 - changed.sum(axis=1)
    if float(stays.min()) < 0:
        raise MarkerError(f"the {transform.value} transform does not exist for this mutation matrix")
    np.fill_diagonal(changed, stays)
    return changed
