"""Remembering what was erased, in a file beside the database that outlives it (ADR 0080)."""

import logging
from collections.abc import Iterable
from threading import Lock

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tombstones import Tombstones, read_tombstones
from egnatia.casework.office import Office
from egnatia.casework.tombstones import Tombstone, replay

_log = logging.getLogger(__name__)


class Remembering:
    """Keeps the list of tombstones and the register of one node in step."""

    def __init__(self, office: Office, file: Tombstones, public: bytes) -> None:
        """Take the file over.

        Args:
            office: of this node.
            file: of tombstones.
            public: the key with which its lines are signed.
        """
        self._office = office
        self._file = file
        self._public = public
        self._lock = Lock()
        self._waiting: list[Tombstone] = []

    def note(self, records: Iterable[Tombstone]) -> None:
        """Add what was just erased to the list; on disk when this returns, or, if the disk refuses, at the next try."""
        with self._lock:
            self._waiting += records
            self._write()

    def reconcile(self) -> int:
        """Erase again what the list names and the register has, and list what it lacks; returns how many were erased.

        Raises:
            FilesError: the file is damaged, another node's, or cannot be written.
            StoreError: the database refuses.
        """
        listed = read_tombstones(self._file.path, self._office.me, self._office.keys.verifier, self._public)
        replayed = replay(self._office, listed)
        if replayed.unlisted:
            self._file.append(sorted(replayed.unlisted), self._office.clock.now())
        return replayed.again

    def _write(self) -> None:
        if not self._waiting:
            return
        try:
            self._file.append(self._waiting, self._office.clock.now())
        except FilesError as error:
            _log.error("%s; %s erased records wait to be listed", error, len(self._waiting))
        else:
            self._waiting.clear()
