"""What a partner holds of ours: asked when it is expelled, when its keys were stolen, or by those who oversee."""

from egnatia.casework.office import Office
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, Holding
from egnatia.model.identity import NodeId


def holdings_of(office: Office, actor: Account, holder: NodeId) -> tuple[Holding, ...]:
    """Return which records a node was given and when, oldest first: ids only; it need be no member any more.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    return office.store.read(lambda tx: tx.holdings.by(holder))
