"""Requests on joint action days: RS leads one with Tirana."""

from datetime import timedelta
from typing import Any

from tests.integration.authorisation.recipes import REASON, Asked, recipe_for
from tests.integration.authorisation.scene import Setting

from egnatia.casework.deliver import deliver_due
from egnatia.casework.operations.actionday.planning import ActionPlanning, plan_action
from egnatia.casework.operations.actionday.reporting import Saying, tell_result
from egnatia.casework.rows import Account
from egnatia.model.actionday import Result, ResultKind
from egnatia.model.identity import CountryCode, NodeId, StatementId
from egnatia.model.operation import OperationId

_ARMS = "firearms_trafficking"


def _planning(scene: Setting, later: int = 0) -> ActionPlanning:
    first = scene.net.clock.now().date() + timedelta(days=later)
    return ActionPlanning(
        case=scene.case.id,
        title="Spring",
        priorities=(_ARMS,),
        participants=frozenset({NodeId("AL")}),
        begins=first,
        ends=first,
        coordination="Room 12",
        reason=REASON["reason"],
    )


def _planned(scene: Setting, later: int = 0) -> str:
    made = plan_action(scene.rs, scene.officer, _planning(scene, later))
    deliver_due(scene.rs)
    assert made.operates
    return f"/v1/action-days/{made.operates.operation}"


def _told(scene: Setting, path: str, count: int) -> StatementId:
    saying = Saying(office=scene.rs, actor=scene.officer, operation=OperationId(path.rsplit("/", 1)[1]))
    today = scene.net.clock.now().date()
    result = Result(kind=ResultKind.ARREST, priority=_ARMS, country=CountryCode("SRB"), day=today, count=count)
    return tell_result(saying, result).id


def _post(path: str, body: Any = None) -> Asked:  # noqa: ANN401 - JSON
    return Asked(method="POST", path=path, body=body)


@recipe_for("GET /v1/action-days")
def _list(_scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path="/v1/action-days")


@recipe_for("POST /v1/action-days")
def _plan(scene: Setting, _actor: Account) -> Asked:
    made = _planning(scene)
    body = {
        "case": made.case,
        "title": made.title,
        "priorities": list(made.priorities),
        "participants": sorted(made.participants),
        "begins": made.begins.isoformat(),
        "ends": made.ends.isoformat(),
        "coordination": made.coordination,
        **REASON,
    }
    return _post("/v1/action-days", body)


@recipe_for("GET /v1/action-days/{operation}")
def _show(scene: Setting, _actor: Account) -> Asked:
    return Asked(method="GET", path=_planned(scene))


@recipe_for("POST /v1/action-days/{operation}/parts")
def _join(scene: Setting, _actor: Account) -> Asked:
    return _post(f"{_planned(scene)}/parts", {"unit": "unit 3"})


@recipe_for("POST /v1/action-days/{operation}/results")
def _tell(scene: Setting, _actor: Account) -> Asked:
    body = {"kind": "arrest", "priority": _ARMS, "country": "SRB", "count": 1}
    return _post(f"{_planned(scene)}/results", {**body, "day": scene.net.clock.now().date().isoformat()})


@recipe_for("POST /v1/action-days/{operation}/judgements")
def _judge(scene: Setting, _actor: Account) -> Asked:
    path = _planned(scene)
    return _post(f"{path}/judgements", {"results": sorted(_told(scene, path, count) for count in (1, 2))})


@recipe_for("POST /v1/action-days/{operation}/statements/{statement}/withdrawal")
def _take_back(scene: Setting, _actor: Account) -> Asked:
    path = _planned(scene)
    return _post(f"{path}/statements/{_told(scene, path, 1)}/withdrawal", {"mistake": "figure"})


@recipe_for("POST /v1/action-days/{operation}/closing")
def _close(scene: Setting, _actor: Account) -> Asked:
    return _post(f"{_planned(scene)}/closing")


@recipe_for("POST /v1/action-days/{operation}/calling-off")
def _call_off(scene: Setting, _actor: Account) -> Asked:
    return _post(f"{_planned(scene, 3)}/calling-off", REASON)
