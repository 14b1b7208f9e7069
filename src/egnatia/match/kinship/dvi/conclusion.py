"""What follows from DNA for one missing person."""

from dataclasses import dataclass

from egnatia.match.kinship.dvi.together import Together


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
    together: Together | None = None  #: Of a symmetric match: whom DNA finds among whom.

    @property
    def victims(self) -> tuple[str, ...]:
        """Who the missing person may be by the conclusion: the likeliest, or several among whom DNA finds no order."""
        if self.together:
            return self.together.victims
        return () if self.victim is None else (self.victim,)
