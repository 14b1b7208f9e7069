"""Withholding over the socket: on a ground of the closed list, and the words stay here."""

from tests.unit.api.conftest import Desk
from tests.unit.api.test_release import confirmed

SAID = {"ground": "investigation", "reason": "arrests are planned"}


def test_where_no_time_is_set_the_asker_is_told_nothing(desk: Desk, hit: str) -> None:
    reply = desk.call(2, "AL").post("/v1/withholdings", json={"reference": confirmed(desk, hit), **SAID})
    assert (reply.status_code, reply.json()["told"]) == (200, None)


def test_a_ground_is_one_of_the_list(desk: Desk, hit: str) -> None:
    body = {"reference": confirmed(desk, hit), **SAID, "ground": "mood"}
    assert desk.call(2, "AL").post("/v1/withholdings", json=body).status_code == 422
