"""Missing people whom DNA cannot tell apart: what speaks for some victims being some of them, in whatever order."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf

import numpy as np

from egnatia.match.kinship.kernels.arrays import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What speaks for some victims all being among some missing people."""

    missing: tuple[str, ...]
    victims: tuple[str, ...]  #: Whom the heaviest assignment has among them.
    posterior: float
    log_glr: float  #: Log of the best assignment that has them all among these over the best that has not.


def put_together(
    missing: tuple[str, ...], victims: Sequence[frozenset[str]], logs: tuple[Numbers, Numbers], total: float
) -> Together | None:
    """Return what speaks for the victims whom the heaviest assignment has among some missing people; None if none.

    Args:
        missing: whom DNA cannot tell apart.
        victims: by way to assign them: who they are.
        logs: by way, the log of what all assignments with it weigh together, and that of the heaviest of them.
        total: log of what all assignments weigh.
    """
    weights, peaks = logs
    chosen = victims[int(np.argmax(peaks))]
    if not chosen:
        return None
    inside = np.array([chosen <= own for own in victims])
    return Together(
        missing=missing,
        victims=tuple(sorted(chosen)),
        posterior=exp(float(np.logaddexp.reduce(weights[inside])) - total),
        log_glr=float(peaks[inside].max() - peaks[~inside].max(initial=-inf)),
    )
