"""Pairs of records that may be about the same: the queue, two records side by side, comparing the register anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.beside import set_beside
from egnatia.casework.learning import Lesson, examples_here
from egnatia.casework.pairing import Scanned, scan
from egnatia.casework.pairs import Pair, read_pair, write_pair
from egnatia.casework.queue import Queue, queue
from egnatia.match.scores import Score
from egnatia.model.answer import Quality
from egnatia.model.identity import CaseId, LineageId, RecordId, StatementId
from egnatia.model.record import Record
from egnatia.model.statement import Statement

router = APIRouter(tags=["pairs"], route_class=StrictRoute)
#: So many rows of the register are compared in one request.
_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PairShown:
    """Two records that may be about the same."""

    kind: str
    one: RecordId
    other: RecordId
    quality: Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictShown:
    """A judgement of difference that others contradict, and the chain of these, by lineage."""

    statement: StatementId
    chain: tuple[LineageId, ...]
    records: Mapping[LineageId, RecordId]  #: The versions that stand, of those that are here.


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueShown:
    """What waits for a person."""

    read: tuple[PairShown, ...]
    read_before: bool  #: More was read in the case file, longer ago, and was not compared.
    waiting: tuple[PairShown, ...]
    next: str | None
    conflicts: tuple[ConflictShown, ...]
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRead:
    """Two records side by side, why they are alike, and what was judged."""

    one: Record
    other: Record
    score: Score
    judged: tuple[Statement, ...]


@router.get("/case-files/{case}/pairs", response_model=QueueShown)
def list_pairs(
    node: TheNode, actor: Actor, case: CaseId, after: Annotated[str | None, Query(max_length=300)] = None
) -> Response:
    """Return a page of the pairs that wait, and the judgements that do not go together; ids only."""
    return show(_shown(queue(node.office, actor, case, read_pair(after) if after else None)))


@router.get("/case-files/{case}/pairs/{record}/{other}", response_model=PairRead)
def read_two(node: TheNode, actor: Actor, case: CaseId, record: RecordId, other: RecordId) -> Response:
    """Read two records side by side; both readings are logged."""
    seen = set_beside(node.office, actor, case, (record, other))
    return show(PairRead(one=seen.one, other=seen.other, score=seen.score, judged=seen.judged))


@router.post("/pairs/scan", response_model=Scanned)
def compare_next(node: TheNode, actor: Actor, rows: Annotated[int, Query(ge=1, le=_MOST)] = _MOST) -> Response:
    """Compare the next rows of the register with all of it; what is alike waits for a person."""
    return show(scan(node.office, actor, rows))


@router.post("/pairs/levels", response_model=Lesson)
def read_levels(node: TheNode, actor: Actor, kind: str) -> Response:
    """Return how the fields of judged and of waiting pairs agree: what training learns from, no value and no id."""
    return show(examples_here(node.office, actor, kind))


def _shown(found: Queue) -> QueueShown:
    return QueueShown(
        read=tuple(map(_pair, found.read)),
        read_before=found.read_before,
        waiting=tuple(map(_pair, found.waiting)),
        next=write_pair(found.next) if found.next else None,
        conflicts=tuple(
            ConflictShown(
                statement=one.apart.id,
                chain=one.chain,
                records={thing: found.newest[thing] for thing in one.chain if thing in found.newest},
            )
            for one in found.conflicts
        ),
        behind=found.behind,
    )


def _pair(pair: Pair) -> PairShown:
    return PairShown(kind=pair.kind, one=pair.one, other=pair.other, quality=pair.quality)
