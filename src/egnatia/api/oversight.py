"""Oversight: the trail of one id, the state of the log, and proofs out of it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.oversight import ledger_head, prove, prove_growth, trail
from egnatia.casework.rows import LedgerHead, Lodged
from egnatia.ledger.entry import Entry, leaf_hash

#: A number of entries, or the place of one.
Size = Annotated[int, Path(ge=0, lt=2**63)]

router = APIRouter(tags=["oversight"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEntry:
    """An entry of the log: its place, its leaf hash, and itself, read and as the text that was hashed."""

    index: int | None
    leaf: bytes
    entry: Entry
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """A page of entries; `next`, given as `beyond`, names the page after it, and is null on the last."""

    rows: tuple[TrailEntry, ...]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryProof:
    """An entry and the proof that it stands in the log."""

    entry: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthProof:
    """An older checkpoint and the proof that a newer one grew out of it."""

    old: str
    proof: str


@router.get("/ledger", response_model=LedgerHead)
def head(node: TheNode, _actor: Actor) -> Response:
    """Say where the log stands."""
    return show(ledger_head(node.office))


@router.get("/ledger/trail/{subject}", response_model=TrailPage)
def trail_of(
    node: TheNode, actor: Actor, subject: str, beyond: Annotated[int | None, Query(ge=0, lt=2**62)] = None
) -> Response:
    """Return what the log says about one id, a page at a time, the newest first."""
    page = trail(node.office, actor, subject, beyond)
    return show(TrailPage(rows=tuple(map(_lodged, page.rows)), next=page.next))


@router.get("/ledger/entries/{index}/proof", response_model=EntryProof)
def prove_entry(node: TheNode, actor: Actor, index: Size) -> Response:
    """Export an entry with the proof that it stands in the log; both as text."""
    proven = prove(node.office, actor, index)
    return show(EntryProof(entry=proven.entry.decode(), proof=proven.proof.decode()))


@router.get("/ledger/growth/{first}/{second}", response_model=GrowthProof)
def prove_grown(node: TheNode, actor: Actor, first: Size, second: Size) -> Response:
    """Export an older checkpoint with the proof that a newer one grew out of it; both as text."""
    grown = prove_growth(node.office, actor, first, second)
    return show(GrowthProof(old=grown.old.decode(), proof=grown.proof.decode()))


def _lodged(lodged: Lodged) -> TrailEntry:
    data = lodged.entry.to_bytes()
    return TrailEntry(index=lodged.index, leaf=leaf_hash(data), entry=lodged.entry, text=data.decode())
