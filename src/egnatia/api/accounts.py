"""Accounts."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.bootstrap import Node
from egnatia.casework.accounts import Newcomer, close_account, list_accounts, open_account
from egnatia.casework.errors import ConflictError
from egnatia.casework.granting import Standing, change_account, grant
from egnatia.casework.identities import bind_identity, unbind_identities, vouch_identity
from egnatia.casework.links import invite, invite_other, vouch
from egnatia.casework.passkeys import remove_keys_of, suspected_keys
from egnatia.casework.rows import Account
from egnatia.casework.vouching import Waiting, waiting
from egnatia.model.identity import AccountId

router = APIRouter(tags=["accounts"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """By which somebody signs in, once."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityThere:
    """Who somebody is at the identity provider."""

    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How many there were."""

    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspected:
    """A passkey of which there may be a copy."""

    account: AccountId
    name: str
    at: datetime | None


refuse_unknown_fields(Standing, IdentityThere)


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
    """Open an account; without roles until somebody else grants them, unless nobody else could yet."""
    return show(open_account(node.office, actor, newcomer), 201)


@router.post("/accounts/{name}/closing", status_code=204)
def close_one(node: TheNode, actor: Actor, name: str) -> None:
    """Close an account."""
    close_account(node.office, actor, name)


@router.post("/accounts/{name}/standing", response_model=Account)
def change_one(node: TheNode, actor: Actor, name: str, standing: Standing) -> Response:
    """Give an account other roles and purposes: at once what only takes away; somebody else grants what adds."""
    return show(change_account(node.office, actor, name, standing))


@router.post("/accounts/{name}/grant", response_model=Account)
def grant_one(node: TheNode, actor: Actor, name: str, standing: Standing) -> Response:
    """Grant what an administrator proposed for somebody, word for word; whoever sits at a screen signs in anew."""
    return show(grant(node.office, actor, name, standing))


@router.post("/me/link", response_model=Link)
def link_me(node: TheNode, actor: Actor) -> Response:
    """Make a link by which the caller signs in at the desk, once."""
    return show(_link(node, invite(node.office, actor)))


@router.post("/accounts/{name}/link", status_code=201, response_model=Link)
def link_other(node: TheNode, actor: Actor, name: str) -> Response:
    """Make a link for somebody else, such as a newcomer; it works once somebody vouched."""
    return show(_link(node, invite_other(node.office, actor, name)), 201)


@router.post("/accounts/{name}/link/vouching", status_code=204)
def vouch_one(node: TheNode, actor: Actor, name: str) -> None:
    """Vouch that the link which an administrator made is for this person."""
    vouch(node.office, actor, name)


@router.get("/vouching", response_model=list[Waiting])
def what_waits(node: TheNode, actor: Actor) -> Response:
    """List the links, identities and roles of others that wait for a second person."""
    return show(waiting(node.office, actor))


@router.post("/accounts/{name}/passkeys/removal", response_model=Removed)
def lose_keys(node: TheNode, actor: Actor, name: str) -> Response:
    """Remove all passkeys of somebody who lost them."""
    return show(Removed(removed=remove_keys_of(node.office, actor, name)))


@router.post("/accounts/{name}/identities", status_code=204)
def bind_one(node: TheNode, actor: Actor, name: str, identity: IdentityThere) -> None:
    """Bind an account to who somebody is at the identity provider; it works once somebody vouched."""
    provider = node.settings.provider
    if provider is None:
        raise ConflictError("the settings of this node name no identity provider")
    bind_identity(node.office, actor, name, provider, identity.subject)


@router.post("/accounts/{name}/identities/vouching", status_code=204)
def vouch_for_identity(node: TheNode, actor: Actor, name: str) -> None:
    """Vouch that the identity which an administrator bound is this person's."""
    vouch_identity(node.office, actor, name)


@router.post("/accounts/{name}/identities/removal", response_model=Removed)
def unbind(node: TheNode, actor: Actor, name: str) -> Response:
    """Unbind an account from every identity, and end its sessions."""
    return show(Removed(removed=unbind_identities(node.office, actor, name)))


@router.get("/passkeys/suspected", response_model=list[Suspected])
def suspected(node: TheNode, actor: Actor) -> Response:
    """List the passkeys that counted backwards, as a copy would."""
    found = suspected_keys(node.office, actor)
    return show([Suspected(account=key.account, name=key.name, at=key.suspected_at) for key in found])


def _link(node: Node, secret: str) -> Link:
    return Link(link=f"{node.settings.origin}/login/{secret}")
