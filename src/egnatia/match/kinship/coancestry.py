"""θ: founders of one population share ancestors, so that their alleles are alike more often than frequencies say.

The alleles of all founders are drawn one after another; after n draws, k of them of a type with frequency p, the next
is of this type with probability [kθ + (1-θ)p] / [1 + (n-1)θ] (Balding & Nichols 1994, For Sci Int 64:125-140). This
is the same as sharing the alleles out to blocks of copies and drawing each block's type by p alone, where the blocks
are those of the Chinese restaurant process with concentration (1-θ)/θ (Ewens 1972; Aldous 1985). Mutation, silent
alleles and any pedigree then need nothing further, and the number of alleles at a marker does not matter.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import lgamma, log

#: In how many ways so many founder alleles are shared out (Bell's numbers).
WAYS = (1, 1, 2, 5, 15, 52, 203, 877, 4140, 21147)

#: Founder alleles whose partitions are summed one by one.
MOST_FOUNDER_ALLELES = len(WAYS) - 1


def partitions(count: int) -> Iterator[tuple[int, ...]]:
    """Give all ways to share out things to blocks, each thing's block by number in the order of first use.

    Args:
        count: number of things, from 1 on.
    """

    def extend(start: tuple[int, ...], used: int) -> Iterator[tuple[int, ...]]:
        if len(start) == count:
            yield start
            return
        for block in range(used + 1):
            yield from extend((*start, block), max(used, block + 1))

    yield from extend((), 0)


@lru_cache(maxsize=64)
def weighted_partitions(count: int, theta: float) -> tuple[tuple[tuple[int, ...], float], ...]:
    """Return all partitions of founder alleles with the logarithms of their probabilities, which sum to one.

    Args:
        count: founder alleles, at most `MOST_FOUNDER_ALLELES`.
        theta: the coancestry coefficient (FST), above 0 and below 1.

    """
    concentration = (1 - theta) / theta
    draws = sum(log(concentration + number) for number in range(count))
    weighted = []
    for blocks in partitions(count):
        used = max(blocks, default=-1) + 1
        sizes = sum(lgamma(blocks.count(block)) for block in range(used))
        weighted.append((blocks, used * log(concentration) + sizes - draws))
    return tuple(weighted)
