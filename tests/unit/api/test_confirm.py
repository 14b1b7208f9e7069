"""A verdict over the socket: by an expert of the side that confirms, with a reason."""

from tests.unit.api.conftest import Desk

SAID = {"verdict": "confirm", "reason": "same name and date of birth"}


def test_an_expert_of_the_answering_side_confirms(desk: Desk, hit: str) -> None:
    reply = desk.call(3, "AL").post(f"/v1/hits/{hit}/verdict", json=SAID)
    assert (reply.status_code, reply.json()["act"], reply.json()["issuer"]) == (200, "confirm", "AL")


def test_the_asker_does_not_and_twice_nobody_does(desk: Desk, hit: str) -> None:
    assert desk.call(1).post(f"/v1/hits/{hit}/verdict", json=SAID).json()["title"] == "Conflict"
    desk.call(3, "AL").post(f"/v1/hits/{hit}/verdict", json=SAID)
    assert desk.call(3, "AL").post(f"/v1/hits/{hit}/verdict", json=SAID).status_code == 409


def test_a_verdict_is_one_of_two_and_has_a_reason(desk: Desk, hit: str) -> None:
    for wrong in ({"verdict": "perhaps"}, {"reason": ""}):
        assert desk.call(3, "AL").post(f"/v1/hits/{hit}/verdict", json=SAID | wrong).status_code == 422
