"""A node's own standard for identifications: what it decided before it looked at a case, and who decided it."""

from dataclasses import dataclass, field
from typing import Final

from egnatia.match.kinship.dvi.solution import Policy
from egnatia.match.kinship.mutation import Model, Mutation

#: Joint assignments that a page or program is shown of a case on record.
_LISTED: Final = 100
#: Per meiosis, of autosomal STR loci in the mean: the usual simple model.
_RATE: Final = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Thresholds, prior and mutation model, and where they come from; every report names them."""

    policy: Policy = field(default_factory=lambda: Policy(listed=_LISTED))
    mutation_rate: float = _RATE  #: Of the equal model, per meiosis, at every locus.
    decided: str = "as the program comes: no decision of this node is on record"  #: By whom, when.

    @property
    def mutation(self) -> Mutation | None:
        """How alleles mutate; None: never."""
        if not (self.policy.mutation and self.mutation_rate):
            return None
        return Mutation(model=Model.EQUAL, rate=self.mutation_rate)
