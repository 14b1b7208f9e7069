"""Finding a joint action day."""

from dataclasses import dataclass

from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.operations.lead import Led, require_part, require_sight, sees
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account
from egnatia.casework.stated import every_statement
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


def list_actions(office: Office, tx: Transaction, actor: Account) -> tuple[Joint, ...]:
    """Return the joint action days that the person may see, the one that was planned last first.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    require_part(actor)
    plans = filter(is_action_plan, every_statement(tx.statements, StatementAct.PLAN))
    found = (find_action(office, tx, one) for one in dict.fromkeys(map(operation_of, plans)))
    return tuple(one for one in found if sees(office, tx, actor, one.led))
