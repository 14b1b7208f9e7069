"""How long kinship takes: siblings over 23 loci with and without stepwise mutation, and screening; one JSON line.

Frequencies are invented: 20 alleles a locus, falling by a tenth. Times are the least of some rounds.
"""

import json
import time
from collections.abc import Callable

import numpy as np

from egnatia.match.kinship.likelihood import log_likelihood, type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import Panel, make_panel
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B
from egnatia.match.kinship.screening import lay_out, screen

LOCI = 23
ALLELES = tuple(str(number) for number in range(6, 26))
PEOPLE = 200_000
STEPS = Mutation(model=Model.STEPWISE, rate=0.002, rate2=1e-6, range=0.1)


def panel_of(mutation: Mutation | None) -> Panel:
    """Return invented markers."""
    weights = 0.9 ** np.arange(len(ALLELES))
    frequencies = tuple((weights / weights.sum()).tolist())
    return make_panel(
        [
            Marker(name=f"L{number}", alleles=ALLELES, frequencies=frequencies, female=mutation, male=mutation)
            for number in range(LOCI)
        ]
    )


def profile_of(chance: np.random.Generator) -> dict[str, tuple[str, ...]]:
    """Return an invented profile."""
    return {f"L{number}": tuple(chance.choice(ALLELES[:8], 2).tolist()) for number in range(LOCI)}


def best(act: Callable[[], object], rounds: int) -> float:
    """Return the least seconds of some rounds."""
    act()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times)


def sibling_seconds(mutation: Mutation | None, pair: tuple[dict[str, tuple[str, ...]], ...]) -> float:
    """Return how long the likelihood ratio of siblings against unrelated takes, profiles laid out before."""
    panel = panel_of(mutation)
    typed = type_people(panel, {A: pair[0], B: pair[1]})
    siblings, unrelated = RELATIONSHIPS["siblings"].pedigree, RELATIONSHIPS["unrelated"].pedigree
    return best(lambda: log_likelihood(panel, siblings, typed) - log_likelihood(panel, unrelated, typed), 300)


def main() -> None:
    """Measure and print."""
    chance = np.random.default_rng(1)
    pair = (profile_of(chance), profile_of(chance))
    panel = panel_of(None)
    register = lay_out(panel, [profile_of(chance) for _ in range(200)])
    register = np.ascontiguousarray(np.tile(register, (PEOPLE // len(register), 1, 1)))
    with np.errstate(divide="ignore"):
        screened = best(lambda: screen(panel, pair[0], register, ["siblings"]), 10)
        mutating = panel_of(STEPS)
        with_mutation = best(lambda: screen(mutating, pair[0], register, ["siblings"]), 3)
    figures = {
        "bench": "kinship",
        "loci": LOCI,
        "siblings_ms": 1e3 * sibling_seconds(None, pair),
        "siblings_stepwise_ms": 1e3 * sibling_seconds(STEPS, pair),
        "screened_pairs_per_second": PEOPLE / screened,
        "screened_stepwise_seconds": with_mutation,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
