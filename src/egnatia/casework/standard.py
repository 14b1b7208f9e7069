"""A node's own standard for identifications: what it decided before it looked at a case, and who decided it."""

import json
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.errors import KinshipError
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, text

#: Joint assignments that a page or program is shown of a case on record.
_LISTED: Final = 100
#: Where nobody decided.
UNDECIDED: Final = "as the program comes: no decision of this node is on record"
#: Per meiosis, of autosomal STR loci in the mean: the usual simple model.
_RATE: Final = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Thresholds, prior and mutation model, and where they come from; every report names them."""

    policy: Policy = field(default_factory=lambda: Policy(listed=_LISTED))
    mutation_rate: float = _RATE  #: Of the equal model, per meiosis, at every locus.
    decided: str = UNDECIDED  #: By whom, when.

    @property
    def mutates(self) -> bool:
        """Whether alleles mutate at all."""
        return self.policy.mutation and self.mutation_rate > 0


def parse_standard(value: object, path: str) -> Standard:
    """Read the standard of a node.

    Raises:
        ParseError: a number is out of its range, or it is not said who decided.
    """
    fields = Fields(value, path)
    threshold, ratio, odds, rate = (
        fields.take(name, _number) for name in ("threshold", "ratio", "prior_odds", "mutation_rate")
    )
    decided = fields.take("decided", text(300))
    fields.finish()
    try:
        policy = Policy(threshold=threshold, ratio=ratio, odds=odds, listed=_LISTED)
    except KinshipError as error:
        raise ParseError(path, str(error)) from error
    if not 0 <= rate < 1:
        raise ParseError(f"{path}.mutation_rate", "not between 0 and 1")
    return Standard(policy=policy, mutation_rate=rate, decided=decided)


def write_standard(standard: Standard) -> str:
    """Write the standard as the part of a node's settings that `parse_standard` reads (TOML)."""
    decided = json.dumps(standard.decided, ensure_ascii=False)
    return f"""
[identification] # of the dead by DNA: thresholds, prior odds, mutations a meiosis, and who decided this
threshold = {standard.policy.threshold!r}
ratio = {standard.policy.ratio!r}
prior_odds = {standard.policy.odds!r}
mutation_rate = {standard.mutation_rate!r}
decided = {decided}
"""


def _number(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ParseError(path, "not a number")
    return float(value)
