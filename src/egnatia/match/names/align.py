"""Lays the words of two names side by side, in whatever order they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Final, TypeAlias

from rapidfuzz.distance import Indel

from egnatia.match.names.parameters import ABJAD_SOUND_SHARE, INITIAL, JOINED, SOUND_SHARE, UNMET
from egnatia.match.names.tokens import Token

#: A name as the words that count.
Words: TypeAlias = tuple[Token, ...]

#: Shared letters in order, as a share of all (longest common subsequence).
_alike = Indel.normalized_similarity

#: Up to so many words on the shorter and on the longer side every order is tried; beyond, the best pairs go first.
_TRIED: Final = (3, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which words of two names met, and how well the names agree."""

    value: float  #: 0 to 1.
    pairs: tuple[tuple[int, int, float], ...]  #: Place in the first name, place in the second, likeness.
    joined: bool = False  #: The names agree better run together than word by word.


NOTHING: Final = Alignment(value=0.0, pairs=())


def align(ours: Words, theirs: Words) -> Alignment:
    """Return the best alignment of two names; the same value whichever comes first."""
    if not ours or not theirs:
        return NOTHING
    if _order(theirs) < _order(ours):
        turned = _align(theirs, ours)
        pairs = tuple(sorted((there, here, value) for here, there, value in turned.pairs))
        return Alignment(value=turned.value, pairs=pairs, joined=turned.joined)
    return _align(ours, theirs)


def _order(words: Words) -> tuple[int, list[str]]:
    return len(words), [word.text for word in words]


def _align(few: Words, many: Words) -> Alignment:
    likes = [[likeness(one, other) for other in many] for one in few]
    small = len(few) <= _TRIED[0] and len(many) <= _TRIED[1]
    orders = permutations(range(len(many)), len(few)) if small else [_take_best(likes)]
    value, places = _best_order(few, many, likes, orders)
    pairs = tuple([(here, there, likes[here][there]) for here, there in enumerate(places)])
    if value >= JOINED or (together := JOINED * _run_together(few, many)) <= value:
        return Alignment(value=value, pairs=pairs)
    return Alignment(value=together, pairs=pairs, joined=True)


def _take_best(likes: list[list[float]]) -> tuple[int, ...]:
    """Pair the most alike words first: not always the best of all orders, but long names have many."""
    ranked = sorted((-value, here, there) for here, row in enumerate(likes) for there, value in enumerate(row))
    taken = dict[int, int]()
    for _, here, there in ranked:
        if here not in taken and there not in taken.values():
            taken[here] = there
    return tuple(taken[here] for here in range(len(likes)))


def _best_order(
    few: Words, many: Words, likes: list[list[float]], orders: Iterable[tuple[int, ...]]
) -> tuple[float, tuple[int, ...]]:
    """Weigh the pairs of each order by the length of their words, and take off for words that meet nobody."""
    ours, theirs = [word.weight for word in few], [word.weight for word in many]
    own, whole = sum(ours), sum(ours) + sum(theirs)
    weighed = [
        [value * (ours[here] + weight) for value, weight in zip(row, theirs, strict=True)]
        for here, row in enumerate(likes)
    ]
    best, found = -1.0, tuple[int, ...]()
    for places in orders:
        met, total = 0.0, own
        for row, there in zip(weighed, places, strict=True):
            met += row[there]
            total += theirs[there]
        value = met / total - UNMET * (whole - total) / whole
        if value > best:
            best, found = value, places
    return best, found


def _run_together(few: Words, many: Words) -> float:
    return _alike("".join(word.spoken[0] for word in few), "".join(word.spoken[0] for word in many))


def likeness(one: Token, other: Token) -> float:
    """Return how alike two words are, 0 to 1: by how they sound and by their consonants, in their best readings."""
    if one is other:
        return 1.0
    if one.initial or other.initial:
        return INITIAL if _same_start(one, other) else 0.0
    sound = _best(one.spoken, other.spoken)
    bones = _best(one.skeletons, other.skeletons)
    share = ABJAD_SOUND_SHARE if one.abjad or other.abjad else SOUND_SHARE
    return share * sound + (1 - share) * bones


def _best(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return the likeness of the readings that are most alike."""
    best = 0.0  # plain loops: these are the hottest lines of a search
    for mine in ours:
        for yours in theirs:
            value = _alike(mine, yours)
            if value > best:  # noqa: PLR1730 - max() takes half as long again
                best = value
    return best


def _same_start(one: Token, other: Token) -> bool:
    return not {sound[0] for sound in one.spoken}.isdisjoint(sound[0] for sound in other.spoken)
