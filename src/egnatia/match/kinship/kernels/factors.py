"""The tables of a factor graph: one small array of probabilities for each factor (`arrays.Kind` says which)."""

from typing import TypeAlias

from egnatia.match.compiled import kernel
from egnatia.match.kinship.kernels.arrays import Graph, Integers, Kind, Local, Numbers

#: What was read of one person at one marker: two alleles, which allele is silent, how often a copy drops out.
Reading: TypeAlias = tuple[int, int, int, float]


@kernel
def _founder(table: Numbers, frequencies: Numbers, alleles: Integers) -> None:
    """Write p(v)."""
    for cell in range(len(alleles)):
        table[cell] = frequencies[alleles[cell]]


@kernel
def _inbred(table: Numbers, frequencies: Numbers, coefficient: float, ones: Integers, others: Integers) -> None:
    """Write f·p(v)·[v=w] + (1-f)·p(v)·p(w): a founder whose parents were related by f."""
    cell = 0
    for one in ones:
        for other in others:
            table[cell] = (1 - coefficient) * frequencies[one] * frequencies[other]
            if one == other:
                table[cell] += coefficient * frequencies[one]
            cell += 1


@kernel
def _handed_on(frequencies: Numbers, matrix: Numbers, allele: int) -> float:
    """Return the chance that somebody of the population hands on an allele."""
    total = 0.0
    for own in range(len(frequencies)):
        total += frequencies[own] * matrix[own, allele]
    return total


@kernel
def _gamete(table: Numbers, frequencies: Numbers, matrix: Numbers, alleles: Integers) -> None:
    """Write Σ p(v)·M(v,x)."""
    for cell in range(len(alleles)):
        table[cell] = _handed_on(frequencies, matrix, alleles[cell])


@kernel
def _gametes(table: Numbers, frequencies: Numbers, matrix: Numbers, ones: Integers, others: Integers) -> None:
    """Write what a founder hands on to two children: copies of one allele, or one of each, with even chances."""
    total = frequencies.sum()
    cell = 0
    for one in ones:
        chance = _handed_on(frequencies, matrix, one)
        for other in others:
            same = 0.0
            for own in range(len(frequencies)):
                same += frequencies[own] * matrix[own, one] * matrix[own, other]
            table[cell] = 0.5 * (same * total + chance * _handed_on(frequencies, matrix, other))
            cell += 1


@kernel
def _copy(table: Numbers, matrix: Numbers, parents: Integers, children: Integers) -> None:
    """Write M(v,x)."""
    cell = 0
    for parent in parents:
        for child in children:
            table[cell] = matrix[parent, child]
            cell += 1


@kernel
def _meiosis(table: Numbers, matrix: Numbers, ones: Integers, others: Integers, children: Integers) -> None:
    """Write ½M(v,x) + ½M(w,x)."""
    cell = 0
    for one in ones:
        for other in others:
            for child in children:
                table[cell] = 0.5 * (matrix[one, child] + matrix[other, child])
                cell += 1


@kernel
def _from_seen(table: Numbers, matrix: Numbers, genotype: Integers, children: Integers) -> None:
    """Write ½M(a,x) + ½M(b,x) for the genotype a, b of the parent."""
    for cell in range(len(children)):
        table[cell] = 0.5 * (matrix[genotype[0], children[cell]] + matrix[genotype[1], children[cell]])


@kernel
def _passed(table: Numbers, matrix: Numbers, side: int, parents: Integers, children: Integers) -> None:
    """Write M(v,x) where the switch points at v, and 1 where it points at the parent's other allele."""
    cell = 0
    for parent in parents:
        for switch in range(2):
            for child in children:
                table[cell] = matrix[parent, child] if switch == side else 1.0
                cell += 1


@kernel
def chance_of_reading(one: int, other: int, reading: Reading) -> float:
    """Return the probability to read a genotype, each copy dropping out by itself.

    Args:
        one: an allele that is there.
        other: the other one.
        reading: what was seen, with the probability that one copy is not seen (Haned, Egeland, Pontier, Pène &
            Gill 2011: the copies of a homozygote drop out independently).
    """
    first, second, silent, dropout = reading
    if first < 0:
        return 1.0
    if dropout == 0.0 and silent < 0:
        return 1.0 if (one == first and other == second) or (one == second and other == first) else 0.0
    total = 0.0
    for lost in range(4):
        sees_one = sees_other = stray = False
        chance = 1.0
        for copy in range(2):
            is_lost = (lost >> copy) & 1
            chance *= dropout if is_lost else 1 - dropout
            allele = other if copy else one
            if is_lost or allele == silent:
                continue
            sees_one = sees_one or allele == first
            sees_other = sees_other or allele == second
            stray = stray or (allele != first and allele != second)  # noqa: PLR1714 - a tuple would be made
        if sees_one and sees_other and not stray:
            total += chance
    return total


@kernel
def _pair(table: Numbers, reading: Reading, ones: Integers, others: Integers) -> None:
    """Write P(genotype read | x, y)."""
    cell = 0
    for one in ones:
        for other in others:
            table[cell] = chance_of_reading(one, other, reading)
            cell += 1


@kernel
def _alone(table: Numbers, reading: Reading, copies: int, alleles: Integers) -> None:
    """Write P(genotype read | x) of one copy, or of two that are copies of one."""
    first, second, _, dropout = reading
    for cell in range(len(alleles)):
        if copies > 1:
            table[cell] = chance_of_reading(alleles[cell], alleles[cell], reading)
        elif first < 0:
            table[cell] = 1.0
        else:
            table[cell] = 1 - dropout if first == second == alleles[cell] else 0.0


@kernel
def _reading(local: Local, slot: int, row: int) -> Reading:
    """Return what was read of a person."""
    return local.seen[slot, row, 0], local.seen[slot, row, 1], local.silent[slot], local.dropout[slot, row]


@kernel
def _domain(graph: Graph, local: Local, factor: int, axis: int) -> Integers:
    """Return the values of a factor's variable; of one that it does not have, none."""
    variable = graph.scopes[factor, axis]
    side = graph.mirrored[factor, axis]
    return local.domains[side, variable, : local.sizes[variable]] if variable >= 0 else local.domains[0, 0, :0]


@kernel
def fill(graph: Graph, local: Local, tables: tuple[Integers, Numbers]) -> None:  # noqa: C901, PLR0912, PLR0915 - one for each kind
    """Write all factors' tables, the last variable of each scope running fastest.

    Args:
        graph: with the factors.
        local: the markers of the group, and what was read.
        tables: where each table begins, and the buffer that holds them.
    """
    offsets, buffer = tables
    for factor in range(len(graph.kinds)):
        table = buffer[offsets[factor] : offsets[factor + 1]]
        kind, slot, index = graph.kinds[factor], graph.slots[factor], graph.details[factor]
        frequencies = local.frequencies[slot, : local.counts[slot]]
        ones, others = _domain(graph, local, factor, 0), _domain(graph, local, factor, 1)
        if kind == Kind.FOUNDER:
            _founder(table, frequencies, ones)
        elif kind == Kind.INBRED:
            _inbred(table, frequencies, graph.values[factor], ones, others)
        elif kind == Kind.GAMETE:
            _gamete(table, frequencies, local.mutation[slot, index], ones)
        elif kind == Kind.GAMETES:
            _gametes(table, frequencies, local.mutation[slot, index], ones, others)
        elif kind == Kind.COPY:
            _copy(table, local.mutation[slot, index], ones, others)
        elif kind == Kind.MEIOSIS:
            _meiosis(table, local.mutation[slot, index], ones, others, _domain(graph, local, factor, 2))
        elif kind == Kind.FROM_SEEN:
            _from_seen(table, local.mutation[slot, index % 2], local.seen[slot, index // 2], ones)
        elif kind == Kind.PASSED:
            _passed(table, local.mutation[slot, index // 2], index % 2, ones, _domain(graph, local, factor, 2))
        elif kind == Kind.PAIR:
            _pair(table, _reading(local, slot, index), ones, others)
        elif kind == Kind.SINGLE:
            _alone(table, _reading(local, slot, index), 1, ones)
        elif kind == Kind.RECOMBINE:
            table[0] = table[3] = 1 - graph.values[factor]
            table[1] = table[2] = graph.values[factor]
        else:
            _alone(table, _reading(local, slot, index), 2, ones)
