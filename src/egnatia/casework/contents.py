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
from egnatia.casework.rows import Account, CaseFile, QuestionRow
from egnatia.ledger.entry import Act
from egnatia.model.identity import AccountId, CaseId, NodeId, RecordId
from egnatia.model.statement import Statement, StatementAct

#: Entries that are looked through for what was read; older ones are in the log.
_LOOKED_THROUGH = 100


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
    read: tuple[Holds, ...]  #: The last read first, each record once.
    closed: Statement | None  #: Why it was closed.


def look_in(office: Office, actor: Account, case: CaseId, beyond: int | None = None) -> Contents:
    """Return what is in a case file in which the person works, or which the person opened; open or closed.

    Args:
        office: of this node.
        actor: who looks.
        case: the file.
        beyond: `next` of the page of questions before; None: from the newest on.

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
            asked=tx.questions.page(_sought(file, beyond, waiting=False)),
            read=tuple(read_in(tx, file)),
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
    """Yield what was read in a case file, the last read first, each record once; older readings are in the log."""
    seen = set[str]()
    for lodged in tx.ledger.page(Trace(case=file.id, act=Act.CONSULTATION, limit=_LOOKED_THROUGH)).rows:
        for about in lodged.entry.about:
            stored = None if about in seen else tx.records.get(RecordId(about))
            seen.add(about)
            if stored:
                record = stored.record
                yield Holds(
                    record=stored.id,
                    kind=record.kind if record else None,
                    issuer=record.issuer if record else None,
                    read_by=AccountId(lodged.entry.by),
                    read_at=lodged.entry.at,
                    retain_until=record.caveat.retain_until if record else None,
                )
