"""Confirming or rejecting a hit."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.confirm import confirm
from egnatia.exchange.payloads import Verdict
from egnatia.model.identity import Reference
from egnatia.model.statement import Statement

router = APIRouter(tags=["confirm"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an expert says of a hit."""

    verdict: Verdict
    reason: str


refuse_unknown_fields(Judged)


@router.post("/hits/{reference}/verdict", response_model=Statement)
def judge_hit(node: TheNode, actor: Actor, reference: Reference, judged: Judged) -> Response:
    """Confirm or reject a hit; the other side is told."""
    return show(confirm(node.office, actor, reference, judged.verdict, judged.reason))
