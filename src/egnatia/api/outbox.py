"""Letters on their way, and what goes by hand: for administrators."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.carry import Packed, Returned, pack, take_back, unpack
from egnatia.casework.outbox import Waiting, abandon, list_waiting, try_now
from egnatia.casework.refused import RefusedLetters, list_refused
from egnatia.model.identity import MessageId, NodeId

router = APIRouter(tags=["outbox"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Towards:
    """The partner for whom letters wait."""

    partner: NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingUp:
    """Why a letter is given up."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A bundle as text."""

    bundle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A bundle that was made, and how many letters it is about."""

    bundle: str
    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many letters are tried at once."""

    letters: int


refuse_unknown_fields(Towards, GivingUp, Carried)


@router.get("/outbox", response_model=list[Waiting])
def letters(node: TheNode, actor: Actor) -> Response:
    """List letters on their way, the oldest first; nothing of what they say."""
    return show(list_waiting(node.office, actor))


@router.get("/outbox/refused", response_model=list[RefusedLetters])
def refused(node: TheNode, actor: Actor) -> Response:
    """List what was refused lately, partners' letters and ours, by partner and ground; nothing of what they say."""
    return show(list_refused(node.office, actor))


@router.post("/outbox/trying", response_model=Tried)
def try_again(node: TheNode, actor: Actor, towards: Towards) -> Response:
    """Have all letters to a partner tried at once."""
    return show(Tried(letters=try_now(node.office, actor, towards.partner)))


@router.post("/outbox/{message}/giving-up", status_code=204)
def give_up(node: TheNode, actor: Actor, message: MessageId, giving_up: GivingUp) -> None:
    """Give a letter up; what rested on its arrival is taken back."""
    abandon(node.office, actor, message, giving_up.reason)


@router.post("/outbox/bundles", status_code=201, response_model=Made)
def make_bundle(node: TheNode, actor: Actor, towards: Towards) -> Response:
    """Put the letters that wait for a partner into a bundle, to be carried by hand."""
    return show(_made(pack(node.office, actor, towards.partner)), 201)


@router.post("/outbox/arrivals", response_model=Made)
def take_bundle(node: TheNode, actor: Actor, carried: Carried) -> Response:
    """Take in a partner's bundle; the replies go back as one."""
    return show(_made(unpack(node.office, actor, carried.bundle.encode())))


@router.post("/outbox/replies", response_model=Returned)
def take_replies(node: TheNode, actor: Actor, carried: Carried) -> Response:
    """Take in a partner's replies to a bundle of ours."""
    return show(take_back(node.office, actor, carried.bundle.encode()))


def _made(packed: Packed) -> Made:
    return Made(bundle=packed.data.decode(), letters=packed.letters)
