"""What is in a case file: who works in it, what was asked and read in it, until when it is kept, why it was closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from egnatia.casework.casefiles import find_case_file, works_in
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.page import Page, Sought, Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, QuestionRow, StoredRecord
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import AccountId, CaseId, NodeId, RecordId
from egnatia.model.statement import Statement, StatementAct

#: Readings that are looked at for a page.
_ENTRIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """A thing that was read in the file: what may be said of it without reading it again."""

    record: RecordId
    kind: str | None  #: None: it was erased.
    issuer: NodeId | None
    read_by: AccountId
    read_at: datetime
    retain_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A case file with what is in it."""

    file: CaseFile
    members: tuple[str, ...]  #: Names of the accounts that work in it.
    opened_by: str
    waiting: tuple[QuestionRow, ...]  #: Asked, and somebody must still look; the oldest first.
    asked: Page[QuestionRow]  #: The other questions, the newest first.
    read: Page[Holds]  #: The last read first, each record once a page.
    closed: Statement | None  #: Why it was closed.


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which pages of its lists are wanted: `next` of the page before; None: from the newest on."""

    asked: int | None = None
    read: int | None = None


FIRST = Pages()


def look_in(office: Office, actor: Account, case: CaseId, pages: Pages = FIRST) -> Contents:
    """Return what is in a case file in which the person works, or which the person opened; open or closed.

    Args:
        office: of this node.
        actor: who looks.
        case: the file.
        pages: of questions and of readings.

    Raises:
        NotAllowedError: the person may not read records, or not for its purpose, or does not work in it.
        NotFoundError: there is no such file.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> Contents:
        file = find_case_file(tx, case)
        if not works_in(actor, file):
            raise NotAllowedError(f"{actor.name} does not work in the case file {file.reference}")
        require(actor, Right.CONSULT, file.purpose)
        names = {one.id: one.name for one in tx.accounts.list()}
        closings = (made for made in tx.statements.about(case) if made.act is StatementAct.CLOSE)
        return Contents(
            file=file,
            members=tuple(sorted(names.get(one, one) for one in file.members)),
            opened_by=names.get(file.opened_by, file.opened_by),
            waiting=tx.questions.page(_sought(file, None, waiting=True)).rows,
            asked=tx.questions.page(_sought(file, pages.asked, waiting=False)),
            read=_read(tx, file, pages.read),
            closed=next(closings, None),
        )

    return office.store.read(work)


def _sought(file: CaseFile, beyond: int | None, *, waiting: bool) -> Sought:
    return Sought(
        received=False,
        waiting=waiting,
        purposes=frozenset({file.purpose}),
        case_files=frozenset({file.id}),
        beyond=beyond,
    )


def read_in(tx: Transaction, file: CaseFile) -> Iterator[Holds]:
    """Yield what was read in a case file, the last read first, each record once."""
    seen, page = set[RecordId](), _read(tx, file, None)
    while True:
        yield from (one for one in page.rows if one.record not in seen)
        seen.update(one.record for one in page.rows)
        if page.next is None:
            return
        page = _read(tx, file, page.next)


def _read(tx: Transaction, file: CaseFile, beyond: int | None) -> Page[Holds]:
    """Return what was read in some entries of the log, which is a page."""
    page = tx.ledger.page(Trace(case=file.id, act=Act.CONSULTATION, beyond=beyond, limit=_ENTRIES))
    last = {about: lodged.entry for lodged in reversed(page.rows) for about in lodged.entry.about}
    found = ((tx.records.get(RecordId(about)), said) for about, said in last.items())
    rows = [_holds(stored, said) for stored, said in found if stored]
    return Page(rows=tuple(sorted(rows, key=lambda one: one.read_at, reverse=True)), next=page.next)


def _holds(stored: StoredRecord, said: Entry) -> Holds:
    record = stored.record
    return Holds(
        record=stored.id,
        kind=record.kind if record else None,
        issuer=record.issuer if record else None,
        read_by=AccountId(said.by),
        read_at=said.at,
        retain_until=record.caveat.retain_until if record else None,
    )
