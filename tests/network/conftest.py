"""The realms of most tests: three nodes that run, or the means to make others."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.network.realm import Desk, Realm, desk, on_a_server, realm, register


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Realm]:
    """Give a realm in which nothing was founded yet."""
    with realm(tmp_path) as made:
        yield made


@pytest.fixture
def ground(request: pytest.FixtureRequest, empty: Realm) -> Iterator[Realm]:
    """Give a realm in which nothing was founded yet; its databases are files, or, `on_both`, a server's."""
    if getattr(request, "param", "files") == "files":
        yield empty
        return
    with on_a_server(empty, request.getfixturevalue("postgresql")) as made:
        yield made


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Realm:
    """Found RS, AL and ME once; tests run copies of their folders."""
    with realm(tmp_path_factory.mktemp("realm")) as made:
        made.found("RS", "AL", "ME")
        return made


@pytest.fixture
def trio(founded: Realm, tmp_path: Path) -> Iterator[Realm]:
    """Give a realm of RS, AL and ME, all running; AL has a suspect on record."""
    folder = tmp_path / "realm"
    shutil.copytree(founded.folder, folder)
    with ExitStack() as stack:
        made = stack.enter_context(realm(folder))
        made.members, made.network = dict(founded.members), founded.network
        made.start("RS", "AL", "ME")
        register(made, "AL", "Petar", "Jovanoviq")
        yield made


@pytest.fixture
def officer(trio: Realm) -> Desk:
    """Seat an officer at RS."""
    return desk(trio, "RS")
