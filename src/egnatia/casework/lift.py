"""Lifting a legal hold: from then on the record may be erased, and is if it was recalled meanwhile."""

from egnatia.casework.erase import holding_back
from egnatia.casework.errors import NotFoundError
from egnatia.casework.obey import finish_recalls
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.statements import Said, state
from egnatia.model.identity import RecordId, StatementId
from egnatia.model.reading import text
from egnatia.model.statement import Statement, StatementAct


def lift(office: Office, actor: Account, record: RecordId, statement: StatementId, reason: str) -> Statement:
    """Lift a legal hold; what was recalled meanwhile is erased with it.

    Raises:
        NotAllowedError: the person may not erase, so may not lift either.
        NotFoundError: no such hold stands on the record.
        ParseError: there is no reason.
    """
    require(actor, Right.ERASE)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Statement:
        if not any(found.id == statement for found in holding_back(office, tx, [record])):
            raise NotFoundError(f"no hold {statement} stands on {record}")
        said = Said(act=StatementAct.LIFT, about=frozenset({record}), reason=reason, undoes=statement)
        lifting = state(office, tx, actor, said)
        finish_recalls(office, tx, actor.id)
        return lifting

    return office.store.write(work)
