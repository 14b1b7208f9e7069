"""Bringing each new checkpoint of the log to the partners; who is away, or does not cosign, is given a rest."""

from datetime import datetime, timedelta

from egnatia.adapters.duties.duty import Rhythm
from egnatia.casework.offer import offer_newest
from egnatia.casework.office import Office
from egnatia.model.identity import NodeId

#: A checkpoint is brought some ten seconds after an act: one covers all until then, and a node at rest costs nothing.
#: The jitter keeps nodes that were started together from calling together.
WITNESSING = Rhythm(gather=8.0, at_latest=60.0, jitter=4.0)
#: A partner who did not cosign is asked again after this.
REST = timedelta(seconds=50)


class Witnessing:
    """The rounds of one node to its witnesses."""

    def __init__(self, office: Office) -> None:
        """Begin with everybody awake."""
        self._office = office
        self._resting: dict[NodeId, datetime] = {}

    def offer(self) -> None:
        """Bring the newest checkpoint to all who have not cosigned it and do not rest.

        Raises:
            LedgerError: the tree is damaged.
        """
        office, now = self._office, self._office.clock.now()
        self._resting = {node: until for node, until in self._resting.items() if until > now}
        others = [node for node in office.directory().members if node != office.me and node not in self._resting]
        self._resting |= dict.fromkeys(offer_newest(office, others), now + REST)
