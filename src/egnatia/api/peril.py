"""Perils: what is stated to threaten a person where data would go, and what states bound themselves to."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.authorisation import Withdrawn
from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.peril import Assuring, Warned, assure, list_perils, take_back, warn
from egnatia.model.identity import AccountId, StatementId
from egnatia.model.peril import Assurance, Peril
from egnatia.model.statement import Statement

router = APIRouter(tags=["peril"], route_class=StrictRoute)

refuse_unknown_fields(Warned, Assuring)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A warning or an assurance that stands, with who stated it and why."""

    statement: StatementId
    by: AccountId
    at: datetime
    reason: str
    warns: Peril | None
    assures: Assurance | None


@router.post("/perils", status_code=201, response_model=Stated)
def warn_of_peril(node: TheNode, actor: Actor, warned: Warned) -> Response:
    """State that a person is in danger from a state; from now on nothing of the matter goes there."""
    return show(Stated(statement=warn(node.office, actor, warned).id), 201)


@router.get("/perils", response_model=list[Standing])
def perils_of(node: TheNode, actor: Actor, matter: str) -> Response:
    """List what stands in a case file (by id or number), for a question or hit, or for the thing behind a record."""
    return show([_standing(found) for found in list_perils(node.office, actor, matter)])


@router.post("/assurances", status_code=201, response_model=Stated)
def record_assurance(node: TheNode, actor: Actor, assuring: Assuring) -> Response:
    """Record that a state bound itself not to carry out the death penalty in one matter."""
    return show(Stated(statement=assure(node.office, actor, assuring).id), 201)


@router.post("/perils/{statement}/withdrawal", response_model=Stated)
def take_peril_back(node: TheNode, actor: Actor, statement: StatementId, withdrawn: Withdrawn) -> Response:
    """Take a warning or an assurance back."""
    return show(Stated(statement=take_back(node.office, actor, withdrawn.matter, statement, withdrawn.reason).id))


def _standing(statement: Statement) -> Standing:
    return Standing(
        statement=statement.id,
        by=statement.by,
        at=statement.at,
        reason=statement.reason,
        warns=statement.warns,
        assures=statement.assures,
    )
