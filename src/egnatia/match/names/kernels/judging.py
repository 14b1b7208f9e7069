"""The verdict of the names engine on two names: the weighted sum of what is measured, two words joined if need be.

*Annamaria Kos* is *Kos Anna Maria*: where a name has more words than the other, two of its words may be one of that.
"""

import numpy as np
from numpy.typing import NDArray

from egnatia.match.compiled import kernel
from egnatia.match.names.kernels import layout, measures
from egnatia.match.names.kernels.agreement import compare, likeness
from egnatia.match.names.kernels.constants import (
    JOINED_APART,
    JOINED_FROM,
    JOINED_WORD,
    LONGEST_RUN,
    LONGEST_WORD,
    WORDS,
)
from egnatia.match.names.kernels.layout import HEAD, WIDTH, Rows


@kernel
def judge(
    few: bytes,
    many: bytes,
    costs: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> float:
    """Return the log-odds that two names are one person's.

    Args:
        few: the rows of the name of no more words, at least one, one after the other.
        many: those of the other.
        costs: as `compare` has them.
        weights: one for each measure, and a constant.
    """
    return weigh(_rows(few), _rows(many), costs, weights, np.empty(measures.PLACES + 2 * WORDS))


@kernel
def weigh(
    few: Rows, many: Rows, costs: NDArray[np.float64], weights: NDArray[np.float64], report: NDArray[np.float64]
) -> float:
    """Return the log-odds that two names are one person's, as they stand or with two words of the longer one joined.

    Args:
        few: the name of no more words, at least one.
        many: the other.
        costs: as `compare` has them.
        weights: one for each measure, and a constant.
        report: as `compare` has it; of joined words, their place is that of the first.
    """
    compare(few, many, costs, report)
    odds = _odds(report, weights)
    if len(many) == len(few) or len(few) == 1 or report[measures.WORST] >= JOINED_FROM:
        return odds
    place = joint(few, many, costs)
    if place < 0:
        return odds
    other = np.empty(len(report))
    compare(few, join(many, place), costs, other)
    other[measures.JOINED] = 1.0
    more = _odds(other, weights)
    if more > odds:
        report[:] = other
        odds = more
    return odds


@kernel
def _odds(report: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    odds: float = weights[measures.PLACES]
    for measure in range(measures.PLACES):
        odds += weights[measure] * report[measure]
    return odds


@kernel
def joint(few: Rows, many: Rows, costs: NDArray[np.float64]) -> int:
    """Return the place of the word of the longer name that, with the next one, is a word of the shorter; -1 if none."""
    table = np.empty((3, LONGEST_RUN + 1))
    like = np.empty(2)
    found, best = -1, JOINED_WORD
    for place in range(len(many) - 1):
        if many[place, layout.INITIAL] or many[place + 1, layout.INITIAL]:
            continue
        run = join(many[place : place + 2], 0)[0]
        for here in range(len(few)):
            if few[here, layout.INITIAL] or abs(int(few[here, HEAD]) - int(run[HEAD])) > JOINED_APART:
                continue
            likeness(few[here], run, costs, table, like)
            share = like[0] / max(like[1], 1.0)
            if share > best:
                found, best = place, share
    return found


@kernel
def join(name: Rows, place: int) -> Rows:
    """Return a name with a word and the next one as one word, read as each of them most likely is."""
    found = np.empty((len(name) - 1, WIDTH), np.uint8)
    found[:place], found[place:] = name[:place], name[place + 1 :]
    first, second, one = name[place], name[place + 1], found[place]
    one[:HEAD] = first[:HEAD]
    one[layout.COMMON], one[layout.READ], one[layout.ENDING] = 0, 1, second[layout.ENDING]
    one[layout.SHORT : HEAD] = 0
    length = min(int(first[HEAD]), LONGEST_WORD)
    more = min(int(second[HEAD]), LONGEST_WORD - length)
    one[HEAD] = length + more
    one[HEAD + 1 : HEAD + 1 + length] = first[HEAD + 1 : HEAD + 1 + length]
    one[HEAD + 1 + length : HEAD + 1 + length + more] = second[HEAD + 1 : HEAD + 1 + more]
    return found


@kernel
def _rows(code: bytes) -> Rows:
    """Return a name from the rows of its words, as `layout.stack` does."""
    return np.frombuffer(code, np.uint8).reshape(len(code) // WIDTH, WIDTH)
