"""Finding a controlled delivery."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.operations.lead import Led, require_part, require_sight, sees
from egnatia.casework.page import Page, page_of
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.stated import numbered_statements
from egnatia.exchange.operation import Course, follow, is_plan, operation_of
from egnatia.model.operation import OperationId
from egnatia.model.statement import Statement, StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One controlled delivery as this node knows it."""

    id: OperationId
    statements: tuple[Statement, ...]
    course: Course

    @property
    def led(self) -> Led:
        """Under whose lead it stands."""
        return Led(node=self.course.lead.node, case_file=self.course.delivery.case_file)


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
    require_part(actor)
    found = find_operation(office, tx, operation)
    require_sight(office, tx, actor, found.led)
    return found


def page_operations(office: Office, tx: Transaction, actor: Account, beyond: int | None) -> Page[Operation]:
    """Return a page of the operations that the person may see, the one that was planned last first.

    Args:
        office: of this node.
        tx: reads.
        actor: who looks.
        beyond: `next` of the page before.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    require_part(actor)
    found = _each_operation(office, tx, beyond)
    return page_of(row for row in found if sees(office, tx, actor, row[1].led))


def _each_operation(office: Office, tx: Transaction, beyond: int | None) -> Iterator[tuple[int, Operation]]:
    """Yield the operations with the number of the plan that counts: of those before it, none lists them again."""
    for number, made in numbered_statements(tx.statements, StatementAct.PLAN, beyond):
        if is_plan(made):
            found = find_operation(office, tx, operation_of(made))
            if found.course.plan.id == made.id:
                yield number, found
