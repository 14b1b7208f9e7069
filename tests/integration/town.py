"""Three nodes as the command `egnatia node serve` runs them, with people at each; one user of the system plays all."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.network.realm import Realm, realm, register

from egnatia.bootstrap import open_node
from egnatia.casework.accounts import Newcomer, found_accounts, open_account
from egnatia.casework.rows import Role
from egnatia.cli.serving import Serving

NODES = ("RS", "AL", "XK")
PEOPLE = (Role.OFFICER, Role.FORENSIC, Role.SUPERVISOR, Role.PROSECUTOR, Role.OVERSIGHT)


@dataclass(frozen=True)
class Town:
    """The nodes that run."""

    realm: Realm
    served: dict[str, Serving]

    def folder(self, node: str) -> Path:
        """Return the folder of a node."""
        return self.realm.folder / node


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Run the nodes; AL has a suspect on record."""
    with realm(folder) as made, ExitStack() as running:
        made.found(*NODES)
        served = {name: _serve(made, name) for name in NODES}
        for serving in served.values():
            serving.start()
            running.callback(serving.stop)
        register(made, "AL", "Petar", "Jovanoviq")
        made.nodes.clear()  # who serves them stops them
        yield Town(made, served)


def _serve(made: Realm, name: str) -> Serving:
    node = made.nodes[name] = open_node(made.folder / name, made.shared)
    uid = os.getuid()
    admin = found_accounts(node.office, Newcomer(name="admin", roles=frozenset({Role.ADMINISTRATOR}), uid=uid))
    for role in PEOPLE:
        open_account(node.office, admin, Newcomer(name=role, roles=frozenset({role}), uid=uid), rehearsal=True)
    second = Newcomer(name="deputy", roles=frozenset({Role.SUPERVISOR}), uid=uid)
    open_account(node.office, admin, second, rehearsal=True)
    return Serving(node)
