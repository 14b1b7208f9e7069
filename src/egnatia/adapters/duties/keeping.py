"""Keeping house: questions without an answer end, what is past its retention is erased, old counts are dropped."""

import logging
from datetime import timedelta

from egnatia.adapters.duties.duty import Rhythm
from egnatia.casework.access.handling import forget_requests
from egnatia.casework.alert.ending import follow_recalls
from egnatia.casework.attachment.fetching import sweep
from egnatia.casework.dispatch.clocks import note_overdue
from egnatia.casework.dispatch.forgetting import forget_messages
from egnatia.casework.expire import expire_waiting
from egnatia.casework.forget import forget_questions
from egnatia.casework.office import Office
from egnatia.casework.operations.positions import forget_positions
from egnatia.casework.recalling import chase_recalls
from egnatia.casework.retain import erase_due
from egnatia.casework.watch.ending import end_sheltered, end_watches

#: Questions end on the minute; there are few that wait.
KEEPING = Rhythm(gather=1.0, at_latest=60.0)
#: How often it is looked for records that are past their retention: that changes at midnight only.
PURGING = timedelta(minutes=10)
#: Things that one run erases: some seconds' work, in many short transactions, so that others get their turn.
ONE_RUN = 5000

_log = logging.getLogger(__name__)


class Keeping:
    """What a node does by itself so that nothing stays longer than it may."""

    def __init__(self, office: Office) -> None:
        """Begin with the first round."""
        self._office = office
        self._next_purge = office.clock.now()

    def keep(self) -> None:
        """End what waited too long, and from time to time erase what is past its retention."""
        expire_waiting(self._office)
        end_watches(self._office)
        now = self._office.clock.now()
        if now >= self._next_purge:
            self._office.store.write(lambda tx: tx.probes.prune(self._office.allowance.since(now)))
            forget_requests(self._office)
            forget_positions(self._office)
            end_sheltered(self._office)
            erased = erase_due(self._office, ONE_RUN)
            note_overdue(self._office)
            follow_recalls(self._office)
            chase_recalls(self._office)
            forgotten = forget_questions(self._office, ONE_RUN)
            forget_messages(self._office, ONE_RUN)
            sweep(self._office)
            self._next_purge = now if erased or forgotten else now + PURGING
            if erased:
                _log.info("%s erased %s records that were past their retention", self._office.me, erased)
            if forgotten:
                _log.info("%s dropped %s questions that were past their retention", self._office.me, forgotten)
