"""A node's store, once in memory and once in a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqliteStore


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty store."""
    opened = open_store("sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'node.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def memory() -> Iterator[SqliteStore]:
    """A store in memory that the examples of a property share."""
    opened = open_store("sqlite://")
    yield opened
    opened.close()
