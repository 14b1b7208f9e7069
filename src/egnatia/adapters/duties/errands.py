"""A node's errands: its log is sequenced and witnessed, letters are sent, the old forgotten, the directory renewed."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

from egnatia.adapters.clock.system import CHANCE
from egnatia.adapters.duties.comparing import COMPARING_ROWS, RowComparing
from egnatia.adapters.duties.duty import Duty, Rhythm
from egnatia.adapters.duties.keeping import KEEPING, Keeping
from egnatia.adapters.duties.remembering import Remembering
from egnatia.adapters.duties.witnessing import WITNESSING, Witnessing
from egnatia.adapters.files.directory import DirectoryFolder
from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.partners import HttpPartners
from egnatia.adapters.index.indexes import Indexes
from egnatia.casework.attachment.fetching import fetch_some
from egnatia.casework.deliver import deliver_due
from egnatia.casework.logbook import ROUND
from egnatia.casework.office import Office
from egnatia.casework.ports import Store
from egnatia.casework.trail import Note, entry
from egnatia.casework.watch.following import follow_watches
from egnatia.casework.watch.meeting import Memory, follow_overlaps
from egnatia.exchange.errors import CompetingError, DirectoryError, Dispute
from egnatia.exchange.log import log_verifiers
from egnatia.ledger.entry import Act
from egnatia.match.warming import warm_up
from egnatia.model.identity import NodeId

#: The log is sequenced half a second after an act: one checkpoint covers many, and none waits a second.
SEQUENCING = Rhythm(gather=0.5, at_latest=60.0)
#: Letters go as soon as they are written; those that come due again are looked for every second. Two hands, so that
#: a partner who takes his time does not hold up the others' letters.
SENDING = Rhythm(gather=0.02, at_latest=1.0, hands=2)
#: Files are fetched when their message has come; two hands, so that a partner with a slow line holds up one only.
FETCHING = Rhythm(gather=0.05, at_latest=2.0, hands=2)
#: The search index takes in new records a second after they came; a question that comes earlier does so itself.
INDEXING = Rhythm(gather=1.0, at_latest=60.0)
#: What came in is held against the questions that stay half a second after it was logged.
WATCHING = Rhythm(gather=0.5, at_latest=60.0)
PRUNING = timedelta(minutes=10)
#: How often partners are asked for a newer directory, and how many of them: one may be cut off or lie still.
RENEWAL = timedelta(hours=1)
FIRST_RENEWAL = timedelta(minutes=5)
ASKED_FOR_DIRECTORY = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What the errands are done with."""

    office: Office
    store: Store  #: The one below the office's, so that sequencing does not call for sequencing.
    directory: DirectoryFolder
    partners: HttpPartners
    remembering: Remembering
    following: Indexes


class Errands:
    """What one node does by itself."""

    def __init__(self, means: Means) -> None:
        """Prepare; `start` begins."""
        self._means = means
        self._office = means.office
        self.sequencer = Duty(f"{self._office.me} sequencer", self.sequence, SEQUENCING)
        self.rounds = Witnessing(self._office)
        self.witnessing = Duty(f"{self._office.me} witnessing", self.rounds.go, WITNESSING)
        self.sender = Duty(f"{self._office.me} sender", self.send, SENDING)
        self.fetcher = Duty(f"{self._office.me} fetcher", self.fetch, FETCHING)
        self.keeper = Duty(f"{self._office.me} keeper", Keeping(self._office).keep, KEEPING)
        self.indexer = Duty(f"{self._office.me} indexer", means.following.follow, INDEXING)
        self._memory = Memory()
        self.watcher = Duty(f"{self._office.me} watcher", self.watch, WATCHING)
        self.comparer = Duty(f"{self._office.me} comparer", RowComparing(self._office).compare, COMPARING_ROWS)
        self._stopped = False
        self._next_prune = self._office.clock.now()
        self._next_renewal = self._next_prune + FIRST_RENEWAL

    def start(self) -> None:
        """Begin, when the list of what was erased and the register are in step.

        Raises:
            FilesError: the list is damaged, or cannot be written.
            StoreError: the database refuses.
        """
        self._means.remembering.reconcile()
        Thread(target=warm_up, name=f"{self._office.me} warming", daemon=True).start()
        self.sequencer.start()
        self.sender.start()
        self.fetcher.start()
        self.witnessing.start()
        self.keeper.start()
        self.indexer.start()
        self.indexer.wake()
        self.sequencer.wake()
        self.keeper.wake()
        self.comparer.start()
        self.comparer.wake()
        self.watcher.start()
        self.watcher.wake()

    def stop(self) -> None:
        """End what is under way."""
        self._means.following.stop()
        self.indexer.stop()
        self.watcher.stop()
        self.comparer.stop()
        self.keeper.stop()
        self._stopped = True
        self.fetcher.stop()
        self.sender.stop()
        self.witnessing.stop()
        self.sequencer.stop()

    def sequence(self) -> None:
        """Add what was logged to the tree, and sign checkpoints.

        Raises:
            LedgerError: the tree is not the one that was signed last.
        """
        office, store = self._office, self._means.store
        member = office.directory().member(office.me)
        former = log_verifiers(member, office.keys.verifier.verify) if member else ()
        added = ROUND
        while added == ROUND:  # fewer: nothing was left, and what came since has called for sequencing itself
            added = store.write(lambda tx: tx.ledger.sequence(office.keys.ledger, office.clock.now(), former))
            if added:
                self.witnessing.wake()
                self.indexer.wake()
                self.watcher.wake()

    def watch(self) -> int:
        """Hold what came in since against the questions that stay, and these against one another.

        Returns:
            Of how many records partners were told.
        """
        told = follow_watches(self._office, self._memory.opened)
        follow_overlaps(self._office, self._memory)
        return told

    def send(self) -> None:
        """Send the letters that are due, and do what else is due."""
        while deliver_due(self._office):
            pass
        now = self._office.clock.now()
        if now >= self._next_prune:
            self._next_prune = now + PRUNING
            self.prune(now)
        if now >= self._next_renewal:
            self._next_renewal = now + RENEWAL
            self.renew_directory()

    def fetch(self) -> None:
        """Fetch what partners attached to their messages."""
        while not self._stopped and fetch_some(self._office):
            pass

    def prune(self, now: datetime) -> int:
        """Forget accepted envelopes that would be refused as expired anyway; returns how many."""
        return self._means.store.write(lambda tx: tx.inbox.prune(now))

    def renew_directory(self) -> None:
        """Ask a few partners for the directory; a newer one is put in force, if it is to be trusted."""
        directory = self._means.directory
        others = [node for node in directory.current().members if node != self._office.me]
        for partner in CHANCE.sample(others, min(ASKED_FOR_DIRECTORY, len(others))):
            try:
                bundle = self._means.partners.fetch_directory(partner)
                if bundle != directory.bundle():
                    directory.update(bundle)
                self._office.disputes.pop(partner, None)
            except CompetingError as error:
                self._dispute(partner, error.dispute)
            except (LineError, DirectoryError, FilesError) as error:
                _log.info("no newer directory from %s: %s", partner, error)

    def _dispute(self, partner: NodeId, dispute: Dispute) -> None:
        """Keep to what is known; log once, and remember for people, that a partner goes by something else."""
        if self._office.disputes.get(partner) == dispute:
            return
        self._office.disputes[partner] = dispute
        _log.warning("%s holds a competing directory: %s is %s", partner, dispute.what, dispute.found)
        detail = {"what": "competing_directory", "partner": partner, "known": dispute.known, "found": dispute.found}
        noted = entry(self._office, Note(act=Act.ADMINISTRATION, by=self._office.me, detail=detail))
        self._office.store.write(lambda tx: tx.ledger.append([noted]))
