"""A node that serves: its own duties, the port for partners, the socket for its programs, the page for people."""

from contextlib import ExitStack

from egnatia.api.node.port import NodePort
from egnatia.api.socket import ApiSocket
from egnatia.bootstrap import Node, NodeError, Turn
from egnatia.cli.standingby import StandingBy
from egnatia.web.page import PagePort


class _First:
    """The socket for programs, and the turn that says that no other process serves them."""

    def __init__(self, turn: Turn, own: ApiSocket) -> None:
        self._turn = turn
        self._own = own

    def start(self) -> None:
        """Take the turn and listen.

        Raises:
            NodeError: another process has it.
        """
        if not self._turn.take():
            raise NodeError("a node is running here already; a further process of it is to stand by (--stand-by)")
        try:
            self._own.start()
        except NodeError:
            self._turn.give()
            raise

    def stop(self) -> None:
        """Close the socket, and give the turn to whoever stands by."""
        self._own.stop()
        self._turn.give()


class Serving:
    """All that runs of one node. `start` and `stop` it once."""

    def __init__(self, node: Node, *, stand_by: bool = False) -> None:
        """Prepare; nothing runs yet.

        Args:
            node: not started yet.
            stand_by: it is a further process of a node of which another one serves programs and people; it answers
                partners, and takes over the rest if the other one ends.

        Raises:
            NodeError: the node's database is a file, which one process writes.
        """
        if stand_by and node.settings.database_file:
            raise NodeError(f"{node.folder}: only a node whose database is on a server runs in several processes")
        self.node = node
        self.port = NodePort(node)
        self._page = PagePort(node)
        self._turn = Turn(node.settings.turn)
        own = ApiSocket(node)
        standing = StandingBy(self._turn, (own, self._page))
        self._parts = (self.port, standing) if stand_by else (_First(self._turn, own), self.port, self._page)
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
