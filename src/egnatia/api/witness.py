"""Witnesses: who cosigned our log, whose logs we cosigned, which logs contradict themselves."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.witnesses import Witnesses, begin_anew, contradictions, public_keys, witnesses
from egnatia.model.identity import NodeId

router = APIRouter(tags=["witnesses"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Under which number a person decided."""

    reference: str


refuse_unknown_fields(Decided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two checkpoints of one log that cannot both be true, and who saw them."""

    witness: NodeId
    one: str
    other: str


@router.get("/ledger/witnesses", response_model=Witnesses)
def list_witnesses(node: TheNode, _actor: Actor) -> Response:
    """Say who cosigned our log, whose logs we cosigned, and which logs contradict themselves."""
    return show(witnesses(node.office))


@router.get("/ledger/keys", response_model=list[str])
def list_keys(node: TheNode, _actor: Actor) -> Response:
    """Return the public keys of all logs and witnesses, as signed notes write them."""
    return show(public_keys(node.office))


@router.get("/ledger/contradictions/{log}", response_model=list[Contradiction])
def show_contradictions(node: TheNode, _actor: Actor, log: NodeId) -> Response:
    """Return the pairs of checkpoints by which a log contradicts itself."""
    found = contradictions(node.office, log)
    return show([Contradiction(witness=one.witness, one=one.note, other=one.against) for one in found])


@router.post("/ledger/contradictions/{log}/settlement", status_code=204)
def settle(node: TheNode, actor: Actor, log: NodeId, decided: Decided) -> None:
    """Begin anew with a log that contradicted itself."""
    begin_anew(node.office, actor, log, decided.reference)
