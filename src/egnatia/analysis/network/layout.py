"""Where the things of a network stand in a picture, so that what is tied together stands together.

The same network stands the same everywhere and every time: nothing is left to chance, and things begin in the order of
the way from the most tied to the least.
"""

from collections import deque
from collections.abc import Sequence
from typing import Final

import numpy as np

from egnatia.analysis.network.kernels.forces import settle
from egnatia.analysis.network.kernels.quadtree import Bodies, Floats, Integers

#: From one thing to the next on the spiral on which all begin: half a turn by the golden section, so that none meet.
_TURN: Final = np.pi * (3 - np.sqrt(5))
#: A square counts as one if it is smaller than its distance.
_OPENING: Final = 1.0
#: Steps until little moves: few for many things, which are seen from afar.
_MOST_STEPS: Final = 300
_LEAST_STEPS: Final = 60
_EFFORT: Final = 600_000


def arrange(size: int, ties: Sequence[tuple[int, int]]) -> Floats:
    """Return the places of things, shape (size, 2), in a square from -1 to 1 around the middle.

    Args:
        size: how many things there are.
        ties: the numbers of two things each; a thing tied to itself, or twice to another, counts once or not at all.

    Raises:
        ValueError: a tie names a thing that is not there.
    """
    pairs = _pairs(size, ties)
    if size < 2:  # noqa: PLR2004 - one thing stands in the middle
        return np.zeros((size, 2))
    weight = 1.0 + np.bincount(pairs.ravel(), minlength=size).astype(np.float64)
    x, y = _spiral(_order(pairs, weight))
    bodies = Bodies(x, y, weight)
    settle(bodies, pairs, min(_MOST_STEPS, max(_LEAST_STEPS, _EFFORT // size)), _OPENING)
    return _framed(np.stack((bodies.x, bodies.y), axis=1))


def _pairs(size: int, ties: Sequence[tuple[int, int]]) -> Integers:
    """Return the ties, each once, shape (m, 2)."""
    pairs = np.asarray(ties, np.int64).reshape(-1, 2)
    if len(pairs) and (pairs.min() < 0 or pairs.max() >= size):
        raise ValueError(f"a tie names a thing that is not among the {size}")
    ordered = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.unique(ordered, axis=0)


def _order(pairs: Integers, weight: Floats) -> list[int]:
    """Return things from the most tied on, each followed by what it is tied to, so that neighbours begin close."""
    beside: list[list[int]] = [[] for _ in weight]
    for one, other in pairs.tolist():
        beside[one].append(other)
        beside[other].append(one)
    seen, order = set[int](), list[int]()
    for start in np.argsort(-weight, kind="stable").tolist():
        waiting = deque([start])
        while waiting:
            if (thing := waiting.popleft()) not in seen:
                seen.add(thing)
                order.append(thing)
                waiting.extend(beside[thing])
    return order


def _spiral(order: Sequence[int]) -> tuple[Floats, Floats]:
    """Return where things begin, shape (n,) each: on a spiral that fills a disc evenly."""
    rank = np.empty(len(order))
    rank[np.asarray(order)] = np.arange(len(order))
    far = 10.0 * np.sqrt(rank + 0.5)
    return far * np.cos(rank * _TURN), far * np.sin(rank * _TURN)


def _framed(places: Floats) -> Floats:
    """Return places in a square from -1 to 1, turned so that they spread most from left to right, as pages do."""
    middle = places - places.mean(axis=0)
    _, axes = np.linalg.eigh(middle.T @ middle)
    along, across = axes[:, 1], axes[:, 0]
    # Whichever way the axes come out, the first thing stands on the left and on the upper half.
    turned = np.stack((_facing(middle @ along, -1), _facing(middle @ across, 1)), axis=1)
    low, high = turned.min(axis=0), turned.max(axis=0)
    framed: Floats = (turned - (low + high) / 2) / max((high - low).max() / 2, 1e-12)
    return framed


def _facing(values: Floats, side: int) -> Floats:
    """Return values, or all of them with the other sign, so that the first is on a side."""
    return values if values[0] * side >= 0 else -values
