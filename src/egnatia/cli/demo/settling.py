"""Between two acts of a story every letter arrives: a node of its own accord, or another sender, may hold one yet."""

import time
from collections.abc import Mapping

from egnatia.casework.deliver import deliver_due
from egnatia.casework.office import Office
from egnatia.cli.demo.stories.story import StoryError
from egnatia.model.identity import NodeId

_PATIENCE = 60.0
_PAUSE = 0.02


def settle(offices: Mapping[NodeId, Office], patience: float = _PATIENCE) -> None:
    """Wait until no node has a letter on its way, and what letters caused has arrived too.

    Args:
        offices: all nodes that write to one another.
        patience: how long to wait, in seconds.

    Raises:
        StoryError: a letter did not arrive in that time; its message names the nodes.
    """
    deadline = time.monotonic() + patience
    while late := sorted(node for node, office in offices.items() if _has_letters(office)):
        if time.monotonic() > deadline:
            raise StoryError(f"letters of {', '.join(late)} did not arrive in {patience:g} s")
        if not sum(deliver_due(offices[node]) for node in late):
            time.sleep(_PAUSE)


def _has_letters(office: Office) -> bool:
    return bool(office.store.read(lambda tx: tx.outbox.waiting()))
