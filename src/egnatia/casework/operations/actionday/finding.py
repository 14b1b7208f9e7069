"""Finding a joint action day, and who at this node may see it and work in it."""

from dataclasses import dataclass

from egnatia.casework.casefiles import works_in
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.operations.finding import MOST_PLANS, PURPOSE
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require_any
from egnatia.casework.rows import Account, CaseFile
from egnatia.exchange.actionday import Tally, is_action_plan, tally
from egnatia.exchange.operation import operation_of
from egnatia.model.operation import OperationId
from egnatia.model.statement import StatementAct

_RIGHTS = frozenset({Right.CORRESPOND, Right.AUTHORISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """One joint action day as this node knows it."""

    id: OperationId
    tally: Tally


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
    require_any(actor, _RIGHTS, PURPOSE)
    found = find_action(office, tx, operation)
    if not _sees(office, tx, actor, found):
        raise NotAllowedError(f"{actor.name} does not work in the case file of this operation")
    return found


def list_actions(office: Office, tx: Transaction, actor: Account) -> tuple[Joint, ...]:
    """Return the joint action days that the person may see, the one that was planned last first.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    require_any(actor, _RIGHTS, PURPOSE)
    plans = filter(is_action_plan, tx.statements.newest(StatementAct.PLAN, MOST_PLANS))
    found = (find_action(office, tx, one) for one in dict.fromkeys(map(operation_of, plans)))
    return tuple(one for one in found if _sees(office, tx, actor, one))


def leading_action(office: Office, tx: Transaction, actor: Account, found: Joint) -> CaseFile:
    """Return the case file in which this node leads a joint action day, and in which the person works.

    Raises:
        NotAllowedError: another node leads it, or the person does not work in the case file.
    """
    file = _file(tx, found) if found.tally.lead.node == office.me else None
    if file is None:
        raise NotAllowedError(f"{found.tally.lead.node} leads this action day")
    if not works_in(actor, file):
        raise NotAllowedError(f"{actor.name} does not work in the case file {file.reference}")
    return file


def _sees(office: Office, tx: Transaction, actor: Account, found: Joint) -> bool:
    """Tell whether the person works in the case file, authorises, or is a partner's counterpart here."""
    if found.tally.lead.node != office.me or may(actor, Right.AUTHORISE, PURPOSE):
        return True
    file = _file(tx, found)
    return file is not None and works_in(actor, file)


def _file(tx: Transaction, found: Joint) -> CaseFile | None:
    return tx.case_files.get(found.tally.action.case_file)
