"""A store that seals what is written: the entry of an act gets a digest of each row that the act's transaction wrote.

No use case has to think of it, and none can forget it: what a table's port lets change is listed here, and a test holds
that list against the ports.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from egnatia.casework.logbook import Ledger
from egnatia.casework.ports import Clock, Randomness, Store, Transaction
from egnatia.casework.rows import CaseFile
from egnatia.casework.seals import HIDING, LATER, SEALING, Touched, ride
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import NodeId

_T = TypeVar("_T")

_Marks = Callable[..., Iterable[Touched]]


def _case(_part: Any, case: CaseFile) -> Iterable[Touched]:  # noqa: ANN401 - a part of a transaction
    yield "case_item", (case.id, "opened")
    if case.closed_at:
        yield "case_item", (case.id, "closed")
    for member in sorted(case.members):
        yield "case_member", (case.id, member)


def _members(part: Any, case: str, members: frozenset[str]) -> Iterable[Touched]:  # noqa: ANN401 - as above
    before = part.get(case)
    for member in sorted(members ^ (before.members if before else frozenset())):
        yield "case_member", (case, member)


def _withdrawn(part: Any, record: str, statement: str) -> Iterable[Touched]:  # noqa: ANN401 - a part of a transaction
    for held in part.of(record):
        if held.statement == statement:
            yield "holding", (record, held.holder, statement)


def _held(part: Any, record: str, holder: str, *_how: object) -> Iterable[Touched]:  # noqa: ANN401 - as above
    for held in part.of(record):
        if held.holder == holder:
            yield "holding", (record, holder, held.statement)


#: Which rows a method of a part of the transaction writes; methods that are not here write none of these tables.
MARKS: Final[Mapping[str, Mapping[str, _Marks]]] = MappingProxyType(
    {
        "accounts": {
            "add": lambda _part, account: [("account", (account.id,))],
            "set_active": lambda _part, account, **_how: [("account", (account,))],
            "set_roles": lambda _part, account: [("account", (account.id,))],
        },
        "credentials": {
            "add": lambda _part, credential: [("credential", (credential.id,))],
            "put": lambda _part, credential: [("credential", (credential.id,))],
        },
        "case_files": {
            "add": _case,
            "close": lambda _part, case, *_how: [("case_item", (case, "closed"))],
            "put_members": _members,
        },
        "holdings": {
            "add": lambda _part, held: [("holding", (held.record, held.holder, held.statement))],
            "withdraw": _withdrawn,
            "recall": _held,
            "attest": lambda part, held: _held(part, held.record, held.holder),
        },
        "questions": {
            "add": lambda _part, rows: [("question", (row.question.id,)) for row in rows],
            "set_state": lambda _part, question, *_how, **_more: [("question", (question,))],
            "drop": lambda _part, question: [("question", (question,))],
            "forget": lambda _part, question: [("question", (question,))],
        },
        "records": {"hide": lambda _part, record, *_when: [(HIDING, (record,))]},
        "statements": {"add": lambda _part, statement: [("statement", (statement.id,))]},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingStore:
    """Passes everything on to a store, and has each transaction end with its entries, sealed."""

    store: Store
    node: NodeId
    clock: Clock
    randomness: Randomness

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot."""
        return self.store.read(work)

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction; what was written to sealed tables is in the log with it."""
        return self.store.write(lambda tx: self._run(work, tx))

    def begin(self, first: Entry) -> None:
        """Log the start of the node; the first time, with the seals of all rows that are not sealed yet."""

        def work(tx: Transaction) -> None:
            begun = bool(tx.ledger.trail(SEALING, 1))
            new = {table: subject for table, subject in LATER.items() if not tx.ledger.trail(subject, 1)}
            seals = [one for one in tx.inventory.every() if one.table in new or not begun] if new or not begun else []
            about = (*first.about, *([] if begun else [SEALING]), *new.values())
            entries, left = ride([replace(first, about=about)], seals)
            while left:
                more, left = ride([self._entry()], left)
                entries += more
            tx.ledger.append(entries)

        self.store.write(work)

    def _run(self, work: Callable[[Transaction], _T], tx: Transaction) -> _T:
        noted = _Noted()
        log = _Log(tx.ledger)
        watched = {part: _Watched(getattr(tx, part), marks, noted) for part, marks in MARKS.items()}
        result = work(replace(tx, ledger=cast("Ledger", log), **cast("dict[str, Any]", watched)))
        seals = tx.inventory.seals(list(noted.touched))
        entries, left = ride(log.held, seals)
        while left:
            more, left = ride([self._entry()], left)
            entries += more
        if entries:
            tx.ledger.append(entries)
        return result

    def _entry(self) -> Entry:
        """Make an entry for seals alone: of what the node does by itself, such as ending a question."""
        return Entry(
            act=Act.ADMINISTRATION,
            at=self.clock.now(),
            node=self.node,
            by=self.node,
            nonce=self.randomness.hex128(),
            detail={"what": "rows"},
        )


@dataclass(slots=True)
class _Noted:
    """The rows that one transaction wrote, in the order in which it did."""

    touched: dict[Touched, None] = field(default_factory=dict)


class _Watched:
    """Passes everything on to a part of a transaction, and notes which rows it writes."""

    def __init__(self, part: object, marks: Mapping[str, _Marks], noted: _Noted) -> None:
        self._part = part
        self._marks = marks
        self._noted = noted

    def __getattr__(self, name: str) -> object:
        method = getattr(self._part, name)
        marks = self._marks.get(name)
        if marks is None:
            return method

        def noting(*given: object, **named: object) -> object:
            self._noted.touched.update(dict.fromkeys(marks(self._part, *given, **named)))
            return method(*given, **named)

        return noting


class _Log:
    """Holds entries back until the work is done, so that the last ones can carry its seals."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.held: list[Entry] = []

    def append(self, entries: Sequence[Entry]) -> None:
        self.held += entries

    def __getattr__(self, name: str) -> object:
        if self.held:  # who reads the log sees what was written to it
            self._ledger.append(self.held)
            self.held = []
        return getattr(self._ledger, name)
