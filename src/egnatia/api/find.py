"""Finding in the own register by name or number."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.find import Match, Sought, find
from egnatia.casework.title import title_of
from egnatia.model.answer import Quality
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId

router = APIRouter(tags=["find"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: a kind of record, and properties that a question may name."""

    kind: str
    properties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchShown:
    """A record that fits: what it is called, and how well it fits."""

    record: RecordId
    kind: str
    issuer: NodeId
    received_from: NodeId | None
    title: str
    birth_date: tuple[str, ...]
    quality: Quality
    alert: LineageId | None  #: A partner gave it by this alert, which stands.


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundShown:
    """What fits, the best first."""

    matches: tuple[MatchShown, ...]
    more: bool
    part: bool


refuse_unknown_fields(Wanted)


@router.post("/case-files/{case}/search", response_model=FoundShown)
def find_records(node: TheNode, actor: Actor, case: CaseId, wanted: Wanted) -> Response:
    """Find records here, own and received, for a case file; what is shown is logged as read."""
    sought = Sought(kind=wanted.kind, properties=wanted.properties, case=case)
    found = find(node.office, actor, sought)
    return show(FoundShown(matches=tuple(map(_match, found.matches)), more=found.more, part=found.part))


def _match(match: Match) -> MatchShown:
    return MatchShown(
        record=match.record.id,
        kind=match.record.kind,
        issuer=match.record.issuer,
        received_from=match.received_from,
        title=title_of(match.record),
        birth_date=match.record.properties.get("birth_date", ()),
        quality=match.quality,
        alert=match.alert,
    )
