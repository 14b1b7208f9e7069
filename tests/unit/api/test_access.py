"""Requests of people concerned, over the socket: from the counter to the letter."""

from typing import Any

import pytest
from tests.unit.api.conftest import Desk

PETAR = {"first_name": ["Petar"], "family_name": ["Jovanović"]}


def applying(**fields: object) -> dict[str, Any]:
    applicant = {
        "properties": PETAR,
        "name": "Petar Jovanović",
        "address": "Harbour Street 1",
        "proof": "copy",
        "shown": "Passport",
    }
    return {"wish": "access", "words": "What do you hold?", "applicant": {**applicant, **fields}}


@pytest.mark.slow
def test_from_the_counter_to_the_letter(desk: Desk) -> None:
    chief = desk.call(2, "AL")
    taken = desk.call(7, "AL").post("/v1/access", json=applying()).json()
    path = f"/v1/access/{taken['id']}"
    assert desk.call(7, "AL").post(f"{path}/search").status_code == 403
    [found] = chief.post(f"{path}/search").json()["candidates"]
    assert (found["quality"], found["record"]["properties"]["family_name"]) == ("close", ["Jovanoviq"])
    assert chief.post(f"{path}/closing", json={}).status_code == 409
    finding = {"record": found["id"], "telling": "all", "reason": "Nothing speaks against it."}
    assert chief.post(f"{path}/findings", json=finding).status_code == 201
    draft = chief.post(f"{path}/draft", json={}).json()
    answered = chief.post(f"{path}/closing", json={})
    assert answered.status_code == 201
    assert answered.json() == draft
    assert "Family name: Jovanoviq" in draft["letter"]["text"]


def test_oversight_sees_when_it_is_due_and_how_it_ended_and_nothing_else(desk: Desk) -> None:
    taken = desk.call(7).post("/v1/access", json=applying()).json()
    desk.call(2).post(f"/v1/access/{taken['id']}/closing", json={})
    [row] = desk.call(4).get("/v1/access").json()
    assert (row["due_at"][:10], row["outcome"], row["overdue"]) == ("2026-12-21", "nothing", False)
    assert row.keys() == {"id", "received_at", "due_at", "closed_at", "outcome", "overdue"}
    assert desk.call(4).post(f"/v1/access/{taken['id']}/search").status_code == 403


def test_what_nobody_asked_for_is_refused(desk: Desk) -> None:
    for body in (applying(soul="x"), {**applying(), "rush": True}, applying(proof="charm")):
        assert desk.call(2).post("/v1/access", json=body).status_code == 422


@pytest.mark.slow
def test_a_message_is_shown_by_what_fits_and_whole_for_a_reason(desk: Desk) -> None:
    said = {"partner": "AL", "title": "Boats", "text": "Petar Jovanović paid Marko."}
    draft = desk.call(1).post("/v1/messages", json=said).json()["message"]
    path = f"/v1/access/{desk.call(7).post('/v1/access', json=applying()).json()['id']}"
    [found] = desk.call(2).post(f"{path}/search").json()["written"]
    assert (found["id"], found["where"], found["parts"]) == (draft, {"text": "petar jovanović"}, [])
    whole = desk.call(2).post(f"{path}/messages/{draft}", json={"reason": "Is it he?"}).json()
    assert [part["words"] for part in whole["parts"]] == ["Boats", "Petar Jovanović paid Marko."]
