"""What partners hold of this node's records."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.holdings import holdings_of
from egnatia.casework.rows import Holding
from egnatia.model.identity import parse_node

router = APIRouter(tags=["oversight"])


@router.get("/holdings/{holder}", response_model=list[Holding])
def holdings(node: TheNode, actor: Actor, holder: str) -> Response:
    """List the records that a node was given, oldest first; it need be no member any more."""
    return show(holdings_of(node.office, actor, parse_node(holder, "holder")))
