"""Forces in a network: ties pull, things push one another away, and the middle draws all of them, the farther the more.

ForceAtlas2 with its strong gravity (Jacomy, Venturini, Heymann and Bastian, PLoS ONE 9(6), 2014: "Forces", "Speed").
"""

from typing import NamedTuple

import numpy as np

from egnatia.analysis.network.kernels.quadtree import Bodies, Floats, Integers, plant, push_all
from egnatia.match.compiled import kernel

#: By how much more than one pull things push, and how strongly the middle draws.
PUSHING = 10.0
MIDDLE = 0.1
#: How much swinging to and fro is put up with (the paper's tau).
TOLERANCE = 1.0


class Moves(NamedTuple):
    """By what each thing is moved, now and in the step before; arrays of shape (n,)."""

    x: Floats
    y: Floats
    last_x: Floats
    last_y: Floats


@kernel
def settle(bodies: Bodies, ties: Integers, steps: int, opening: float) -> None:
    """Move bodies, in place, until they have made so many steps.

    Args:
        bodies: where they begin; the weight of each is its number of ties and one.
        ties: shape (m, 2), the numbers of two bodies.
        steps: how many.
        opening: see `quadtree.push_all`.
    """
    size = len(bodies.x)
    moves = Moves(np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size))
    speed = 1.0
    for _ in range(steps):
        _push_all(bodies, moves, opening)
        _pull_all(bodies, ties, moves)
        speed = _step(bodies, moves, speed)
        moves.last_x[:] = moves.x
        moves.last_y[:] = moves.y


@kernel
def _push_all(bodies: Bodies, moves: Moves, opening: float) -> None:
    push_all(plant(bodies), moves.x, moves.y, opening)
    moves.x[:] = bodies.weight * (PUSHING * moves.x - MIDDLE * bodies.x)
    moves.y[:] = bodies.weight * (PUSHING * moves.y - MIDDLE * bodies.y)


@kernel
def _pull_all(bodies: Bodies, ties: Integers, moves: Moves) -> None:
    for tie in range(len(ties)):
        one, other = ties[tie, 0], ties[tie, 1]
        x, y = bodies.x[other] - bodies.x[one], bodies.y[other] - bodies.y[one]
        moves.x[one] += x
        moves.y[one] += y
        moves.x[other] -= x
        moves.y[other] -= y


@kernel
def _step(bodies: Bodies, moves: Moves, speed: float) -> float:
    """Move all bodies, those that swing to and fro more slowly; return the speed of the whole."""
    swing = np.sqrt((moves.x - moves.last_x) ** 2 + (moves.y - moves.last_y) ** 2)
    going = np.sqrt((moves.x + moves.last_x) ** 2 + (moves.y + moves.last_y) ** 2) / 2
    wanted = TOLERANCE * (bodies.weight * going).sum() / ((bodies.weight * swing).sum() + 1e-12)
    speed = min(wanted, speed * 1.5)
    slowed = speed / (1 + speed * np.sqrt(swing))
    bodies.x[:] += moves.x * slowed
    bodies.y[:] += moves.y * slowed
    return float(speed)
