"""What partners hold of this node's records."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.holdings import Held, holdings_of
from egnatia.model.identity import parse_node

router = APIRouter(tags=["oversight"], route_class=StrictRoute)


@router.get("/holdings/{holder}", response_model=list[Held])
def holdings(node: TheNode, actor: Actor, holder: str) -> Response:
    """List what a node was given, oldest first, and what of it is erased here; it need be no member any more."""
    return show(holdings_of(node.office, actor, parse_node(holder, "holder")))
