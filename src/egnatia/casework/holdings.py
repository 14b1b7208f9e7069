"""What a partner holds of ours: asked when it is expelled, when its keys were stolen, or by those who oversee."""

from dataclasses import dataclass
from datetime import datetime

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Holding
from egnatia.model.identity import NodeId, QuestionId, RecordId, StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record of ours that a partner was given, and whether it is still here: no correction follows what is not."""

    record: RecordId
    holder: NodeId
    given_at: datetime
    statement: StatementId | QuestionId  #: The release or change of caveat; or the question that a machine answered.
    erased_here: datetime | None  #: When it was erased on this side; the partner's copy was not touched by that.


def holdings_of(office: Office, actor: Account, holder: NodeId) -> tuple[Held, ...]:
    """Return which records a node was given and when, oldest first: ids only; it need be no member any more.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    return office.store.read(lambda tx: tuple(_held(tx, holding) for holding in tx.holdings.by(holder)))


def _held(tx: Transaction, holding: Holding) -> Held:
    stored = tx.records.get(holding.record)
    return Held(
        record=holding.record,
        holder=holding.holder,
        given_at=holding.given_at,
        statement=holding.statement,
        erased_here=stored.erased_at if stored else None,
    )
