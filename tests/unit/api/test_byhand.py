"""Answering by hand over the socket: a look that is logged, then what a person says."""

import json

import pytest
from tests.unit.api.conftest import Desk, Enquire


@pytest.fixture
def waiting(desk: Desk, enquiry: Enquire) -> str:
    """Ask by an instrument that a person answers; return the question."""
    _, heard = desk.call(1).post("/v1/questions", json=enquiry(instrument="interpol")).text.splitlines()
    return str(json.loads(heard)["question"])


def test_what_fits_is_shown_to_who_answers(desk: Desk, waiting: str) -> None:
    seen = desk.call(3, "AL").post(f"/v1/questions/{waiting}/look-up").json()
    assert [found["record"]["properties"]["family_name"] for found in seen["found"]] == [["Jovanoviq"]]


def test_a_person_tells_of_a_record_and_it_is_a_hit(desk: Desk, waiting: str) -> None:
    [found] = desk.call(3, "AL").post(f"/v1/questions/{waiting}/look-up").json()["found"]
    reply = desk.call(3, "AL").post(f"/v1/questions/{waiting}/answer", json={"records": [found["id"]]})
    assert reply.json() == {"result": "hit"}


def test_what_waits_is_a_list_of_its_own(desk: Desk, waiting: str) -> None:
    wanted = {"received": True, "waiting": True}
    [row] = desk.call(3, "AL").get("/v1/questions", params=wanted).json()["rows"]
    assert row["question"]["id"] == waiting
    assert desk.call(3, "AL").get("/v1/questions", params={"received": True}).json()["rows"] == []
