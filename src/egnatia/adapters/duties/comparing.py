"""Comparing: from time to time a node holds its tables against its log, and logs what somebody changed by hand."""

import logging
from datetime import timedelta

from egnatia.adapters.duties.duty import Rhythm
from egnatia.casework.office import Office
from egnatia.casework.tampering import compare_rows, note_tampering

#: At the start, and every five minutes. To read a log of a million entries takes some seconds, beside all others.
COMPARING_ROWS = Rhythm(gather=0.0, at_latest=300.0, jitter=10.0)
#: How often every record is held against its id, which reads the whole register.
REGISTER = timedelta(days=1)
#: At first after the work of a start is done.
_FIRST = timedelta(hours=1)

_log = logging.getLogger(__name__)


class RowComparing:
    """The rounds of one node over its own tables."""

    def __init__(self, office: Office) -> None:
        """Begin with the tables; the register follows."""
        self._office = office
        self._next_register = office.clock.now() + _FIRST

    def compare(self) -> None:
        """Compare, and log what was not found before."""
        now = self._office.clock.now()
        whole = now >= self._next_register
        found = self._office.store.read(lambda tx: compare_rows(tx, records=whole)).found
        if whole:
            self._next_register = now + REGISTER
        if new := note_tampering(self._office, found):
            _log.warning("%s found %s rows that were changed by hand: %s", self._office.me, new, found[0].sentence)
