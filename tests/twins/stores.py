"""Empty stores for the nodes of a test: in memory, unless the run of the tests says that they are to be on a server.

`EGNATIA_TEST_STORES=postgresql` says so (`tests/conftest.py`): the same tests, then, on the other database.
"""

from tests.twins.postgresql import Server

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.page import MOST, Sought
from egnatia.model.caveat import Purpose


class Shelf:
    """Databases of a server, emptied before each use: to make one takes half a second."""

    def __init__(self, server: Server, blank: str) -> None:
        """Begin without any; `blank` is the address of the one that is copied."""
        self._server = server
        self._blank = blank
        self._free: list[tuple[str, SqlStore]] = []
        self._used: list[tuple[str, SqlStore]] = []

    def take(self) -> SqlStore:
        """Return an empty store."""
        address, store = self._free.pop() if self._free else self._another()
        self._server.empty(address)
        self._used.append((address, store))
        return store

    def put_back(self) -> None:
        """Take back all that is used."""
        self._free += self._used
        self._used.clear()

    def clear(self) -> None:
        """Remove the databases."""
        self.put_back()
        for address, store in self._free:
            store.close()
            self._server.drop(address)

    def _another(self) -> tuple[str, SqlStore]:
        address = self._server.database(self._blank)
        return address, open_store(address)


#: The shelf of this run of the tests, if it has one.
SHELVES: list[Shelf] = []


def new_store() -> SqlStore:
    """Return an empty store for one node of the running test."""
    return SHELVES[-1].take() if SHELVES else open_store("sqlite://")


def every(*, received: bool) -> Sought:
    """Seek all questions that do not wait for a person."""
    return Sought(received=received, waiting=False, purposes=frozenset(Purpose), limit=MOST)
