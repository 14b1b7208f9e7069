"""A node in a process of its own that writes messages, to be killed.

`python -m tests.network.mailing FOLDER COUNT AHEAD` sends what an earlier life left as drafts, then writes on until
COUNT messages are on their way in all, from several threads; it says `sent ID` when one is on disk, and `done`. Every
fiftieth has a file of several chunks. Its clock is AHEAD seconds ahead. Ends in order when its input ends.
"""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from tests.network.realm import RunningClock
from tests.network.tables import rows

from egnatia.adapters.sql.errors import StoreError
from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node, NodeError, Shared, open_node, share
from egnatia.casework.attachment.adding import Enclosing, give
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.sending import send
from egnatia.casework.dispatches import Composition
from egnatia.casework.rows import Account, CaseFile
from egnatia.model.caveat import SubjectRole
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import MessageId

HANDS = 4
#: Each so many messages, one has a file; a thread has so many.
FILES, THREAD = 50, 8
#: A file of so many bytes: it comes in several chunks.
SIZE = 3 * 1024 * 1024 + 17
#: Letters that may wait: whoever is that far ahead of the line takes a breath.
FAR = 2000
#: With its fields, some two thousand bytes.
TEXT = "Two boats left by night. " * 56
_PAUSE = 0.2
_LOCK = threading.Lock()
_SENT = "SELECT count(*) FROM dispatch WHERE NOT received AND state <> 'draft'"
_DRAFTS = "SELECT id FROM dispatch WHERE state = 'draft'"
_WAITING = "SELECT count(*) FROM outbox WHERE open"


def main(folder: str, count: str, ahead: str) -> None:
    """Run until the input ends, or somebody kills it."""
    clock = RunningClock()
    clock.advance(timedelta(seconds=int(ahead)))
    with ExitStack() as stack:
        shared = share(clock)
        stack.callback(shared.close)
        node = _started(Path(folder), shared)
        stack.callback(node.stop)
        port = NodePort(node)
        port.start()
        stack.callback(port.stop)
        _say("ready")
        if int(count):
            Writers(node, int(count)).write()
            _say("done")
        sys.stdin.read()


def _started(folder: Path, shared: Shared) -> Node:
    """Open and start the node as soon as its database is there."""
    for _ in range(300):
        try:
            node = open_node(folder, shared)
            node.start()
        except NodeError:
            time.sleep(_PAUSE)
            continue
        return node
    raise NodeError("the database did not come back")


class Writers:
    """Officers who write until there are so many messages."""

    def __init__(self, node: Node, count: int) -> None:
        """Find who writes, and in which case file."""
        self._node, self._office, self._count = node, node.office, count
        self._account, self._case = self._found()

    def _found(self) -> tuple[Account, CaseFile]:
        account, case = self._office.store.read(
            lambda tx: (tx.accounts.named("officer"), tx.case_files.find("KT-2026-17"))
        )
        assert account
        assert case
        return account, case

    def write(self) -> None:
        """Write until there are enough; whatever fails with the database is begun anew."""
        missing = self._missing()
        while missing > 0:
            with ThreadPoolExecutor(HANDS) as pool:
                list(pool.map(self._write_some, [-(-missing // HANDS)] * HANDS))
            missing = self._missing()

    def _missing(self) -> int:
        """Send what was left as drafts, and count."""
        while True:
            try:
                for (draft,) in rows(self._node.folder, _DRAFTS):
                    self._send(MessageId(draft))
                return self._count - int(rows(self._node.folder, _SENT)[0][0])
            except Exception:  # noqa: BLE001 - the database was killed, whichever driver says so
                time.sleep(_PAUSE)

    def _send(self, message: MessageId) -> None:
        send(self._office, self._account, message)
        _say(f"sent {message}")

    def _write_some(self, count: int) -> None:
        """Write threads of messages; one has a file now and then."""
        first = ""
        for number in range(count):
            try:
                first = self._write_one(number, "" if number % THREAD == 0 else first)
            except StoreError:
                time.sleep(_PAUSE)
                return
            if number % FILES == FILES - 1:
                self._take_a_breath()

    def _write_one(self, number: int, first: str) -> str:
        message = save_draft(self._office, self._account, self._composition(first)).id
        if number % FILES == 0:
            give(self._office, self._account, Enclosing(message=message, name="boats.bin"), [bytes(SIZE)])
        self._send(message)
        return first or message

    def _take_a_breath(self) -> None:
        while self._office.store.read(lambda tx: sum(tx.outbox.waiting().values())) > FAR:
            time.sleep(_PAUSE)

    def _composition(self, first: str) -> Composition:
        return Composition(
            partner="AL",
            area="drugs",
            sort=Sort.INFORMATION if first else Sort.REQUEST,
            case=self._case.id,
            replies_to=first,
            title="Boats",
            text=TEXT,
            reason="He lives there.",
            role=SubjectRole.NOBODY,
            source="A",
            information="1",
            facts={"relevance": ("The same berth.",)}
            if first
            else {"facts": ("Two.",), "connection": ("He rents it.",)},
        )


def _say(words: str) -> None:
    with _LOCK:
        print(words, flush=True)  # noqa: T201 - what whoever kills it waits for


if __name__ == "__main__":
    main(*sys.argv[1:])
