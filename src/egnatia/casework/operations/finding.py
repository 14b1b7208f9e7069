"""Finding an operation, and who at this node may see it and work in it."""

from dataclasses import dataclass

from egnatia.casework.casefiles import works_in
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require_any
from egnatia.casework.rows import Account, CaseFile
from egnatia.exchange.operation import Course, follow, is_plan, operation_of
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId
from egnatia.model.operation import OperationId
from egnatia.model.statement import Statement, StatementAct

#: For what consignments travel under watch; there is no other purpose.
PURPOSE = Purpose.CRIMINAL_INVESTIGATION
#: How many plans are looked through, the newest first.
MOST_PLANS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as this node knows it."""

    id: OperationId
    statements: tuple[Statement, ...]
    course: Course


def find_operation(office: Office, tx: Transaction, operation: OperationId) -> Operation:
    """Return an operation with all its steps.

    Raises:
        NotFoundError: no plan of it is here.
    """
    statements = tx.statements.about(operation)
    course = follow(statements, office.clock.now().date())
    if course is None:
        raise NotFoundError(f"no operation {operation}")
    return Operation(id=operation, statements=statements, course=course)


def open_operation(office: Office, tx: Transaction, actor: Account, operation: OperationId) -> Operation:
    """Return an operation that the person may see: of the own case file, or of a partner that leads it.

    Raises:
        NotFoundError: no plan of it is here.
        NotAllowedError: the person exchanges no messages and authorises nothing, or it is of another case file.
    """
    require_any(actor, frozenset({Right.CORRESPOND, Right.AUTHORISE}), PURPOSE)
    found = find_operation(office, tx, operation)
    if not _sees(office, tx, actor, found):
        raise NotAllowedError(f"{actor.name} does not work in the case file of this operation")
    return found


def list_operations(office: Office, tx: Transaction, actor: Account) -> tuple[Operation, ...]:
    """Return the operations that the person may see, the one that was planned last first.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    require_any(actor, frozenset({Right.CORRESPOND, Right.AUTHORISE}), PURPOSE)
    plans = filter(is_plan, tx.statements.newest(StatementAct.PLAN, MOST_PLANS))
    ids = dict.fromkeys(map(operation_of, plans))
    found = (find_operation(office, tx, one) for one in ids)
    return tuple(one for one in found if _sees(office, tx, actor, one))


def leading(office: Office, tx: Transaction, actor: Account, found: Operation) -> CaseFile:
    """Return the case file in which this node leads an operation, and in which the person works.

    Raises:
        NotAllowedError: another node leads it, or the person does not work in the case file.
    """
    file = _file(tx, found) if found.course.lead.node == office.me else None
    if file is None:
        raise NotAllowedError(f"{found.course.lead.node} leads this operation")
    if not works_in(actor, file):
        raise NotAllowedError(f"{actor.name} does not work in the case file {file.reference}")
    return file


def case_of(office: Office, found: Course) -> CaseId | None:
    """Return the case file of an operation for our own log: a partner's says nothing here."""
    return found.delivery.case_file if found.lead.node == office.me else None


def _sees(office: Office, tx: Transaction, actor: Account, found: Operation) -> bool:
    """Tell whether the person works in the case file, decides on consents, or is a partner's counterpart here."""
    if found.course.lead.node != office.me or may(actor, Right.AUTHORISE, PURPOSE):
        return True
    file = _file(tx, found)
    return file is not None and works_in(actor, file)


def _file(tx: Transaction, found: Operation) -> CaseFile | None:
    return tx.case_files.get(found.course.delivery.case_file)
