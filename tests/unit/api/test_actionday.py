"""Joint action days over the interface for programs."""

from datetime import timedelta
from typing import Any

import pytest
from tests.unit.api.conftest import Desk

from egnatia.casework.deliver import deliver_due

ARMS = "firearms_trafficking"


def planned(desk: Desk, later: int = 0, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return a plan with Tirana."""
    first = desk.net.clock.now().date() + timedelta(days=later)
    plan = {
        "case": desk.case.id,
        "title": "Spring",
        "priorities": [ARMS],
        "participants": ["AL"],
        "begins": first.isoformat(),
        "ends": first.isoformat(),
        "coordination": "Room 12",
        "reason": "rifles go west",
    }
    return {**plan, **fields}


def told(desk: Desk, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return a result of today."""
    day = desk.net.clock.now().date().isoformat()
    return {"kind": "arrest", "priority": ARMS, "country": "SRB", "day": day, "count": 1, **fields}


@pytest.mark.slow
def test_one_is_planned_joined_counted_and_closed(desk: Desk) -> None:
    officer, theirs = desk.call(1), desk.call(1, "AL")
    path = f"/v1/action-days/{officer.post('/v1/action-days', json=planned(desk)).json()['operation']}"
    deliver_due(desk.net.offices["RS"])
    assert theirs.post(f"{path}/parts", json={"unit": "unit 3"}).status_code == 201
    first = theirs.post(f"{path}/results", json=told(desk, country="ALB")).json()["statement"]
    deliver_due(desk.net.offices["AL"])
    second = officer.post(f"{path}/results", json=told(desk)).json()["statement"]
    assert officer.get(path).json()["line"]["figures"]["arrest"] == 2
    one = officer.post(f"{path}/judgements", json={"results": sorted((first, second))}).json()["statement"]
    assert officer.get("/v1/action-days").json()["rows"][0]["figures"]["arrest"] == 1
    back = officer.post(f"{path}/statements/{one}/withdrawal", json={"mistake": "other"})
    assert (back.status_code, officer.get(path).json()["line"]["figures"]["arrest"]) == (201, 2)
    assert officer.post(f"{path}/closing").status_code == 201
    assert officer.get(path).json()["line"]["state"] == "closed"


def test_one_that_has_not_begun_is_called_off(desk: Desk) -> None:
    officer = desk.call(1)
    path = f"/v1/action-days/{officer.post('/v1/action-days', json=planned(desk, 2)).json()['operation']}"
    assert officer.post(f"{path}/calling-off", json={"reason": "the bridge is flooded"}).status_code == 201


@pytest.mark.parametrize(
    "rubbish",
    [
        {"who": "Mensur H."},
        {"reference": "Mensur H."},
        {"count": 0},
        {"count": "many"},
        {"goods": "drugs"},
        {"kind": "persons"},
        {"priority": "cybercrime"},
        {"day": "yesterday"},
    ],
)
def test_rubbish_is_refused_and_counts_nothing(desk: Desk, rubbish: dict[str, Any]) -> None:
    officer = desk.call(1)
    path = f"/v1/action-days/{officer.post('/v1/action-days', json=planned(desk)).json()['operation']}"
    assert officer.post(f"{path}/results", json=told(desk, **rubbish)).status_code in (409, 422)
    assert officer.get(path).json()["events"] == []
