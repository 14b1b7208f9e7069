"""A new agency joins a network whose nodes run, by what the guide and each command say, and is witnessed by it."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.integration.cli.conftest import Table, cards, served, shell

from egnatia.cli.bench.scene import free_port

pytestmark = pytest.mark.slow

#: Within which a new node works with its partners, its people and governors at hand (issue 3, section 3).
MINUTES = 5


@pytest.fixture
def running(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Table:
    """Found a network of Belgrade alone, as its guide tells it."""
    table = Table(tmp_path, capsys)
    for name in ("ana", "boris"):
        table.type("network", "key", f"{name}.key")
    init(table, "RS", "SRB")
    table.type("network", "found", "draft.json", "RS.json", *cards(*(str(tmp_path / f"{one}.key.pub") for one in THEM)))
    table.sign("draft.json", *THEM)
    table.type("network", "publish", "directory.json", "draft.json")
    table.type("node", "join", "rs.node", "directory.json", "--root", digest(table, "draft.json"))
    return table


THEM = ("ana", "boris")


def init(table: Table, name: str, country: str) -> str:
    """Make a node and its entry."""
    port = free_port()
    told = table.type("node", "init", f"{name.lower()}.node", "--name", name, "--agency", f"Contact point {name}",
                      "--country", country, "--endpoint", f"https://127.0.0.1:{port}", "--port", port,
                      "--desk-port", 0)  # fmt: skip
    (table.folder / f"{name}.json").write_text(told.splitlines()[0])
    return told


def digest(table: Table, draft: str) -> str:
    """Hear the digest of the first root by other means."""
    told = table.type("network", "publish", "copy.json", draft)
    (table.folder / "copy.json").unlink()
    return told.split()[1]


def state(table: Table, node: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shell("node", "status", "--json", "--node", table.folder / f"{node}.node"))
    return found


def listed(table: Table, node: str) -> set[str]:
    """Return whom a node's directory lists."""
    return {one["node"] for one in state(table, node)["partners"]}


def witnessed(table: Table, *nodes: str) -> bool:
    """Tell whether each node's whole log was cosigned by the other, over its port."""
    found = [state(table, node)["status"]["witnesses"] for node in nodes]
    return all(one["up_to_date"] == one["partners"] == 1 and not one["contradicted"] for one in found)


def test_a_node_joins_a_network_that_runs_within_five_minutes_by_what_each_command_says(running: Table) -> None:
    with served(running.folder / "rs.node") as rs:
        assert rs.stderr
        assert rs.stderr.readline().startswith("RS runs")
        begun = time.monotonic()
        assert "egnatia network change DIRECTORY DRAFT --enter ENTRY" in init(running, "ME", "MNE")
        assert "egnatia network sign" in running.type(
            "network", "change", "directory.json", "next.json", "--enter", "ME.json"
        )
        assert "ME" in running.type("network", "show", "next.json", "--before", "directory.json")
        assert "egnatia network publish" in running.sign("next.json", *THEM)
        assert "node join" in running.type("network", "publish", "newer.json", "next.json")
        running.type("node", "renew", "rs.node", "newer.json")
        running.type("node", "join", "me.node", "newer.json", "--root", digest(running, "next.json"))
        with served(running.folder / "me.node") as me:
            assert me.stderr
            assert me.stderr.readline().startswith("ME runs")
            assert listed(running, "me") == {"ME", "RS"}
            while not witnessed(running, "rs", "me"):
                assert time.monotonic() - begun < MINUTES * 60
                time.sleep(1)
            assert me.poll() is None
        assert listed(running, "rs") == {"ME", "RS"}
