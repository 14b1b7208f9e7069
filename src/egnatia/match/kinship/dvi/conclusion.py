"""What follows from DNA for one missing person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What follows for one missing person; a board decides with prints and dental work beside it."""

    missing: str
    family: str
    victim: str | None  #: The likeliest, if any pairing is possible.
    posterior: float  #: Of that pairing.
    log_ratio: float | None  #: Pairwise.
    log_glr: float | None
    verdict: str
    comment: str
