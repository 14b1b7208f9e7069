"""A disk that is full at any one write of either side: nothing is half-done; with room again, the question ends once.

The disk is full by SQLite's own word (`PRAGMA max_page_count`), at the end of the transaction, when all of it was done.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select
from tests.twins.network import Line, LinePartners, Network, network
from tests.unit.adapters.sql.samples import connection_of, run
from tests.unit.casework.conftest import WHY, person

from egnatia.adapters.sql.errors import StoreFull
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.adapters.sql.tables import METADATA
from egnatia.casework.ask import Enquiry, ask
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.deliver import deliver_due
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, AnswerRow, CaseFile, Role
from egnatia.exchange.errors import Refused
from egnatia.exchange.payloads import Verdict
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import HitState
from egnatia.ledger.audit import verify
from egnatia.ledger.entry import Act, parse_entry
from egnatia.ledger.note import Verifier
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject

_T = TypeVar("_T")
_FILL = (
    "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) SELECT i FROM n"
)


@dataclass
class Disk:
    """A node's database on a disk that is full when a certain transaction is to end."""

    store: SqlStore
    full_at: int  #: Counted from 1; 0: never.
    writes: int = 0
    filled: bool = False

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Read; that needs no room."""
        return self.store.read(work)

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Write, if there is room."""
        self.writes += 1
        if self.writes != self.full_at:
            return self.store.write(work)
        self.filled, before = True, self.content()
        with pytest.raises(StoreFull) as full:
            self.store.write(lambda tx: _filling(tx, work))
        assert self.content() == before
        self.store.write(lambda tx: run(tx, f"PRAGMA max_page_count = {2**30}"))
        raise full.value

    def content(self) -> dict[str, Sequence[object]]:
        """Return every row of every table."""
        tables = METADATA.sorted_tables
        return self.store.read(
            lambda tx: {one.name: connection_of(tx).execute(select(one)).fetchall() for one in tables}
        )


def _filling(tx: Transaction, work: Callable[[Transaction], object]) -> None:
    """Do some work, and then something for which there is no room."""
    work(tx)
    pages = run(tx, "PRAGMA page_count").scalar_one()
    run(tx, f"PRAGMA max_page_count = {pages}")
    run(tx, _FILL)


class FullLine(Line):
    """A line to nodes whose door says, when anything fails, that they are busy."""

    def carry(self, sender: NodeId, recipient: NodeId, body: bytes) -> bytes | None:
        """Bring a request to a node and its reply back."""
        try:
            return super().carry(sender, recipient, body)
        except StoreFull as full:
            raise Refused(RefusalCode.BUSY, "try again later") from full


@dataclass
class Pair:
    """Belgrade, which asks, and Tirana, which answers, each on its disk."""

    net: Network
    disks: dict[str, Disk]
    officer: Account
    case: CaseFile
    people: dict[str, Account] = field(default_factory=dict)

    def office(self, node: str) -> Office:
        """Return a node with its disk."""
        return self.net.offices[node]


def pair(folder: Path, node: str, full_at: int) -> Pair:
    """Set both up; one's disk is full at a certain write."""
    net, line = network("RS", "AL"), FullLine()
    disks = {name: Disk(open_store(f"sqlite:///{folder / name}{full_at}.db"), full_at=0) for name in ("RS", "AL")}
    for name, office in list(net.offices.items()):
        partners = LinePartners(me=office.me, line=line)
        moved = replace(office, store=disks[name], partners=partners)
        net.offices[name] = line.offices[office.me] = moved
    officer = net.person("RS", "officer", Role.OFFICER)
    made = Pair(net=net, disks=disks, officer=officer, case=net.case("RS", officer))
    keeper = net.person("AL", "keeper", Role.OFFICER)
    collect(net.offices["AL"], keeper, [person("Petar", "Jovanoviq")])
    made.people["expert"] = net.person("AL", "expert", Role.FORENSIC)
    made.people["chief"] = net.person("AL", "chief", Role.SUPERVISOR)
    disks[node].full_at = disks[node].writes + full_at
    return made


def insist(act: Callable[[], _T]) -> _T:
    """Do something, and once more when there is room."""
    try:
        return act()
    except StoreFull:
        return act()


def send(made: Pair, node: str) -> None:
    """Let a node deliver until nothing waits, as the minutes pass."""
    office = made.office(node)
    for _ in range(6):
        with suppress(StoreFull):
            deliver_due(office)
        made.net.clock.advance(timedelta(minutes=5))
    assert office.store.read(lambda tx: tx.outbox.waiting()) == {}


def tell(made: Pair) -> None:
    """Ask, answer, confirm and release."""
    enquiry = Enquiry(
        kind="person",
        properties={"first_name": ("Петар",), "family_name": ("Јовановић",), "birth_date": ("1985-04-12",)},
        case=made.case.id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("AL"): WHY},
    )
    rs, al = made.office("RS"), made.office("AL")
    insist(lambda: ask(rs, made.officer, enquiry))
    made.net.clock.advance(timedelta(minutes=5))
    send(made, "RS")
    [hit] = hits(made, "AL")
    insist(lambda: confirm(al, made.people["expert"], hit.reference, Verdict.CONFIRM, "the same person"))
    insist(lambda: release(al, made.people["chief"], Giving(reference=hit.reference, reason="needed")))
    send(made, "AL")
    insist(lambda: sequence(rs))
    insist(lambda: sequence(al))


def sequence(office: Office) -> int:
    """Add what was logged to the tree of the log."""
    return office.store.write(lambda tx: tx.ledger.sequence(office.keys.ledger, office.clock.now()))


def hits(made: Pair, node: str) -> Sequence[AnswerRow]:
    """Return the hits of the one question that a node knows."""
    [row] = made.disks[node].content()["question"]
    return made.disks[node].read(lambda tx: tx.answers.of(row.id))  # type: ignore[attr-defined] # a row


#: What each side's log says, whichever write failed: of the failed one nothing, of each other once.
TOLD = {
    "RS": [Act.QUESTION, Act.ANSWER, Act.STATEMENT, Act.COLLECTION],
    "AL": [Act.COLLECTION, Act.DISCLOSURE, Act.STATEMENT, Act.COMBINATION, Act.DISCLOSURE],
}


def check(made: Pair, node: str) -> None:
    """Hold a side to one question, one hit, which was given once, and to a sound log in which each stands once."""
    [hit], content, office = hits(made, node), made.disks[node].content(), made.office(node)
    assert hit.state == HitState.RELEASED
    assert len(content["holding"]) == (1 if node == "AL" else 0)
    acts = [parse_entry(row.body).act for row in content["entry"]]  # type: ignore[attr-defined] # rows
    assert acts == TOLD[node]
    key = office.keys.ledger.key
    known = Verifier(key=key, verify=office.keys.verifier.for_key(key.public))  # type: ignore[attr-defined] # ours
    report = office.store.read(lambda tx: verify(tx.ledger.stored([known])))
    assert (list(report.findings), report.unsequenced) == ([], 0)


@pytest.mark.slow
@pytest.mark.parametrize(("node", "least"), [("RS", 5), ("AL", 6)])
def test_whichever_write_finds_the_disk_full_the_question_ends_once(tmp_path: Path, node: str, least: int) -> None:
    for full_at in range(1, 100):
        made = pair(tmp_path, node, full_at)
        tell(made)
        check(made, "RS")
        check(made, "AL")
        for disk in made.disks.values():
            disk.store.close()
        if not made.disks[node].filled:
            break
    assert full_at > least
