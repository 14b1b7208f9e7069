"""What the scorer of names learned: costs of sounds and weights of measures; how, is told in `scripts/fit_names.py`."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from egnatia.match.names.kernels.layout import SOUNDS
from egnatia.match.names.kernels.measures import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers of the scorer."""

    costs: NDArray[np.float64]  #: Three tables of log-likelihood ratios of two sounds, in nats: `kernel.compare`.
    measures: NDArray[np.float64]  #: One for each measure, and a constant: log-odds at `prior`.
    prior: float  #: The share of pairs that are one person for which `measures` gives probabilities.
    odds: float  #: The prior's log-odds: what is left without it is evidence.


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read the numbers that ship with the package (ADR 0003: package data are code)."""
    read = json.loads((files("egnatia.match.names") / "weights.json").read_text("ascii"))
    costs = np.array(read["costs"], dtype=np.float64).reshape(3, len(SOUNDS) + 1, len(SOUNDS) + 1)
    measures = np.array([*(read["weights"][name] for name in NAMES), read["constant"]])
    for table in (costs, measures):
        table.setflags(write=False)
    prior = read["prior"]
    return Weights(costs=costs, measures=measures, prior=prior, odds=math.log(prior / (1 - prior)))
