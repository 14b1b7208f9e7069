"""The law: which channel is open, which policies decide, what is missing. Nothing personal is asked or logged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.plain import Explained, explained
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.dispatch.assisting import Advice, advise
from egnatia.casework.dispatch.crossing import CrossingAdvice, Heading, advise_crossing
from egnatia.casework.explain import Giving, Supposition, explain
from egnatia.model.identity import NodeId

router = APIRouter(tags=["law"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """Whom one would ask for legal assistance, on what offence, and which fields of the form are filled in already."""

    partner: NodeId
    offence: str
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


refuse_unknown_fields(Supposition, Giving, Wanting, Heading)


@router.post("/law/explanation", response_model=Explained)
def explain_law(node: TheNode, _actor: Actor, supposed: Supposition) -> Response:
    """Say every channel that is open or closed between two nodes, and what is missing."""
    return show(explained(explain(node.office, supposed)))


@router.post("/law/assistance", response_model=list[Advice])
def advise_on_assistance(node: TheNode, _actor: Actor, wanting: Wanting) -> Response:
    """Say by which instrument a partner is asked for legal assistance, what each wants, its grounds and times."""
    return show(advise(node.office, wanting.partner, wanting.offence, wanting.said))


@router.post("/law/crossing", response_model=list[CrossingAdvice])
def advise_on_crossing(node: TheNode, _actor: Actor, heading: Heading) -> Response:
    """Say by which instrument officers may cross a border behind somebody, what it wants before, and what ends it."""
    return show(advise_crossing(node.office, heading))
