"""A register filed anew, while the node runs or not."""

from pathlib import Path

from tests.integration.cli.conftest import shell


def test_a_node_is_filed_anew_and_nothing_is_left_to_do(folder: Path, tmp_path: Path) -> None:
    assert "0 records" in shell("node", "refile", "--node", folder)
    assert "0 records" in shell("node", "refile", "--node", folder, "--again")
    assert "no node in" in shell("node", "refile", "--node", tmp_path / "nothing", code=2)
