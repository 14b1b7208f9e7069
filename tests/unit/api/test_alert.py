"""Alerts over the interface for programs."""

from datetime import timedelta
from typing import Any

import pytest
from tests.twins.network import caveat
from tests.unit.api.conftest import Desk
from tests.unit.casework.alert.conftest import MAN, RED, WHY

from egnatia.casework.collect import Draft, collect
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role

ALL = dict.fromkeys(("neutral", "refugee", "rights", "accurate", "proportionate"), True)


def body(desk: Desk, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an alert on a man whom Belgrade seeks, to Tirana."""
    rs = desk.net.offices["RS"]
    keeper = desk.net.person("RS", f"keeper.{rs.randomness.hex128()}", Role.OFFICER)
    [record] = collect(rs, keeper, [Draft(kind="person", properties=MAN, caveat=caveat())])
    until = (desk.net.clock.now() + timedelta(days=90)).date().isoformat()
    wanted = {"sort": "wanted", "record": record.id, "case": desk.case.id, "until": until}
    return {**wanted, "because": {"AL": WHY}, "details": RED, **fields}


@pytest.mark.slow
def test_one_is_proposed_published_read_there_and_ended(desk: Desk) -> None:
    officer, chief, there = desk.call(1), desk.call(2), desk.call(6, "AL", "one")
    alert = officer.post("/v1/alerts", json=body(desk)).json()["alert"]
    path = f"/v1/alerts/{alert}"
    assert officer.post(f"{path}/publication", json={"checks": ALL, "reason": "so"}).status_code == 403
    made = chief.post(f"{path}/publication", json={"checks": ALL, "reason": "compared"}).json()
    assert made == {"alert": alert, "state": "stands"}
    deliver_due(desk.net.offices["RS"])
    [line] = there.get("/v1/alerts?board=fugitives").json()["rows"]
    assert (line["title"], line["danger"]) == ("Vukašin Obradović", ["armed"])
    assert there.get(path).json()["told"]["warrant"] == ["Kpp 114/26"]
    assert officer.post(f"{path}/ending", json={"reason": "arrested"}).json()["state"] == "ended"
    deliver_due(desk.net.offices["RS"])
    assert there.get("/v1/alerts").json() == {"rows": [], "next": None}


def test_one_is_turned_down(desk: Desk) -> None:
    alert = desk.call(1).post("/v1/alerts", json=body(desk)).json()["alert"]
    assert desk.call(2).post(f"/v1/alerts/{alert}/rejection", json={"reason": "for what he wrote"}).status_code == 201
    assert desk.call(1).get(f"/v1/alerts/{alert}").json()["words"] == [["reject", "for what he wrote"]]


@pytest.mark.slow
def test_rubbish_is_refused_and_says_what_is_missing(desk: Desk) -> None:
    officer = desk.call(1)
    typed: list[dict[str, Any]] = [
        {"sort": "party"},
        {"until": "soon"},
        {"because": {}},
        {"details": {"shoes": "brown"}},
        {"details": {}},
        {"speed": "fast"},
        {"properties": ["wings"]},
    ]
    for wrong in typed:
        assert officer.post("/v1/alerts", json=body(desk, **wrong)).status_code in (404, 422), wrong
    assert "extradition" in officer.post("/v1/alerts", json=body(desk, details={})).text
    assert officer.get("/v1/alerts").json()["rows"] == []
    assert officer.get("/v1/alerts?board=moon").status_code == 422
