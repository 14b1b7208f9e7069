"""What a node, or a laboratory, decides before it looks at a disaster: thresholds and prior."""

from dataclasses import dataclass

from egnatia.match.kinship.errors import CaseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a node decides before it looks at a case."""

    threshold: float = 0.9995  #: Posterior from which a pairing is an identification.
    ratio: float = 10_000.0  #: Likelihood ratio from which a pairing is undisputed, or wins by GLR.
    odds: float = 1.0  #: Prior odds of each identification; 1: every assignment is as probable as any other.
    mutation: bool = True
    listed: int = 1_000  #: How many joint assignments are listed.

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            CaseError: one is out of its range.
        """
        if not (0.5 < self.threshold < 1 and self.ratio > 1 and self.odds > 0 and self.listed > 0):  # noqa: PLR2004
            raise CaseError("the threshold is between 0.5 and 1, the ratio above 1, odds and listed above 0")

    @property
    def prior(self) -> str:
        """The prior in words."""
        if self.odds == 1:
            return "flat: every assignment is as probable as any other"
        return f"each identification multiplies the prior of an assignment by {self.odds:g}"
