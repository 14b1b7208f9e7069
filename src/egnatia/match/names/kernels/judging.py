"""The verdict of the names engine on two names: the weighted sum of what is measured, two words joined if need be.

*Annamaria Kos* is *Kos Anna Maria*, and *Ali Reza Ghorbannezhad* is *Alireza Ghorban Nezhad*: where words do not agree,
two neighbours of either name may be one word of the other.
"""

import numpy as np
from numpy.typing import NDArray

from egnatia.match.compiled import kernel
from egnatia.match.names.kernels import layout, measures
from egnatia.match.names.kernels.agreement import compare, likeness
from egnatia.match.names.kernels.constants import (
    JOINED_APART,
    JOINED_FROM,
    JOINED_UNWRITTEN,
    JOINED_VOWELS,
    JOINED_WORD,
    JOINTS,
    LONGEST_RUN,
    LONGEST_WORD,
    WORDS,
)
from egnatia.match.names.kernels.layout import HEAD, STRIDE, WIDTH, Rows


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
    """Return the log-odds that two names are one person's, as they stand or with neighbouring words of them joined.

    Args:
        few: the name of no more words, at least one.
        many: the other.
        costs: as `compare` has them.
        weights: one for each measure, and a constant.
        report: as `compare` has it; if words are joined, its places are those of the joined names.
    """
    compare(few, many, costs, report)
    odds = _odds(report, weights)
    if report[measures.WORST] >= JOINED_FROM:
        return odds
    other = np.empty(len(report))
    for _ in range(JOINTS):
        there, sure = joint(few, many, costs)
        here, surer = joint(many, few, costs)
        if max(here, there) < 0:
            break
        if sure >= surer:
            many = join(many, there)
        else:
            few = join(few, here)
        if len(few) > len(many):
            few, many = many, few
        compare(few, many, costs, other)
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
def joint(words: Rows, parts: Rows, costs: NDArray[np.float64]) -> tuple[int, float]:
    """Return the place of a word that, with the next one, is a word of the other name, and the share of it; else -1, 0.

    Args:
        words: the name with the joined word.
        parts: the name with the two words.
        costs: as `compare` has them.
    """
    table = np.empty((3, LONGEST_RUN + 1))
    like = np.empty(3)
    unwritten = words[0, layout.ABJAD] != parts[0, layout.ABJAD]
    found, best = -1, JOINED_UNWRITTEN if unwritten else JOINED_WORD
    for place in range(len(parts) - 1):
        if parts[place, layout.INITIAL] or parts[place + 1, layout.INITIAL]:
            continue
        length = int(parts[place, HEAD]) + int(parts[place + 1, HEAD])
        for here in range(len(words)):
            if words[here, layout.INITIAL] or not _as_long(words[here], parts[place], length):
                continue
            likeness(words[here], join(parts[place : place + 2], 0)[0], costs, table, like)
            share = like[0] / max(like[1], 1.0)
            if share > best:
                found, best = place, share
    return found, best if found >= 0 else 0.0


@kernel
def _as_long(word: NDArray[np.uint8], part: NDArray[np.uint8], length: int) -> bool:
    """Tell whether a word may be two others of so many sounds: a script without vowels has fewer."""
    more = length - int(word[HEAD])
    unwritten = int(word[layout.ABJAD]) - int(part[layout.ABJAD])
    return -JOINED_APART - JOINED_VOWELS * (unwritten < 0) <= more <= JOINED_APART + JOINED_VOWELS * (unwritten > 0)


@kernel
def join(name: Rows, place: int) -> Rows:
    """Return a name with a word and the next one as one word, read as each of them is, first readings together."""
    found = np.empty((len(name) - 1, WIDTH), np.uint8)
    found[:place], found[place:] = name[:place], name[place + 1 :]
    first, second, one = name[place], name[place + 1], found[place]
    one[:HEAD] = first[:HEAD]
    one[layout.COMMON], one[layout.ENDING] = 0, second[layout.ENDING]
    read, others = int(np.int64(first[layout.READ])), int(np.int64(second[layout.READ]))
    one[layout.READ] = max(read, others)
    one[layout.SHORT : HEAD] = 0
    for reading in range(max(read, others)):
        start = HEAD + reading * STRIDE
        mine = HEAD + min(reading, read - 1) * STRIDE
        yours = HEAD + min(reading, others - 1) * STRIDE
        length = int(np.int64(first[mine]))
        more = min(int(np.int64(second[yours])), LONGEST_WORD - length)
        one[start] = length + more
        one[start + 1 : start + 1 + length] = first[mine + 1 : mine + 1 + length]
        one[start + 1 + length : start + 1 + length + more] = second[yours + 1 : yours + 1 + more]
    return found


@kernel
def _rows(code: bytes) -> Rows:
    """Return a name from the rows of its words, as `layout.stack` does."""
    return np.frombuffer(code, np.uint8).reshape(len(code) // WIDTH, WIDTH)
