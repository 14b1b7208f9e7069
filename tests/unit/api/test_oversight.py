"""The log over the socket: where it stands and what it tells, to oversight alone."""

from tests.unit.api.conftest import Desk


def test_the_trail_of_a_hit_names_acts_and_no_data(desk: Desk, hit: str) -> None:
    trail = desk.call(4, "AL").get(f"/v1/ledger/trail/{hit}").json()
    assert trail["rows"]
    assert trail["next"] is None
    assert all(found["entry"]["node"] == "AL" for found in trail["rows"])
    assert "Jovanoviq" not in str(trail)


def test_where_the_log_stands_is_told(desk: Desk, hit: str) -> None:
    head = desk.call(4, "AL").get("/v1/ledger").json()
    assert hit
    assert head["size"] + head["unsequenced"] > 0


def test_officers_do_not_read_it(desk: Desk) -> None:
    assert desk.call(1).get("/v1/ledger/trail/x").status_code == 403
