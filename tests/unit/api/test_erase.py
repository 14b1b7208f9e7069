"""Erasing over the socket: a tombstone stays, and a hold stands in the way until it is lifted."""

from tests.unit.api.conftest import Desk

WHY = {"reason": "acquitted"}


def test_what_is_erased_leaves_a_tombstone(desk: Desk, record: str) -> None:
    assert desk.call(2).post(f"/v1/records/{record}/erasure", json=WHY).status_code == 204
    found = desk.call(1).get(f"/v1/records/{record}", params={"case": desk.case.id}).json()
    assert (found["record"], found["erased_at"] is None) == (None, False)


def test_a_hold_stands_in_the_way_until_it_is_lifted(desk: Desk, record: str) -> None:
    held = desk.call(2).post(f"/v1/records/{record}/holds", json={"reason": "the court"}).json()["statement"]
    assert desk.call(2).post(f"/v1/records/{record}/erasure", json=WHY).status_code == 409
    lifted = desk.call(2).post(f"/v1/records/{record}/holds/{held}/lifting", json={"reason": "the trial is over"})
    assert lifted.status_code == 200
    assert desk.call(2).post(f"/v1/records/{record}/erasure", json=WHY).status_code == 204
