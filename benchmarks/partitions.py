"""Plays random schedules of twelve nodes that are cut off from one another, and lets an overseer read all they keep.

Each schedule is its own network in memory: people ask, give on, take back, restrict, hold, export and write while lines
are cut, replies are lost and weeks pass. Prints one JSON line; ends with 1 and the faults if there is any.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter

from tests.unit.casework.acting import LARGEST, WEIGHTS, Act, play
from tests.unit.casework.apart import begin
from tests.unit.casework.overseeing import faults


def schedule(seed: int, acts: int) -> list[Act]:
    """Draw a schedule."""
    chance = random.Random(seed)  # noqa: S311 - the same in each run
    names = chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=acts)
    return [(name, *(chance.randint(0, LARGEST) for _ in range(3))) for name in names]  # type: ignore[misc]


def main() -> int:
    """Play them all."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--schedules", type=int, default=20)
    reader.add_argument("--acts", type=int, default=70, help="in each schedule")
    reader.add_argument("--first", type=int, default=0, help="seed of the first schedule")
    asked = reader.parse_args()
    done, found, begun = Counter[str](), 0, time.perf_counter()
    for seed in range(asked.first, asked.first + asked.schedules):
        world = begin()
        play(world, schedule(seed, asked.acts))
        world.settle()
        done += world.done
        for fault in faults(world):
            found += 1
            print(f"schedule {seed}: {fault}", file=sys.stderr, flush=True)
    seconds = round(time.perf_counter() - begun)
    print(
        json.dumps(
            {"schedules": asked.schedules, "faults": found, "seconds": seconds, "acts": dict(sorted(done.items()))}
        )
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
