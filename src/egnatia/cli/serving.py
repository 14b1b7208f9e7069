"""A node that serves: its own duties, the port for partners, the socket for its programs, the page for people."""

from contextlib import ExitStack

from egnatia.api.node.port import NodePort
from egnatia.api.socket import ApiSocket
from egnatia.bootstrap import Node
from egnatia.web.page import PagePort


class Serving:
    """All that runs of one node. `start` and `stop` it once."""

    def __init__(self, node: Node) -> None:
        """Prepare; nothing runs yet."""
        self.node = node
        self.port = NodePort(node)
        self._page = PagePort(node)
        self._socket = ApiSocket(node)
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
            for part in (self._socket, self.port, self._page):
                part.start()
                begun.callback(part.stop)
            self._running = begun.pop_all()

    def stop(self) -> None:
        """End everything, the node last."""
        self._running.close()
