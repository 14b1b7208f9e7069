"""Authorisations: given, listed and withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.authorisation import Granting, authorise, list_authorisations, withdraw
from egnatia.model.authorisation import Authorisation
from egnatia.model.identity import AccountId, StatementId
from egnatia.model.statement import Statement

router = APIRouter(tags=["authorisation"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An authorisation with the statement by which it was given."""

    statement: StatementId
    by: AccountId
    at: datetime
    reason: str
    authorisation: Authorisation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """In which matter an authorisation is withdrawn, and why."""

    matter: str
    reason: str


refuse_unknown_fields(Withdrawn)


@router.post("/authorisations", status_code=201, response_model=Given)
def give_authorisation(node: TheNode, actor: Actor, granting: Granting) -> Response:
    """Allow questions in a case file or the release behind a hit, or record that an authority outside did."""
    return show(_given(authorise(node.office, actor, granting)), 201)


@router.get("/authorisations", response_model=list[Given])
def list_given(node: TheNode, actor: Actor, matter: str) -> Response:
    """List the authorisations that stand in a case file (by id or number) or for a hit (by reference)."""
    return show([_given(found) for found in list_authorisations(node.office, actor, matter)])


@router.post("/authorisations/{statement}/withdrawal", response_model=Stated)
def withdraw_authorisation(node: TheNode, actor: Actor, statement: StatementId, withdrawn: Withdrawn) -> Response:
    """Withdraw an authorisation: nothing more is asked or released on it."""
    undone = withdraw(node.office, actor, withdrawn.matter, statement, withdrawn.reason)
    return show(Stated(statement=undone.id))


def _given(statement: Statement) -> Given:
    return Given(
        statement=statement.id,
        by=statement.by,
        at=statement.at,
        reason=statement.reason,
        authorisation=statement.authorises,
    )
