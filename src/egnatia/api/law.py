"""The law: which channel is open, which policies decide, what is missing. Nothing personal is asked or logged."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.plain import Explained, explained
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.explain import Giving, Supposition, explain

router = APIRouter(tags=["law"])

refuse_unknown_fields(Supposition, Giving)


@router.post("/law/explanation", response_model=Explained)
def explain_law(node: TheNode, _actor: Actor, supposed: Supposition) -> Response:
    """Say every channel that is open or closed between two nodes, and what is missing."""
    return show(explained(explain(node.office, supposed)))
