"""What stands beside the register of one node: an index of names, and the DNA profiles in memory."""

from collections.abc import Iterable

from egnatia.adapters.index.following import Following
from egnatia.adapters.index.scanning import KIND, Scanning
from egnatia.match.engine import Properties
from egnatia.model.kinds import Kind


class Indexes:
    """Both, as one; each kind of record is looked for in the one that knows it."""

    def __init__(self, names: Following, profiles: Scanning) -> None:
        """Take both."""
        self._names = names
        self._profiles = profiles

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:
        """Return the numbers of rows, nearest first; None: the blocking keys are to be used."""
        return (self._profiles if kind.name == KIND else self._names).nearest(kind, asked, limit)

    def follow(self) -> None:
        """Take in what came since.

        Raises:
            StoreError: the database refuses.
        """
        self._profiles.follow()
        self._names.follow()

    def forget(self, records: Iterable[str]) -> None:
        """Let erased records, by their ids, vanish at once."""
        gone = tuple(records)
        self._profiles.forget(gone)
        self._names.forget(gone)

    def stop(self) -> None:
        """Let a build that is under way end, and take nothing in any more."""
        self._profiles.stop()
        self._names.stop()
