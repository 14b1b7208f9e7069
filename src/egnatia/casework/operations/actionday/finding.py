"""Finding a joint action day."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.operations.lead import Led, require_part, require_sight, sees
from egnatia.casework.page import Page, page_of
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.stated import numbered_statements
from egnatia.exchange.actionday import Tally, is_action_plan, tally
from egnatia.exchange.operation import operation_of
from egnatia.model.operation import OperationId
from egnatia.model.statement import StatementAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """One joint action day as this node knows it."""

    id: OperationId
    tally: Tally

    @property
    def led(self) -> Led:
        """Under whose lead it stands."""
        return Led(node=self.tally.lead.node, case_file=self.tally.action.case_file)


def find_action(office: Office, tx: Transaction, operation: OperationId) -> Joint:
    """Return a joint action day with all that was told.

    Raises:
        NotFoundError: no plan of it is here.
    """
    found = tally(tx.statements.about(operation), office.clock.now().date())
    if found is None:
        raise NotFoundError(f"no joint action day {operation}")
    return Joint(id=operation, tally=found)


def open_action(office: Office, tx: Transaction, actor: Account, operation: OperationId) -> Joint:
    """Return a joint action day that the person may see: of the own case file, or of a partner that leads it.

    Raises:
        NotFoundError: no plan of it is here.
        NotAllowedError: the person exchanges no messages and authorises nothing, or it is of another case file.
    """
    require_part(actor)
    found = find_action(office, tx, operation)
    require_sight(office, tx, actor, found.led)
    return found


def page_actions(office: Office, tx: Transaction, actor: Account, beyond: int | None) -> Page[Joint]:
    """Return a page of the joint action days that the person may see, the one that was planned last first.

    Args:
        office: of this node.
        tx: reads.
        actor: who looks.
        beyond: `next` of the page before.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    require_part(actor)
    found = _each_action(office, tx, beyond)
    return page_of(row for row in found if sees(office, tx, actor, row[1].led))


def _each_action(office: Office, tx: Transaction, beyond: int | None) -> Iterator[tuple[int, Joint]]:
    """Yield the action days with the number of the plan that counts: of those before it, none lists them again."""
    for number, made in numbered_statements(tx.statements, StatementAct.PLAN, beyond):
        if is_action_plan(made):
            found = find_action(office, tx, operation_of(made))
            if found.tally.plan.id == made.id:
                yield number, found
