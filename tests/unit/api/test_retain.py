"""What falls due, over the socket: ids and dates; keeping longer, contesting, restricting."""

import pytest
from tests.unit.api.conftest import Desk

from egnatia.api import retain

PERSON = {
    "kind": "person",
    "properties": {"family_name": ["Kratki"], "first_name": ["Ana"]},
    "caveat": {
        "source": "A",
        "information": "1",
        "purposes": ["criminal_investigation"],
        "role": "suspect",
        "retain_until": "2026-12-01",
    },
}


def a_record(desk: Desk) -> str:
    """Put a person on record who is kept for ten days."""
    return str(desk.call(1).post("/v1/records", json=[PERSON]).json()[0]["id"])


def test_what_falls_due_is_listed_by_id_and_date(desk: Desk) -> None:
    record = a_record(desk)
    [row] = desk.call(4).get("/v1/retention", params={"days": 11}).json()["rows"]
    assert (row["id"], row["retain_until"], row["kind"], row["received_from"]) == (
        record,
        "2026-12-01",
        "person",
        None,
    )
    assert "Kratki" not in str(row)


def test_a_page_says_where_the_next_begins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    records = {a_record(desk), a_record(desk)}
    monkeypatch.setattr(retain, "SHOWN", 1)
    first = desk.call(4).get("/v1/retention", params={"days": 11}).json()
    second = desk.call(4).get("/v1/retention", params={"days": 11, "skip": first["next"]}).json()
    assert {row["id"] for page in (first, second) for row in page["rows"]} == records
    assert (first["next"], second["next"]) == (1, None)


def test_kept_longer_it_falls_due_later(desk: Desk) -> None:
    record = a_record(desk)
    body = {"until": "2027-12-01", "reason": "The investigation goes on."}
    reply = desk.call(2).post(f"/v1/records/{record}/extension", json=body)
    assert (reply.status_code, reply.json()["holders"]) == (201, [])
    assert desk.call(2).get("/v1/retention", params={"days": 30}).json() == {"rows": [], "next": None}


def test_contested_settled_and_restricted_it_is_a_new_version_each_time(desk: Desk) -> None:
    record = a_record(desk)
    for path, body in (
        ("contest", {"reason": "She says it is her sister."}),
        ("settlement", {"reason": "It is not."}),
        ("restriction", {"words": "Only in KT-9.", "reason": "Kept as evidence."}),
    ):
        reply = desk.call(2).post(f"/v1/records/{record}/{path}", json=body)
        assert reply.status_code == 201
        assert reply.json()["id"] != record
        record = reply.json()["id"]
