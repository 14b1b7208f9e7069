"""Accounts."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.accounts import Newcomer, close_account, list_accounts, open_account
from egnatia.casework.links import invite
from egnatia.casework.rows import Account

router = APIRouter(tags=["accounts"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """By which somebody signs in, once."""

    link: str


@router.get("/me", response_model=Account)
def who_am_i(actor: Actor) -> Response:
    """Say as whom the caller acts."""
    return show(actor)


@router.get("/accounts", response_model=list[Account])
def accounts(node: TheNode, actor: Actor) -> Response:
    """List all accounts."""
    return show(list_accounts(node.office, actor))


@router.post("/accounts", status_code=201, response_model=Account)
def open_one(node: TheNode, actor: Actor, newcomer: Newcomer) -> Response:
    """Open an account."""
    return show(open_account(node.office, actor, newcomer), 201)


@router.post("/accounts/{name}/closing", status_code=204)
def close_one(node: TheNode, actor: Actor, name: str) -> None:
    """Close an account."""
    close_account(node.office, actor, name)


@router.post("/me/link", response_model=Link)
def link_me(node: TheNode, actor: Actor) -> Response:
    """Make a link by which the caller signs in at the desk, once."""
    secret = invite(node.office, actor)
    return show(Link(link=f"http://{node.settings.desk.bind}:{node.settings.desk.port}/login/{secret}"))
