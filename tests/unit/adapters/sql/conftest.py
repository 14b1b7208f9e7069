"""A node's store, once in memory and once in a file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty store, to be copied."""
    file = tmp_path_factory.mktemp("blank") / "node.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, blank: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store."""
    file = tmp_path / "node.db"
    if request.param == "file":
        shutil.copy(blank, file)
    opened = open_store("sqlite://" if request.param == "memory" else f"sqlite:///{file}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def memory() -> Iterator[SqlStore]:
    """A store in memory that the examples of a property share."""
    opened = open_store("sqlite://")
    yield opened
    opened.close()
