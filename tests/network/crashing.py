"""A node in a process of its own, to be killed: `python -m tests.network.crashing FOLDER COUNT AHEAD`.

Asks until COUNT questions are on their way in all, from several threads; says `asked ID` when one is on disk, and
`done`. Where an expert and a giver have accounts, they confirm and release every hit of a partner as it comes. Its
clock is AHEAD seconds ahead. Ends in order when its input ends.
"""

import sqlite3
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

from tests.network.realm import Desk, RunningClock
from tests.twins.stores import every

from egnatia.api.node.port import NodePort
from egnatia.bootstrap import Node, open_node, share
from egnatia.casework.ask import ask, follow
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import WAITING
from egnatia.casework.release import Giving, release
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.states import HitState
from egnatia.model.identity import Reference

_LOCK = threading.Lock()


def main(folder: str, count: str, ahead: str) -> None:
    """Run until the input ends, or somebody kills it."""
    clock = RunningClock()
    clock.advance(timedelta(seconds=int(ahead)))
    with ExitStack() as stack:
        shared = share(clock)
        stack.callback(shared.close)
        node = open_node(Path(folder), shared)
        stack.callback(node.stop)
        node.start()
        port = NodePort(node)
        port.start()
        stack.callback(port.stop)
        _say("ready")
        threading.Thread(target=_give, args=(node,), daemon=True).start()
        if int(count):
            _ask(node, int(count))
            _say("done")
        sys.stdin.read()


def _ask(node: Node, count: int) -> None:
    """Ask until there are so many questions, those of earlier lives included."""
    officer, case = node.office.store.read(lambda tx: (tx.accounts.named("officer"), tx.case_files.find("KT-2026-17")))
    assert officer
    assert case
    desk = Desk(node.office, officer, case)
    asked = node.office.store.read(lambda tx: len(tx.questions.page(every(received=False)).rows))

    def once(_number: int) -> None:
        enquiry = ask(desk.office, desk.officer, desk.enquiry("AL"))
        _say(f"asked {enquiry.letters[0].message.id}")
        [delivered] = follow(desk.office, enquiry)
        if delivered.outcome in WAITING:
            time.sleep(0.5)  # an officer who gets no answer takes a breath

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(once, range(asked, count)))


def _give(node: Node) -> None:
    """Confirm and release what partners' questions found, for as long as the process lives."""
    office, waiting = node.office, "SELECT reference, state FROM answer WHERE state IN ('open', 'confirmed')"
    expert, giver = office.store.read(lambda tx: (tx.accounts.named("expert"), tx.accounts.named("giver")))
    while expert and giver:
        for reference, state in rows(node.folder, waiting):
            if state == HitState.OPEN:
                confirm(office, expert, Reference(str(reference)), Verdict.CONFIRM, "The same names, the same day.")
            release(office, giver, Giving(reference=Reference(str(reference)), reason="They need it."))
        time.sleep(0.02)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Ask a node's database directly."""
    with closing(sqlite3.connect(folder / "egnatia.db")) as connection:
        return list(connection.execute(query))


def _say(words: str) -> None:
    with _LOCK:
        print(words, flush=True)  # noqa: T201 - what the test waits for


if __name__ == "__main__":
    main(*sys.argv[1:])
