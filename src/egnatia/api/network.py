"""Networks: what was read in a case file or stands around records, what it is tied to, and what happened when."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.happenings import Happening, Spot
from egnatia.casework.network import Around, Network, look_around
from egnatia.casework.title import title_of
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId

router = APIRouter(tags=["network"], route_class=StrictRoute)
#: Records from which one goes a step further, in one request.
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkThing:
    """A thing of a network."""

    record: RecordId
    lineage: LineageId
    kind: str
    issuer: NodeId
    title: str
    x: float  #: In the picture, from -1 to 1.
    y: float
    more: int  #: Things that it is tied to beyond the picture.


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTie:
    """A tie between two things, by their lineage, and the record that says so."""

    one: LineageId
    other: LineageId
    kind: str
    property: str
    exactly: str
    record: RecordId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkHappening:
    """What happened, as a record says it: the first and the last day that it can have been."""

    record: RecordId
    kind: str
    begins: date
    ends: date
    lasts: bool
    spots: tuple[Spot, ...]  #: None while it says where somebody is.


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkShown:
    """A network as far as the caller may see it."""

    things: tuple[NetworkThing, ...]
    ties: tuple[NetworkTie, ...]
    happenings: tuple[NetworkHappening, ...]
    kept_back: int
    unread: tuple[RecordId, ...]
    left_out: int


@router.get("/case-files/{case}/network", response_model=NetworkShown)
def look(
    node: TheNode,
    actor: Actor,
    case: CaseId,
    record: Annotated[list[RecordId] | None, Query(max_length=_MOST)] = None,
    *,
    file: bool = False,
) -> Response:
    """Look around records, or at all that was read in a case file; what is shown is logged as read."""
    around = Around(case=case, records=frozenset(record or ()), file=file or not record)
    return show(_shown(look_around(node.office, actor, around)))


def _shown(network: Network) -> NetworkShown:
    return NetworkShown(
        things=tuple(
            NetworkThing(
                record=thing.record.id,
                lineage=thing.record.lineage,
                kind=thing.record.kind,
                issuer=thing.record.issuer,
                title=title_of(thing.record),
                x=thing.place[0],
                y=thing.place[1],
                more=thing.more,
            )
            for thing in network.things
        ),
        ties=tuple(
            NetworkTie(
                one=tie.one,
                other=tie.other,
                kind=tie.kind,
                property=tie.property,
                exactly=tie.exactly,
                record=tie.record.id if tie.record else None,
            )
            for tie in network.ties
        ),
        happenings=tuple(map(_happening, network.happenings)),
        kept_back=network.kept_back,
        unread=network.unread,
        left_out=network.left_out,
    )


def _happening(one: Happening) -> NetworkHappening:
    return NetworkHappening(
        record=one.record.id,
        kind=one.record.kind,
        begins=one.begins,
        ends=one.ends,
        lasts=one.lasts,
        spots=() if one.withheld else one.spots,
    )
