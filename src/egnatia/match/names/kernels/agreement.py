"""The kernel of the names engine: lays two names side by side and measures how well they agree.

Words are compared by the likelihood ratio of a memoryless stochastic transducer (Ristad and Yianilos 1998): how much
more probable it is that two strings of sounds are readings of one name than that they met by chance, in nats, along the
best alignment. The words are then paired so that the sum is greatest.
"""

import math

import numpy as np
from numpy.typing import NDArray

from egnatia.match.compiled import kernel
from egnatia.match.names.kernels import layout, measures
from egnatia.match.names.kernels.constants import (
    APART,
    APART_FROM,
    APART_LETTERS,
    CERTAIN,
    CHANCE,
    INITIAL_FITS,
    INITIAL_SURE,
    JOINED_FROM,
    JOINED_LEAST,
    JOINED_MORE,
    LONGEST_RUN,
    NICKNAME,
    NICKNAME_SURE,
    SWAPPED,
    WORDS,
)
from egnatia.match.names.kernels.layout import HEAD, NAMED, STRIDE, Rows

_READ, _ABJAD = layout.READ, layout.ABJAD
#: Which of two words is in a script that leaves vowels out: the first, the second, both (and their table of costs).
_FIRST, _SECOND, _BOTH = 1, 2, 2
#: The two sorts of ending together.
_WOMAN_AND_MAN = 3


@kernel
def compare(few: Rows, many: Rows, costs: NDArray[np.float64], report: NDArray[np.float64]) -> None:
    """Measure how well two names agree.

    Args:
        few: the name of no more words, at least one.
        many: the other, at most `WORDS`.
        costs: log-likelihood ratios of a sound of one name with one of the other (0: with none), in nats; between
            scripts with vowels, from a script without them to one with, and between two without.
        report: `measures.PLACES + 2 * WORDS` numbers, written here.
    """
    table = np.empty((3, LONGEST_RUN + 1))
    likes = np.empty((WORDS, WORDS, 3))
    places = np.empty(WORDS, np.int64)
    report[:] = 0.0
    for here in range(len(few)):
        for there in range(len(many)):
            likeness(few[here], many[there], costs, table, likes[here, there])
    _pair(len(few), len(many), likes, places)
    _weigh(few, many, likes, places, report)
    _order(len(few), places, report)
    if _sons_turned(few, many, places):
        report[measures.MIXED] += 1.0
    if report[measures.WORST] < JOINED_FROM and len(many) > 1 and not _two(len(few), likes, places):
        _run_together(few, many, costs, table, report)


@kernel
def _two(few: int, likes: NDArray[np.float64], places: NDArray[np.int64]) -> bool:
    """Tell whether two words that met are two names: run together with others they would be alike."""
    apart = 0.0
    for here in range(few):
        apart += likes[here, places[here], 2]
    return apart > 0


@kernel
def likeness(
    one: NDArray[np.uint8],
    other: NDArray[np.uint8],
    costs: NDArray[np.float64],
    table: NDArray[np.float64],
    like: NDArray[np.float64],
) -> None:
    """Compare two words, into `like`: how likely they are one name, each is itself, in nats; and 1 if they are two."""
    like[2] = 0.0
    if one[layout.INITIAL] or other[layout.INITIAL]:
        like[0], like[1] = (INITIAL_FITS if _fits(one, other, costs[0]) else CHANCE), INITIAL_SURE
        return
    best, like[1] = -np.inf, 1.0
    for mine in range(HEAD, HEAD + one[_READ] * STRIDE, STRIDE):
        for yours in range(HEAD, HEAD + other[_READ] * STRIDE, STRIDE):
            ours, theirs = one[mine + 1 : mine + 1 + one[mine]], other[yours + 1 : yours + 1 + other[yours]]
            value = _between(ours, theirs, one[_ABJAD] + 2 * other[_ABJAD], costs, table)
            if value > best:
                best = value
                like[1] = (_sure(ours, costs[0]) + _sure(theirs, costs[0])) / 2
    if best > APART and like[1] - best >= APART_FROM and _apart(one, other):
        best, like[2] = APART_LETTERS if one[_ABJAD] else APART, 1.0
    # Whatever the words, the same person may be called by two: an unrelated name, a mistake, another word order.
    like[0] = math.log((1 - math.exp(CHANCE)) * math.exp(best) + math.exp(CHANCE))
    if like[0] < NICKNAME and _akin(one, other) and not (like[2] and _of_either_sex(one, other)):
        like[0], like[1] = NICKNAME, NICKNAME_SURE


@kernel
def _between(
    ours: NDArray[np.uint8],
    theirs: NDArray[np.uint8],
    abjad: int,
    costs: NDArray[np.float64],
    table: NDArray[np.float64],
) -> float:
    """Align two strings of sounds: by the costs that fit their scripts."""
    if abjad == _FIRST:
        return _align(ours, theirs, costs[1], table)
    if abjad == _SECOND:
        return _align(theirs, ours, costs[1], table)
    return _align(ours, theirs, costs[_BOTH if abjad else 0], table)


@kernel
def _align(
    ours: NDArray[np.uint8], theirs: NDArray[np.uint8], costs: NDArray[np.float64], table: NDArray[np.float64]
) -> float:
    """Return the log-likelihood ratio of the best alignment of two strings; two neighbours may have changed places."""
    two, last, now = 0, 1, 2
    table[last, 0] = 0.0
    for there in range(len(theirs)):
        table[last, there + 1] = table[last, there] + costs[0, theirs[there]]
    for here in range(len(ours)):
        mine = ours[here]
        table[now, 0] = table[last, 0] + costs[mine, 0]
        for there in range(len(theirs)):
            yours = theirs[there]
            best = max(table[last, there] + costs[mine, yours], table[last, there + 1] + costs[mine, 0])
            best = max(best, table[now, there] + costs[0, yours])
            if here and there and mine == theirs[there - 1] and yours == ours[here - 1]:
                best = max(best, table[two, there - 1] + costs[mine, mine] + costs[yours, yours] + SWAPPED)
            table[now, there + 1] = best
        two, last, now = last, now, two
    value: float = table[last, len(theirs)]
    return value


@kernel
def _sure(sounds: NDArray[np.uint8], costs: NDArray[np.float64]) -> float:
    """Return what a string of sounds would give with itself."""
    value = 0.0
    for sound in sounds:
        value += costs[sound, sound]
    return value


@kernel
def _fits(one: NDArray[np.uint8], other: NDArray[np.uint8], costs: NDArray[np.float64]) -> bool:
    """Tell whether a word may begin with an initial: in one reading of each, or as it is spelled in Latin."""
    if one[layout.LETTER] and one[layout.LETTER] == other[layout.LETTER]:
        return True
    for mine in range(HEAD + 1, HEAD + one[_READ] * STRIDE, STRIDE):
        for yours in range(HEAD + 1, HEAD + other[_READ] * STRIDE, STRIDE):
            if costs[one[mine], other[yours]] > 0:
                return True
    return False


@kernel
def _akin(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Tell whether two words belong to one family of nicknames."""
    for mine in range(2):
        low, high = one[layout.SHORT + mine], one[layout.SHORT + 2 + mine]
        for yours in range(2):
            if low + high and low == other[layout.SHORT + yours] and high == other[layout.SHORT + 2 + yours]:
                return True
    return False


@kernel
def _apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Tell whether two words are well-known names, and none of these is the same."""
    if one[layout.SCRIPT] != other[layout.SCRIPT] or not _known(one, 0) or not _known(other, 0):
        return False
    if _of_either_sex(one, other):
        return True
    for mine in range(NAMED):
        for yours in range(NAMED):
            if _known(one, mine) and _known(one, mine) == _known(other, yours):
                return False
    return True


@kernel
def _of_either_sex(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Tell whether one word is a first name of women only, and one of men only."""
    mine, yours = one[layout.BORNE], other[layout.BORNE]
    return bool(mine and yours and mine + yours == _WOMAN_AND_MAN)


@kernel
def _known(word: NDArray[np.uint8], place: int) -> int:
    return int(word[layout.KNOWN + place]) + 256 * int(word[layout.KNOWN + NAMED + place])


@kernel
def _pair(few: int, many: int, likes: NDArray[np.float64], places: NDArray[np.int64]) -> None:
    """Pair each word of the shorter name with another one of the longer so that the sum is greatest: over subsets."""
    subsets = 1 << many
    best = np.full((few + 1, subsets), -np.inf)
    chosen = np.zeros((few + 1, subsets), np.int64)
    best[0, 0] = 0.0
    for here in range(few):
        for taken in range(subsets):
            if best[here, taken] == -np.inf:
                continue
            for there in range(many):
                value = best[here, taken] + min(likes[here, there, 0], CERTAIN)
                if not taken >> there & 1 and value > best[here + 1, taken | 1 << there]:
                    best[here + 1, taken | 1 << there], chosen[here + 1, taken | 1 << there] = value, there
    taken = int(np.argmax(best[few]))
    for here in range(few, 0, -1):
        places[here - 1] = chosen[here, taken]
        taken ^= 1 << places[here - 1]


@kernel
def _weigh(
    few: Rows,
    many: Rows,
    likes: NDArray[np.float64],
    places: NDArray[np.int64],
    report: NDArray[np.float64],
) -> None:
    """Sum over the pairs of words."""
    report[measures.WEAKEST], report[measures.WORST] = CERTAIN, 1.0
    whole, sure = 0.0, 0.0
    for here in range(len(few)):
        one, other, like = few[here], many[places[here]], likes[here, places[here]]
        value = min(like[0], CERTAIN)
        lacking = 0.0 if one[layout.INITIAL] or other[layout.INITIAL] else max(like[1] - like[0], 0.0)
        report[measures.FOR] += max(value, 0.0)
        report[measures.AGAINST] += min(value, 0.0)
        report[measures.WEAKEST] = min(report[measures.WEAKEST], value)
        report[measures.WORST] = min(report[measures.WORST], like[0] / max(like[1], 1.0))
        report[measures.LACKING] += lacking
        report[measures.LACKING_MOST] = max(report[measures.LACKING_MOST], lacking)
        report[measures.LACKING_SCRIPT] += lacking * (one[layout.SCRIPT] == other[layout.SCRIPT])
        _note_words(one, other, value, report)
        whole, sure = whole + like[0], sure + like[1]
        report[measures.PLACES + here], report[measures.PLACES + WORDS + here] = places[here], like[0] / max(like[1], 1)
    report[measures.SHARE] = whole / max(sure, 1.0)
    report[measures.LEFT_OVER] = min(len(many) - len(few), 3)
    report[measures.LONE] = len(few) == 1
    report[measures.ONE_ABJAD] = few[0, _ABJAD] != many[0, _ABJAD]
    report[measures.BOTH_ABJAD] = few[0, _ABJAD] and many[0, _ABJAD]


@kernel
def _note_words(one: NDArray[np.uint8], other: NDArray[np.uint8], value: float, report: NDArray[np.float64]) -> None:
    """Note what sort of words met."""
    if one[layout.INITIAL] or other[layout.INITIAL]:
        report[measures.INITIALS] += 1
    if one[layout.COMMON] and other[layout.COMMON]:
        report[measures.IN_COMMON] += max(value, 0.0)
    endings = one[layout.ENDING] + other[layout.ENDING]
    if value > 0 and one[layout.ENDING] and endings == _WOMAN_AND_MAN and not _akin(one, other):
        report[measures.ENDINGS] += 1


@kernel
def _order(few: int, places: NDArray[np.int64], report: NDArray[np.float64]) -> None:
    """Note whether the words stand in another order."""
    falls = 0
    for here in range(few - 1):
        if places[here + 1] < places[here]:
            falls += 1
    turned = falls == 1 and places[0] > places[few - 1]
    report[measures.TURNED] = turned
    report[measures.MIXED] = falls > turned


@kernel
def _sons_turned(few: Rows, many: Rows, places: NDArray[np.int64]) -> bool:
    """Tell whether somebody's father in one name is the son in the other, and the other way round."""
    here, there = False, False
    for place in range(len(few)):
        mine, yours = few[place, layout.FATHER], many[places[place], layout.FATHER]
        here, there = here or mine > yours, there or yours > mine
    return here and there


@kernel
def _run_together(
    few: Rows,
    many: Rows,
    costs: NDArray[np.float64],
    table: NDArray[np.float64],
    report: NDArray[np.float64],
) -> None:
    """If the names agree better as one word each, measure these instead."""
    ours, theirs = _joined(few), _joined(many)
    value = _between(ours, theirs, few[0, _ABJAD] + 2 * many[0, _ABJAD], costs, table)
    sure = max((_sure(ours, costs[0]) + _sure(theirs, costs[0])) / 2, 1.0)
    if value / sure <= max(report[measures.SHARE] + JOINED_MORE, JOINED_LEAST):
        return
    for measure in (measures.AGAINST, measures.LEFT_OVER, measures.LONE, measures.LACKING_SCRIPT, measures.MIXED):
        report[measure] = 0.0
    report[measures.FOR], report[measures.WEAKEST] = min(value, 2 * CERTAIN), min(value, CERTAIN)
    report[measures.WORST] = report[measures.SHARE] = value / sure
    report[measures.LACKING] = report[measures.LACKING_MOST] = max(sure - value, 0.0)
    report[measures.JOINED] = 1.0


@kernel
def _joined(name: Rows) -> NDArray[np.uint8]:
    """Return the most likely reading of a name as one word."""
    run = np.empty(LONGEST_RUN, np.uint8)
    length = 0
    for word in name:
        for place in range(HEAD + 1, HEAD + 1 + word[HEAD]):
            if length < LONGEST_RUN:
                run[length] = word[place]
                length += 1
    return run[:length]
