"""The demo's command, where it ends before it builds anything."""

import socket
from pathlib import Path

from click.testing import CliRunner

from egnatia.cli.bench.scene import LOCAL, free_port
from egnatia.cli.demo.building import DESKS
from egnatia.cli.demo.command import command
from egnatia.cli.ending import Ending


def test_a_port_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    for offset in (0, DESKS):
        first = free_port()
        with socket.create_server((LOCAL, first + offset)):
            done = CliRunner().invoke(command, ["run", "--port", str(first), "--folder", str(tmp_path / "demo")])
        assert isinstance(done.exception, Ending)
        assert f"port {first + offset}" in str(done.exception)
        assert "--port" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
