"""Releasing and withholding over the socket: after a confirmation, by somebody else."""

from tests.unit.api.conftest import Desk


def confirmed(desk: Desk, hit: str) -> str:
    desk.call(3, "AL").post(f"/v1/hits/{hit}/verdict", json={"verdict": "confirm", "reason": "same"})
    return hit


def test_a_supervisor_gives_the_record_that_was_confirmed(desk: Desk, hit: str) -> None:
    given = desk.call(2, "AL").post("/v1/releases", json={"reference": confirmed(desk, hit), "reason": "needed"})
    assert given.status_code == 200
    assert given.json()["record"]["properties"]["family_name"] == ["Jovanoviq"]
    assert len(given.json()["record_id"]) == 64


def test_nothing_is_given_before(desk: Desk, hit: str) -> None:
    reply = desk.call(2, "AL").post("/v1/releases", json={"reference": hit, "reason": "needed"})
    assert (reply.status_code, reply.json()["title"]) == (409, "Conflict")


def test_only_what_is_named_is_given(desk: Desk, hit: str) -> None:
    body = {"reference": confirmed(desk, hit), "reason": "needed", "properties": ["first_name"]}
    assert set(desk.call(2, "AL").post("/v1/releases", json=body).json()["record"]["properties"]) == {"first_name"}
