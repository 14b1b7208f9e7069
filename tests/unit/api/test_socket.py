import os
import socket
import sys
from pathlib import Path

import pytest

from egnatia.api.socket import is_listening, peer_uid
from egnatia.bootstrap import NodeError


def test_the_system_tells_who_is_at_the_other_end() -> None:
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert peer_uid(one) == os.getuid()


def test_a_system_that_does_not_tell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "sunos5")
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other, pytest.raises(NodeError, match="does not tell who calls"):
        peer_uid(one)


def test_a_socket_that_a_dead_node_left_is_not_listening(tmp_path: Path) -> None:
    path = tmp_path / "node.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert is_listening(path)
    assert path.exists()
    assert not is_listening(path)
