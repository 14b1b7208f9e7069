"""A node that serves: its own duties, the port for partners, the socket for its programs, the page for people."""

from contextlib import ExitStack

from egnatia.api.node.port import NodePort
from egnatia.api.socket import ApiSocket
from egnatia.bootstrap import Node, NodeError
from egnatia.web.page import PagePort


class Serving:
    """All that runs of one node. `start` and `stop` it once."""

    def __init__(self, node: Node, *, partners_only: bool = False) -> None:
        """Prepare; nothing runs yet.

        Args:
            node: not started yet.
            partners_only: it is a further process of a node of which another one serves programs and people.

        Raises:
            NodeError: the node's database is a file, which one process writes.
        """
        if partners_only and node.settings.database_file:
            raise NodeError(f"{node.folder}: only a node whose database is on a server runs in several processes")
        self.node = node
        self.port = NodePort(node)
        self._page = PagePort(node)
        own = () if partners_only else (ApiSocket(node),)
        self._parts = (*own, self.port, *(() if partners_only else (self._page,)))
        self._running = ExitStack()

    @property
    def page_address(self) -> str:
        """Where the page is."""
        return self._page.address

    def start(self) -> None:
        """Start everything; if one part fails, what runs already is ended.

        Raises:
            NodeError: an address is taken, or the database refuses.
        """
        with ExitStack() as begun:
            begun.callback(self.node.stop)
            self.node.start()
            for part in self._parts:
                part.start()
                begun.callback(part.stop)
            self._running = begun.pop_all()

    def stop(self) -> None:
        """End everything, the node last."""
        self._running.close()
