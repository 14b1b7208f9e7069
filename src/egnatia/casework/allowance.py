"""How many differently worded questions about one subject are let pass: policy of the node, stated in its settings."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many wordings within so many days; the same words again count once (ADR 0083)."""

    asked: int = 6  #: By one officer here, or in one case file, before a supervisor must allow the next.
    asked_by_all: int = 20  #: By the officers of this node together.
    answered: int = 12  #: To one partner about one record, before it is told nothing more of that record.
    days: int = 7

    def since(self, now: datetime) -> datetime:
        """Return from when on wordings count."""
        return now - timedelta(days=self.days)

    def noticed(self, allowed: int, wordings: int) -> bool:
        """Tell whether a count is shown to oversight: when more than half of what is allowed is used."""
        return 2 * wordings > allowed
