"""A small register with an index beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.twins.stores import new_store

from egnatia.adapters.index.following import Following, Place
from egnatia.adapters.sql.store import SqlStore


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """An empty store."""
    opened = new_store()
    yield opened
    opened.close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where the index lies; the smallest register has one."""
    return Place(folder=tmp_path / "index", least=1)


@pytest.fixture
def following(store: SqlStore, place: Place) -> Following:
    """What keeps the index of the store."""
    return Following(store, place)
