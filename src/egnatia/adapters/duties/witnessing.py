"""Bringing each new checkpoint of the log to the partners, and comparing with them what they saw of others' logs."""

import logging
from datetime import datetime, timedelta

from egnatia.adapters.clock.system import CHANCE
from egnatia.adapters.duties.duty import Rhythm
from egnatia.casework.crosscheck import crosscheck
from egnatia.casework.offer import offer_newest
from egnatia.casework.office import Office
from egnatia.model.identity import NodeId

#: A checkpoint is brought some ten seconds after an act: one covers all until then, and a node at rest costs nothing.
#: The jitter keeps nodes that were started together from calling together.
WITNESSING = Rhythm(gather=8.0, at_latest=60.0, jitter=4.0)
#: A partner who did not cosign is asked again after this.
REST = timedelta(seconds=50)
#: How often what was seen is compared with what one partner saw.
COMPARING = timedelta(seconds=55)

_log = logging.getLogger(__name__)


class Witnessing:
    """The rounds of one node to its witnesses."""

    def __init__(self, office: Office) -> None:
        """Begin with everybody awake."""
        self._office = office
        self._resting: dict[NodeId, datetime] = {}
        self._next_comparison = office.clock.now() + COMPARING

    def go(self) -> None:
        """Bring the newest checkpoint to partners; from time to time, compare with one of them.

        Raises:
            LedgerError: the tree is damaged.
        """
        self.offer()
        now = self._office.clock.now()
        others = self._office.directory().members.keys() - {self._office.me}
        if others and now >= self._next_comparison:
            self._next_comparison = now + COMPARING
            self.compare(CHANCE.choice(sorted(others)))

    def compare(self, partner: NodeId) -> None:
        """Hold what a partner saw of others' logs against what was seen here."""
        for log in crosscheck(self._office, partner):
            _log.warning("what %s saw of the log of %s could not be connected with what was seen here", partner, log)

    def offer(self) -> None:
        """Bring the newest checkpoint to all who have not cosigned it and do not rest.

        Raises:
            LedgerError: the tree is damaged.
        """
        office, now = self._office, self._office.clock.now()
        self._resting = {node: until for node, until in self._resting.items() if until > now}
        others = [node for node in office.directory().members if node != office.me and node not in self._resting]
        self._resting |= dict.fromkeys(offer_newest(office, others), now + REST)
