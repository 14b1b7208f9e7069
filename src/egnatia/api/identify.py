"""Who the dead are, by what is on record here."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.casework.identify.gather import Window
from egnatia.casework.identify.solve import Wanted, identify
from egnatia.match.kinship.dvi.told import solution_told
from egnatia.model.identity import CaseId

router = APIRouter(tags=["identify"])


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedStandard:
    """What this node decided before it looked, and who decided it."""

    threshold: float
    ratio: float
    prior: str
    mutation_rate: float
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """What the records say of who the dead are, for each population that this node has frequencies of."""

    case_file: str
    standard: UsedStandard
    bodies: dict[str, str]  #: Name to the id of the record.
    missing: dict[str, str]
    consents: dict[str, tuple[str, ...]]  #: Of relatives, by name.
    populations: dict[str, dict[str, Any]]
    left_out: tuple[tuple[str, str], ...]
    kept_back: int
    unsolved: str


@router.get("/case-files/{case}/identification", response_model=Identification)
def compare_records(node: TheNode, actor: Actor, case: CaseId, window: Annotated[Window, Depends()]) -> Response:
    """Compare remains with families, for a case file that is for that; what was read is logged."""
    found = identify(node.office, actor, Wanted(case=case, window=window))
    used = node.office.standard
    return _exactly(
        Identification(
            case_file=found.file.reference,
            standard=UsedStandard(
                threshold=used.policy.threshold,
                ratio=used.policy.ratio,
                prior=used.policy.prior,
                mutation_rate=used.mutation_rate if used.mutation else 0.0,
                decided=used.decided,
            ),
            bodies={name: body.record.id for name, body in found.material.bodies.items()},
            missing={kin.missing: kin.searching.person.record.id for kin in found.material.families},
            consents={name: one.consent for kin in found.material.families for name, one in kin.typed.items()},
            populations={name: solution_told(solution, 0.0) for name, solution in found.solutions},
            left_out=found.left_out,
            kept_back=found.kept_back,
            unsolved=found.unsolved,
        )
    )


def _exactly(found: Identification) -> Response:
    """Write numbers with all their digits, which a posterior needs; what is no finite number is null."""
    return Response(json.dumps(_finite(asdict(found)), ensure_ascii=False), media_type="application/json")


def _finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not isfinite(value) else value
