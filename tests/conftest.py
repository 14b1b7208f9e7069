"""What all tests share: how hard hypothesis tries, and a PostgreSQL server for those that want one."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings
from tests.twins.postgresql import NoServer, Server, serving
from tests.twins.stores import SHELVES, Shelf

from egnatia.adapters.sql.opening import open_store

# What everybody's change must pass tries the same examples everywhere; `thorough` draws others at each run.
settings.register_profile("quick", max_examples=12, deadline=None, derandomize=True)
settings.register_profile("check", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server, started when the first test wants it."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serving())
        except NoServer as missing:
            pytest.skip(str(missing))
        yield server


@pytest.fixture(scope="session")
def blank_database(postgresql: Server) -> Iterator[str]:
    """The address of a server's database with an empty store, to be copied."""
    address = postgresql.database()
    open_store(address).close()
    yield address
    postgresql.drop(address)


@pytest.fixture
def database(postgresql: Server, blank_database: str) -> Iterator[str]:
    """The address of a database of the test's own, with an empty store."""
    address = postgresql.database(blank_database)
    yield address
    postgresql.drop(address)


@pytest.fixture(scope="session")
def shelf(request: pytest.FixtureRequest) -> Iterator[Shelf | None]:
    """Where the nodes of twins get their stores from, if the run is to be on a server."""
    if os.environ.get("EGNATIA_TEST_STORES") != "postgresql":
        yield None
        return
    made = Shelf(request.getfixturevalue("postgresql"), request.getfixturevalue("blank_database"))
    SHELVES.append(made)
    yield made
    SHELVES.remove(made)
    made.clear()


@pytest.fixture(autouse=True)
def stores(shelf: Shelf | None) -> Iterator[None]:
    """Put the stores of a test back when it is over."""
    yield
    if shelf is not None:
        shelf.put_back()
