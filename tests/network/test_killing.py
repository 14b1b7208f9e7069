"""Sender, receiver and database are killed while messages go: nothing is lost, nothing doubled, both logs hold."""

from pathlib import Path

import pytest
from tests.network.killing import Load, found, kill_and_look
from tests.network.realm import realm
from tests.twins.postgresql import serving


def killed(folder: Path, load: Load) -> dict[str, int]:
    """Kill, and see that nothing is wrong; returns who was killed how often."""
    with realm(folder) as made:
        found(made, load)
    outcome = kill_and_look(folder, load)
    assert outcome.faults == ()
    assert outcome.files >= 1
    return outcome.killed


@pytest.mark.slow
def test_messages_and_half_fetched_files_survive_kills_of_both_nodes(tmp_path: Path) -> None:
    assert min(killed(tmp_path / "realm", Load(messages=150, kills=4)).values()) >= 1


@pytest.mark.slow
@pytest.mark.postgresql
def test_messages_survive_kills_of_the_database_server_too(tmp_path: Path) -> None:
    with serving() as server:  # one of its own: it is killed
        if server.folder is None:
            pytest.skip("a server that is somebody else's is not killed")
        assert killed(tmp_path / "realm", Load(messages=100, kills=5, seed=3, server=server))["database"] >= 1
