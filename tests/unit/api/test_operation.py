"""Controlled deliveries over the interface for programs."""

from typing import Any

import pytest
from tests.unit.api.conftest import Desk

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role
from egnatia.model.authorisation import Measure

WHY = {"reason": "the file says so"}


def body(desk: Desk, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return a plan from Shanghai by Belgrade to Tirana."""
    rs = desk.net.offices["RS"]
    today = desk.net.clock.now().date()
    granting = Granting(
        measure=Measure.ASK, matter=desk.case.id, authority="KT-17", begins=today, ends=today, reason="to find them"
    )
    allowed = authorise(rs, desk.net.person("RS", f"prosecutor.{rs.randomness.hex128()}", Role.PROSECUTOR), granting)
    points = [{"place": place, "day": today.isoformat(), "contacts": "desks"} for place in ("Surčin", "Hani")]
    plan = {
        "case": desk.case.id,
        "title": "Drums",
        "goods": {"sort": "precursors", "description": "55 drums"},
        "stops": [{"country": "CHN"}, {"country": "SRB"}, {"country": "ALB"}],
        "hand_overs": points,
        "begins": today.isoformat(),
        "ends": today.isoformat(),
        "decision": "The prosecutor decides.",
        "authorisation": allowed.id,
        **WHY,
    }
    return {**plan, **fields}


@pytest.mark.slow
def test_one_is_planned_consented_to_and_cannot_start_while_one_is_missing(desk: Desk) -> None:
    officer, chief = desk.call(1), desk.call(2)
    made = officer.post("/v1/operations", json=body(desk)).json()
    path = f"/v1/operations/{made['operation']}"
    given = {
        "plan": made["plan"],
        "country": "SRB",
        "authority": "KT-17",
        "supervision": "unit 3",
        "until": desk.net.clock.now().date().isoformat(),
        **WHY,
    }
    consent = chief.post(f"{path}/consents", json=given).json()["statement"]
    refused = officer.post(f"{path}/start", json=WHY)
    assert (refused.status_code, "ALB: consent to entry" in refused.text) == (422, True)
    deliver_due(desk.net.offices["RS"])
    board = desk.call(2, "AL").get(path).json()
    assert [bool(one["missing"]) for one in board["consents"]] == [True, False, True]
    assert chief.post(f"{path}/consents/{consent}/withdrawal", json=WHY).status_code == 201
    assert officer.post(f"{path}/reports", json={"deed": "abandon", **WHY}).status_code == 201
    assert officer.get("/v1/operations").json()["rows"][0]["state"] == "abandoned"


def test_what_makes_no_plan_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    officer = desk.call(1)
    people = {"sort": "persons", "description": "forty people"}
    typed: list[dict[str, Any]] = [
        {"goods": people},
        {"stops": []},
        {"speed": "fast"},
        {"ends": "soon"},
        {"title": " "},
    ]
    for wrong in typed:
        answer = officer.post("/v1/operations", json=body(desk, **wrong))
        assert answer.status_code == 422, wrong
    assert officer.get("/v1/operations").json() == {"rows": [], "next": None}
    assert officer.get(f"/v1/operations/{'0' * 32}").status_code == 404
