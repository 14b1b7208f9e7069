"""The arrays that the kernels read and write, by name."""

from enum import IntEnum
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]
Switches: TypeAlias = NDArray[np.bool_]

#: Roles of variables besides the row of a typed person: an allele that nobody saw, and a switch.
UNSEEN = -1
SWITCH = -2

FEMALE = 0
MALE = 1


class Kind(IntEnum):
    """What a factor says; p are allele frequencies, M the mutation matrix of the parent's sex."""

    FOUNDER = 0  #: p(v).
    INBRED = 1  #: f·p(v)·[v=w] + (1-f)·p(v)·p(w).
    GAMETE = 2  #: Σ_v p(v)·M(v,x): a founder whom one child descends from.
    GAMETES = 3  #: The same founder's alleles x and y in two children: half the time copies of one allele.
    COPY = 4  #: M(v,x): a father's X.
    MEIOSIS = 5  #: ½M(v,x) + ½M(w,x).
    PASSED = 6  #: M(v,x) if switch s is `index`, else 1.
    PAIR = 7  #: P(genotype seen | x, y).
    SINGLE = 8  #: P(genotype seen | x): a man's X.
    RECOMBINE = 9  #: r if two switches differ, else 1-r.
    DOUBLE = 10  #: P(genotype seen | x, x): both alleles are copies of one.
    FROM_SEEN = 11  #: ½M(a,x) + ½M(b,x): the child of somebody whose genotype a, b is certain.


class Graph(NamedTuple):
    """Factors and variables as the kernels read them."""

    kinds: Integers  #: Shape (factors,).
    scopes: Integers  #: Variables of each factor, -1 where there are fewer than three; shape (factors, 3).
    mirrored: Integers  #: 1 where a factor is about the other allele of the person whose allele it names; as `scopes`.
    slots: Integers  #: Which marker of a linked group a factor is about; shape (factors,).
    details: Integers  #: Sex of the parent, row of the person, or 2·sex + side of a switch; shape (factors,).
    values: Numbers  #: Inbreeding coefficient or recombination fraction; shape (factors,).
    roles: Integers  #: Row of the typed person, UNSEEN or SWITCH; shape (variables,).
    homes: Integers  #: Which marker of the group a variable belongs to; shape (variables,).


class Tables(NamedTuple):
    """Markers as the kernels read them; axis 0 is the marker, alleles are padded to the longest."""

    counts: Integers  #: Alleles per marker, shape (markers,).
    frequencies: Numbers  #: Shape (markers, alleles).
    mutation: Numbers  #: Of mothers and fathers, shape (markers, 2, alleles, alleles); empty if `mutates` is 0.
    mutates: Integers  #: Whether alleles of the marker mutate at all, shape (markers,).
    silent: Integers  #: Position of the silent allele or -1, shape (markers,).


class Evidence(NamedTuple):
    """What was read: alleles by marker, person and copy, and how often an allele drops out unseen."""

    alleles: Integers  #: Shape (markers, persons, 2); -1: not typed.
    dropout: Numbers  #: Probability that one copy is not seen, shape (markers, persons).


class Local(NamedTuple):
    """Markers of a linked group with alleles lumped that nobody showed; axis 0 is the marker of the group."""

    counts: Integers
    frequencies: Numbers
    mutation: Numbers
    silent: Integers
    seen: Integers  #: Shape (group, persons, 2).
    dropout: Numbers  #: Shape (group, persons).
    domains: Integers  #: Values of each variable, and of the other allele meanwhile; shape (2, variables, alleles).
    sizes: Integers  #: How many of them, shape (variables,).


class Plan(NamedTuple):
    """The sums to take, one for each unknown; sum number i makes table `factors + i`."""

    order: Integers  #: Variable of each sum, shape (variables,).
    starts: Integers  #: Where each sum's tables begin in `inputs`, shape (variables + 1,).
    inputs: Integers  #: Tables that a sum multiplies.
    scopes: Integers  #: Variables of every table, shape (factors + variables, widest).
    widths: Integers  #: How many variables a table has.
    axes: Integers  #: Which axis of an input each variable of the result is, the summed one last; -1: none.


class Bench(NamedTuple):
    """Working space of the sums, made once for all markers."""

    offsets: Integers  #: Where each table begins in the buffer, shape (tables + 1,).
    steps: Integers  #: How far a step along each variable of a table goes, shape (tables, widest).
    strides: Integers  #: Of each input, along each variable of the result and the summed one.
    places: Integers  #: Where each input stands.
    sizes: Integers  #: Of the result's variables and the summed one.
