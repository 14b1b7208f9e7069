"""The demo's network with an ear at each door: started, one log wound back, and stopped."""

import shutil
import socket
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.traffic.wire import Wire

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node, Shared, open_node
from egnatia.casework.offer import offer_newest
from egnatia.cli.demo.building import folder_of
from egnatia.cli.demo.members import MEMBERS
from egnatia.model.identity import NodeId

_DATABASE, _OLDER = "egnatia.db", "older.db"


@dataclass
class Running:
    """All nodes of a network that was built."""

    folder: Path
    shared: Shared
    wire: Wire = field(default_factory=Wire)
    nodes: dict[str, Node] = field(default_factory=dict)
    ports: dict[str, NodePort] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start nodes with their ports."""
        for name in names or [seat.node for seat in MEMBERS]:
            node = self.nodes[name] = open_node(folder_of(self.folder, NodeId(name)), self.shared)
            node.start()
            port = self.ports[name] = self.wire.port(node)
            port.start()

    def stop(self, *names: str) -> None:
        """Stop these nodes, or all."""
        for name in names or list(self.nodes):
            self.ports.pop(name).stop()
            self.nodes.pop(name).stop()

    def keep(self, name: str) -> None:
        """Put aside what the database of a node that does not run is now."""
        folder = folder_of(self.folder, NodeId(name))
        shutil.copy(folder / _DATABASE, folder / _OLDER)

    def wind_back(self, name: str) -> None:
        """Put the database of a node back to what was put aside."""
        self.stop(name)
        folder = folder_of(self.folder, NodeId(name))
        shutil.copy(folder / _OLDER, folder / _DATABASE)
        self.start(name)

    def witness(self) -> None:
        """Let each node bring its checkpoint to all others; on a busy machine, some are reached at a second attempt."""
        for name, node in self.nodes.items():
            node.errands.sequence()
            others = frozenset(NodeId(other) for other in self.nodes if other != name)
            for _ in range(3):
                others = offer_newest(node.office, others)


def free_ports() -> int:
    """Return the first of as many ports as a network needs, at which nobody listens.

    Raises:
        AssertionError: there are none.
    """
    for first in range(24000, 32000, 500):
        if all(_is_free(first + offset) for offset in range(122)):
            return first
    raise AssertionError("no ports are free")


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
