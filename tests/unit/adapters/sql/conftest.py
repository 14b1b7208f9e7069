"""A node's store: in memory, in a file, and on a PostgreSQL server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.twins.postgresql import Server

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty store, to be copied."""
    file = tmp_path_factory.mktemp("blank") / "node.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["memory", "file", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest) -> SqlStore:
    """An empty store, in each of the places where one can be."""
    opened: SqlStore = request.getfixturevalue(f"in_{request.param}")
    return opened


@pytest.fixture(params=["memory", "file"])
def embedded(request: pytest.FixtureRequest) -> SqlStore:
    """An empty store within the node's own process."""
    opened: SqlStore = request.getfixturevalue(f"in_{request.param}")
    return opened


@pytest.fixture
def in_memory() -> Iterator[SqlStore]:
    """An empty store in memory."""
    yield from _opened("sqlite://")


@pytest.fixture
def in_file(blank: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store in a file."""
    yield from _opened(f"sqlite:///{shutil.copy(blank, tmp_path / 'node.db')}")


@pytest.fixture
def in_postgresql(postgresql: Server, blank_database: str) -> Iterator[SqlStore]:
    """An empty store on a server: one database that is emptied again and again, as a new one takes half a second."""
    yield from _opened(blank_database)
    postgresql.empty(blank_database)


def _opened(address: str) -> Iterator[SqlStore]:
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def memory() -> Iterator[SqlStore]:
    """A store in memory that the examples of a property share."""
    opened = open_store("sqlite://")
    yield opened
    opened.close()
