"""Letters on their way, over the socket."""

from tests.unit.api.conftest import Desk
from tests.unit.api.test_dispatch import written


def stranded(desk: Desk) -> str:
    """Send a message that does not get through."""
    message = written(desk)
    assert desk.call(1).post(f"/v1/messages/{message}/sending").json()["sent"]
    return message


def test_what_waits_goes_by_hand_and_comes_back_as_receipts(desk: Desk) -> None:
    message = stranded(desk)
    [row] = desk.call(5).get("/v1/outbox").json()
    assert (row["message"], row["recipient"], row["type"]) == (message, "AL", "dispatch")
    made = desk.call(5).post("/v1/outbox/bundles", json={"partner": "AL"}).json()
    taken = desk.call(5, "AL").post("/v1/outbox/arrivals", json={"bundle": made["bundle"]}).json()
    assert (made["letters"], taken["letters"]) == (1, 1)
    back = desk.call(5).post("/v1/outbox/replies", json={"bundle": taken["bundle"]}).json()
    assert back == {"taken": 1, "refused": 0, "left": 0}
    assert desk.call(5).get("/v1/outbox").json() == []


def test_what_is_no_bundle_is_refused(desk: Desk) -> None:
    for path in ("arrivals", "replies"):
        refused = desk.call(5).post(f"/v1/outbox/{path}", json={"bundle": "a letter"})
        assert (refused.status_code, refused.json()["title"]) == (409, "Conflict")


def test_letters_are_tried_at_once_and_given_up(desk: Desk) -> None:
    message = stranded(desk)
    assert desk.call(5).post("/v1/outbox/trying", json={"partner": "AL"}).json() == {"letters": 1}
    assert desk.call(5).post(f"/v1/outbox/{message}/giving-up", json={"reason": "Moved."}).status_code == 204
    [shown] = desk.call(1).get(f"/v1/messages/{message}").json()
    assert shown["line"]["state"] == "failed"
