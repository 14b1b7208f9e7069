"""A tree of squares over points in the plane: what is far away counts as one (Barnes and Hut, Nature 324, 1986)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from egnatia.match.compiled import kernel

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: A quarter of a square that nothing is in.
EMPTY = -1
#: Squares within squares; bodies that are nearer than the smallest are one.
DEEPEST = 32
#: Squares a body, on average; where more are needed, bodies that lie close are one.
ROOM = 4
#: What waits to be looked at: three quarters of every depth and one.
STACK = 4 * (DEEPEST + 2)


class Bodies(NamedTuple):
    """Points with their weights, each an array of shape (n,)."""

    x: Floats
    y: Floats
    weight: Floats


class Tree(NamedTuple):
    """The bodies, numbered from 0 to n - 1, and behind them the squares, of which the first, n, holds everything.

    All are arrays of shape (n + squares,), but `child`, which is of shape (squares, 4).
    """

    child: Integers
    side: Floats  #: 0 of a body.
    left: Floats
    bottom: Floats
    weight: Floats
    x: Floats  #: Of a square: the sum of its weighted places until `plant` ends, then their mean.
    y: Floats


@kernel
def plant(bodies: Bodies) -> Tree:
    """Return the tree of all bodies; there must be one at least."""
    size = len(bodies.x)
    nodes = (ROOM + 1) * size + 64
    child = np.full((nodes - size, 4), EMPTY)
    tree = Tree(
        child, np.zeros(nodes), np.zeros(nodes), np.zeros(nodes), np.zeros(nodes), np.zeros(nodes), np.zeros(nodes)
    )
    tree.x[:size], tree.y[:size], tree.weight[:size] = bodies.x, bodies.y, bodies.weight
    tree.left[size], tree.bottom[size] = bodies.x.min(), bodies.y.min()
    side = max(bodies.x.max() - bodies.x.min(), bodies.y.max() - bodies.y.min())
    tree.side[size] = side * 1.0001 + 1e-9
    used = size + 1
    for body in range(size):
        used = _insert(tree, size, body, used)
    for square in range(size, used):
        tree.x[square] /= tree.weight[square]
        tree.y[square] /= tree.weight[square]
    return tree


@kernel
def _insert(tree: Tree, size: int, body: int, used: int) -> int:
    """Put a body into the tree; return how many numbers are used then."""
    square = size
    for _ in range(DEEPEST):
        _weigh(tree, square, body)
        quarter = _quarter(tree, square, body)
        there = tree.child[square - size, quarter]
        if there == EMPTY:
            tree.child[square - size, quarter] = body
            return used
        if there >= size:
            square = there
            continue
        if used == len(tree.side):
            return used
        _divide(tree, square, quarter, used)
        _weigh(tree, used, there)
        tree.child[used - size, _quarter(tree, used, there)] = there
        tree.child[square - size, quarter] = used
        square = used
        used += 1
    return used


@kernel
def _weigh(tree: Tree, square: int, body: int) -> None:
    weight = tree.weight[body]
    tree.weight[square] += weight
    tree.x[square] += weight * tree.x[body]
    tree.y[square] += weight * tree.y[body]


@kernel
def _quarter(tree: Tree, square: int, body: int) -> int:
    half = tree.side[square] / 2
    right = tree.x[body] >= tree.left[square] + half
    upper = tree.y[body] >= tree.bottom[square] + half
    return (1 if right else 0) + (2 if upper else 0)


@kernel
def _divide(tree: Tree, square: int, quarter: int, new: int) -> None:
    """Lay out the new square that is a quarter of another."""
    half = tree.side[square] / 2
    tree.side[new] = half
    tree.left[new] = tree.left[square] + half * (quarter % 2)
    tree.bottom[new] = tree.bottom[square] + half * (quarter // 2)


@kernel
def push_all(tree: Tree, push_x: Floats, push_y: Floats, opening: float) -> None:
    """Write by what all others push each body away: by their weight over the distance, in line with both.

    Args:
        tree: of all bodies.
        push_x: for the pushes, shape (n,).
        push_y: likewise.
        opening: a square counts as one if it is smaller than so many times its distance; 0: none does.
    """
    size = len(push_x)
    x, y, weight, side, child = tree.x, tree.y, tree.weight, tree.side, tree.child
    waiting = np.empty(STACK, np.int64)
    for body in range(size):
        at_x, at_y, sum_x, sum_y = x[body], y[body], 0.0, 0.0
        waiting[0] = size
        height = 1
        while height:
            height -= 1
            one = waiting[height]
            away_x, away_y = at_x - x[one], at_y - y[one]
            square = away_x * away_x + away_y * away_y
            if side[one] * side[one] <= opening * opening * square:  # as bodies are, and the body itself
                share = weight[one] / (square + 1e-12)
                sum_x += share * away_x
                sum_y += share * away_y
                continue
            for quarter in range(4):
                if child[one - size, quarter] != EMPTY:
                    waiting[height] = child[one - size, quarter]
                    height += 1
        push_x[body], push_y[body] = sum_x, sum_y
