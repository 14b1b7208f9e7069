"""Who the dead are, by what is on record here."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from math import isfinite
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.identify.board import (
    Deciding,
    Decision,
    Proposing,
    decide,
    list_proposals,
    propose,
    sign_proposal,
)
from egnatia.casework.identify.gather import Window
from egnatia.casework.identify.genotypes import Typed, read_genotypes
from egnatia.casework.identify.solve import Wanted, identify
from egnatia.match.kinship.dvi.board import Finding, Secondary
from egnatia.match.kinship.dvi.told import solution_told
from egnatia.model.identity import AccountId, CaseId, StatementId
from egnatia.model.instant import format_instant
from egnatia.model.statement import plain_statement

router = APIRouter(tags=["identify"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """What the records say of who the dead are, for each population that this node has frequencies of."""

    case_file: str
    standard: dict[str, Any]  #: Thresholds, prior and mutation rate, with all digits, and who decided them.
    bodies: dict[str, str]  #: Name to the id of the record.
    missing: dict[str, str]
    consents: dict[str, tuple[str, ...]]  #: Of relatives, by name.
    populations: dict[str, dict[str, Any]]
    left_out: tuple[tuple[str, str], ...]
    kept_back: int
    unsolved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Who somebody says a body is, by the names of the comparison; what else the board has; the same window."""

    victim: str
    missing: str
    reason: str
    prints: Finding = Finding.OPEN
    dental: Finding = Finding.OPEN
    speaks_for: tuple[str, ...] = ()  #: Secondary evidence, in words.
    speaks_against: tuple[str, ...] = ()
    window: Window = field(default_factory=Window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a second person says of a proposal, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCase:
    """A proposal with its report, and what was decided."""

    id: StatementId
    by: AccountId
    at: datetime
    reason: str
    report: dict[str, Any]
    outcome: str  #: confirm, reject or open.
    decisions: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedByNode:
    """A report under the node's key, as a compact JWS, and as it is read; the genotypes stand beside it."""

    jws: str
    report: dict[str, Any]
    genotypes: tuple[Typed, ...]  #: The victim's first; read again from the records that the report names.


refuse_unknown_fields(Proposed, Decided, Window)


@router.get("/case-files/{case}/identification", response_model=Identification)
def compare_records(node: TheNode, actor: Actor, case: CaseId, window: Annotated[Window, Depends()]) -> Response:
    """Compare remains with families, for a case file that is for that; what was read is logged."""
    found = identify(node.office, actor, Wanted(case=case, window=window))
    used = node.office.standard
    return _exactly(
        Identification(
            case_file=found.file.reference,
            standard={
                "threshold": used.policy.threshold,
                "ratio": used.policy.ratio,
                "prior": used.policy.prior,
                "mutation_rate": used.mutation_rate if used.mutates else 0.0,
                "decided": used.decided,
            },
            bodies={name: body.record.id for name, body in found.material.bodies.items()},
            missing={kin.missing: kin.searching.person.record.id for kin in found.material.families},
            consents={name: one.consent for kin in found.material.families for name, one in kin.typed.items()},
            populations={name: solution_told(solution, 0.0) for name, solution in found.solutions},
            left_out=found.left_out,
            kept_back=found.kept_back,
            unsolved=found.unsolved,
        )
    )


@router.post("/case-files/{case}/identifications", status_code=201, response_model=Stated)
def put_before_board(node: TheNode, actor: Actor, case: CaseId, said: Proposed) -> Response:
    """Propose that remains are a missing person; a second person decides."""
    evidence = tuple(Secondary(what=words, speaks_for=True) for words in said.speaks_for)
    evidence += tuple(Secondary(what=words, speaks_for=False) for words in said.speaks_against)
    proposing = Proposing(
        case=case,
        victim=said.victim,
        missing=said.missing,
        reason=said.reason,
        prints=said.prints,
        dental=said.dental,
        secondary=evidence,
        window=said.window,
    )
    return show(Stated(statement=propose(node.office, actor, proposing).id), 201)


@router.get("/case-files/{case}/identifications", response_model=list[BoardCase])
def list_before_board(node: TheNode, actor: Actor, case: CaseId) -> Response:
    """List what stands before the board of a case file, with the reports."""
    return _exactly(
        [
            BoardCase(
                id=one.said.id,
                by=one.said.by,
                at=one.said.at,
                reason=one.said.reason,
                report=one.report,
                outcome=one.outcome,
                decisions=tuple(plain_statement(decision) for decision in one.decisions),
            )
            for one in list_proposals(node.office, actor, case)
        ]
    )


@router.post("/case-files/{case}/identifications/{statement}/decision", status_code=201, response_model=Stated)
def decide_on_it(node: TheNode, actor: Actor, case: CaseId, statement: StatementId, said: Decided) -> Response:
    """Confirm or reject a proposal, as somebody else than whoever made it."""
    deciding = Deciding(case=case, proposal=statement, decision=said.decision, reason=said.reason)
    return show(Stated(statement=decide(node.office, actor, deciding).id), 201)


@router.get("/case-files/{case}/identifications/{statement}/report", response_model=SignedByNode)
def sign_it(node: TheNode, actor: Actor, case: CaseId, statement: StatementId) -> Response:
    """Return the report with what was decided, signed with the node's key."""
    jws, found = sign_proposal(node.office, actor, case, statement)
    typed = read_genotypes(node.office, actor, case, found)
    return _exactly(SignedByNode(jws=jws, report=found.report, genotypes=typed))


def _exactly(found: Identification | SignedByNode | list[BoardCase]) -> Response:
    """Write numbers with all their digits, which a posterior needs; what is no finite number is null."""
    plain = [asdict(one) for one in found] if isinstance(found, list) else asdict(found)
    return Response(json.dumps(_finite(plain), ensure_ascii=False), media_type="application/json")


def _finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    if isinstance(value, datetime):
        return format_instant(value)
    return None if isinstance(value, float) and not isfinite(value) else value
