"""Who may see a message: the purpose, the desk, and the case file decide."""

from egnatia.casework.casefiles import works_in
from egnatia.casework.dispatches import DispatchRow, Sifted
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.page import USUAL
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.exchange.states import DispatchState
from egnatia.model.identity import MessageId


def find_dispatch(tx: Transaction, actor: Account, message: MessageId) -> DispatchRow:
    """Return a message that the person may see.

    A liaison officer sees what lies at the own desk; what stands in a case file of this node, whoever works in it; a
    draft in none, whoever writes it.

    Raises:
        NotAllowedError: the person may not exchange messages, or not for its purpose, or does not work in its case file
            or at its desk.
        NotFoundError: there is no such message.
    """
    require(actor, Right.CORRESPOND)
    row = tx.dispatches.get(message)
    if row is None:
        raise NotFoundError(f"no message {message}")
    require(actor, Right.CORRESPOND, row.purpose)
    if actor.desks and row.desk not in actor.desks:
        raise NotAllowedError(f"{actor.name} does not work at the desk {row.desk}")
    if row.case_file is not None:
        _check_file(tx, actor, row)
    elif row.state is DispatchState.DRAFT and row.by != actor.id:
        raise NotAllowedError("this is somebody else's draft")
    return row


def _check_file(tx: Transaction, actor: Account, row: DispatchRow) -> None:
    file = tx.case_files.get(row.case_file) if row.case_file else None
    if file is None or not works_in(actor, file):
        raise NotAllowedError(f"{actor.name} does not work in the case file of this message")


def sifted_for(tx: Transaction, actor: Account, states: frozenset[DispatchState], received: bool | None) -> Sifted:  # noqa: FBT001 - three-valued
    """Return what of the messages in some states a person may see."""
    files = frozenset(file.id for file in tx.case_files.list() if works_in(actor, file))
    return Sifted(
        states=states,
        received=received,
        purposes=actor.purposes,
        case_files=files,
        desks=actor.desks,
        by=actor.id,
        limit=USUAL,
    )
