"""One marker as a pedigree meets it: which of its alleles can be told apart."""

import numpy as np

from egnatia.match.compiled import kernel
from egnatia.match.kinship.kernels.arrays import SWITCH, Evidence, Graph, Integers, Local, Numbers, Switches, Tables


@kernel
def lumpable(mutation: Numbers, kept: Integers, count: int) -> bool:
    """Tell whether alleles that are not kept may be one (Kemeny & Snell 1960): all reach each kept one alike.

    Args:
        mutation: of mothers and fathers, shape (2, alleles, alleles).
        kept: 1 for an allele that must stay apart, shape (alleles,).
        count: how many alleles the marker has.
    """
    first = -1
    for one in range(count):
        if kept[one]:
            continue
        if first < 0:
            first = one
        for other in range(count):
            if kept[other]:
                for sex in range(2):
                    if mutation[sex, one, other] != mutation[sex, first, other]:
                        return False
    return True


@kernel
def _kept(tables: Tables, marker: int, evidence: Evidence) -> Integers:
    """Return which alleles must stay apart: those that were seen, the silent one, or all."""
    count = tables.counts[marker]
    kept = np.zeros(count, dtype=np.int64)
    for row in range(evidence.alleles.shape[1]):
        for copy in range(2):
            if evidence.alleles[marker, row, copy] >= 0:
                kept[evidence.alleles[marker, row, copy]] = 1
    if tables.silent[marker] >= 0:
        kept[tables.silent[marker]] = 1
    if tables.mutates[marker] and not lumpable(tables.mutation[marker], kept, count):
        kept[:] = 1
    return kept


@kernel
def told_apart(tables: Tables, evidence: Evidence) -> Integers:
    """Return how many alleles each marker has after lumping, shape (markers,)."""
    counts = np.zeros(len(tables.counts), dtype=np.int64)
    for marker in range(len(counts)):
        kept = int(_kept(tables, marker, evidence).sum())
        counts[marker] = min(kept + 1, tables.counts[marker])
    return counts


@kernel
def read_surely(tables: Tables, evidence: Evidence) -> Switches:
    """Return for each marker whether everybody was typed, and no allele is silent or may drop out, shape (markers,)."""
    sure = tables.silent < 0
    for marker in range(len(sure)):
        sure[marker] &= not np.any(evidence.dropout[marker] > 0) and not np.any(evidence.alleles[marker] < 0)
    return sure


@kernel
def _lump_mutation(source: Numbers, target: Numbers, place: Integers, count: int) -> None:
    """Copy mutation matrices with lumped alleles: columns add up, of the rows any will do."""
    target[:, :count, :count] = 0.0
    done = -1
    for one in range(len(place)):
        lumped = place[one] == count - 1 and count < len(place)
        if lumped and done >= 0:
            continue
        if lumped:
            done = one
        for sex in range(2):
            for other in range(len(place)):
                target[sex, place[one], place[other]] += source[sex, one, other]


@kernel
def _place(kept: Integers, place: Integers) -> int:
    """Number the alleles that stay apart, give all others the last number; return how many numbers there are."""
    size = 0
    for allele in range(len(kept)):
        if kept[allele]:
            place[allele] = size
            size += 1
    for allele in range(len(kept)):
        if not kept[allele]:
            place[allele] = size
    return size + 1 if size < len(kept) else size


@kernel
def localise(tables: Tables, marker: int, evidence: Evidence, slot: int, local: Local) -> None:
    """Write one marker of a group into `local`, with the alleles lumped that may be."""
    kept = _kept(tables, marker, evidence)
    place = np.empty_like(kept)
    count = _place(kept, place)
    local.counts[slot] = count
    local.frequencies[slot, :count] = 0.0
    for allele in range(len(kept)):
        local.frequencies[slot, place[allele]] += tables.frequencies[marker, allele]
    silent = tables.silent[marker]
    local.silent[slot] = place[silent] if silent >= 0 else -1
    if tables.mutates[marker]:
        _lump_mutation(tables.mutation[marker], local.mutation[slot], place, count)
    else:
        local.mutation[slot, :, :count, :count] = 0.0
        for allele in range(count):
            local.mutation[slot, 0, allele, allele] = 1.0
            local.mutation[slot, 1, allele, allele] = 1.0
    for row in range(evidence.alleles.shape[1]):
        local.dropout[slot, row] = evidence.dropout[marker, row]
        for copy in range(2):
            read = evidence.alleles[marker, row, copy]
            local.seen[slot, row, copy] = place[read] if read >= 0 else -1


def lump(tables: Tables, marker: int, evidence: Evidence) -> tuple[Tables, Evidence]:
    """Return one marker by itself, with the alleles lumped that may be, and what was read at it."""
    alleles, people = tables.frequencies.shape[1], evidence.alleles.shape[1]
    local = Local(
        counts=np.zeros(1, dtype=np.int64),
        frequencies=np.zeros((1, alleles + 1)),
        mutation=np.zeros((1, 2, alleles + 1, alleles + 1)),
        silent=np.zeros(1, dtype=np.int64),
        seen=np.zeros((1, people, 2), dtype=np.int64),
        dropout=np.zeros((1, people)),
        domains=np.zeros((2, 1, 1), dtype=np.int64),
        sizes=np.zeros(1, dtype=np.int64),
    )
    localise(tables, marker, evidence, 0, local)
    n = int(local.counts[0])
    mutates = tables.mutates[marker : marker + 1]
    m = n if mutates[0] else 1
    mutation = np.ascontiguousarray(local.mutation[:, :, :m, :m])
    lumped = Tables(local.counts, local.frequencies[:, :n], mutation, mutates, local.silent)
    return lumped, Evidence(local.seen, local.dropout)


@kernel
def find_domains(graph: Graph, local: Local) -> None:
    """Write which values each variable can take: of a typed person, the alleles read and the silent one."""
    for variable in range(len(graph.roles)):
        row, slot = graph.roles[variable], graph.homes[variable]
        if row == SWITCH:
            local.domains[0, variable, 0], local.domains[0, variable, 1], local.sizes[variable] = 0, 1, 2
            continue
        one, other = (local.seen[slot, row, 0], local.seen[slot, row, 1]) if row >= 0 else (-1, -1)
        if one < 0 or local.dropout[slot, row] > 0:
            local.sizes[variable] = local.counts[slot]
            for allele in range(local.counts[slot]):
                local.domains[0, variable, allele] = allele
            continue
        second = other if other != one else local.silent[slot]
        local.domains[0, variable, 0], local.domains[0, variable, 1] = one, second
        local.domains[1, variable, 0], local.domains[1, variable, 1] = other, one
        local.sizes[variable] = 1 if second < 0 else 2
