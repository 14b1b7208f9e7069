"""Who leads an operation of several states, and who at this node sees it and works in it; the same for every sort."""

from dataclasses import dataclass

from egnatia.casework.casefiles import works_in
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require_any
from egnatia.casework.rows import Account, CaseFile
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId, NodeId

#: For what several states work together in operations; there is no other purpose.
PURPOSE = Purpose.CRIMINAL_INVESTIGATION
_RIGHTS = frozenset({Right.CORRESPOND, Right.AUTHORISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """Under whose lead an operation stands, and in which of the lead's case files."""

    node: NodeId
    case_file: CaseId


def require_part(actor: Account) -> None:
    """Refuse who has no part in operations.

    Raises:
        NotAllowedError: the person exchanges no messages and authorises nothing.
    """
    require_any(actor, _RIGHTS, PURPOSE)


def require_sight(office: Office, tx: Transaction, actor: Account, led: Led) -> None:
    """Refuse who may not see an operation.

    Raises:
        NotAllowedError: it is of a case file in which the person does not work.
    """
    if not sees(office, tx, actor, led):
        raise NotAllowedError(f"{actor.name} does not work in the case file of this operation")


def sees(office: Office, tx: Transaction, actor: Account, led: Led) -> bool:
    """Tell whether the person works in the case file, authorises, or is a partner's counterpart here."""
    if led.node != office.me or may(actor, Right.AUTHORISE, PURPOSE):
        return True
    file = tx.case_files.get(led.case_file)
    return file is not None and works_in(actor, file)


def leading(office: Office, tx: Transaction, actor: Account, led: Led) -> CaseFile:
    """Return the case file in which this node leads an operation, and in which the person works.

    Raises:
        NotAllowedError: another node leads it, or the person does not work in the case file.
    """
    file = tx.case_files.get(led.case_file) if led.node == office.me else None
    if file is None:
        raise NotAllowedError(f"{led.node} leads this operation")
    if not works_in(actor, file):
        raise NotAllowedError(f"{actor.name} does not work in the case file {file.reference}")
    return file


def leads(office: Office, tx: Transaction, actor: Account, led: Led) -> bool:
    """Tell whether the person works in the case file in which this node leads an operation."""
    file = tx.case_files.get(led.case_file) if led.node == office.me else None
    return file is not None and works_in(actor, file)
