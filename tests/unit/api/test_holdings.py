"""What a partner was given, over the socket: ids only, for oversight."""

from tests.unit.api.conftest import Desk
from tests.unit.api.test_release import confirmed


def test_what_was_given_is_listed_by_id(desk: Desk, hit: str) -> None:
    given = desk.call(2, "AL").post("/v1/releases", json={"reference": confirmed(desk, hit), "reason": "needed"}).json()
    [held] = desk.call(4, "AL").get("/v1/holdings/RS").json()
    assert held["record"] == given["record_id"]
    assert "Jovanoviq" not in str(held)


def test_nobody_else_sees_it(desk: Desk) -> None:
    assert desk.call(1, "AL").get("/v1/holdings/RS").status_code == 403
