"""Statistics over the socket: exact for the authority, without small numbers for everybody else."""

import pytest
from tests.unit.api.conftest import Desk, Enquire

MONTH = {"first": "2026-11", "last": "2026-11"}


@pytest.mark.slow
def test_small_numbers_are_left_open_unless_they_are_for_the_authority(desk: Desk, enquiry: Enquire) -> None:
    for _ in range(6):
        desk.call(1).post("/v1/questions", json=enquiry())
    desk.call(1).post("/v1/questions", json=enquiry(partners={"XK": "He may live there."}))
    open_to_all, exact = (
        {row["what"]: row["count"] for row in desk.call(4).get("/v1/statistics", params={**MONTH, **more}).json()}
        for more in ({}, {"exact": True})
    )
    refused = "questions that the law did not let us ask"
    assert (exact["questions asked"], exact[refused]) == (6, 1)
    assert (open_to_all["questions asked"], open_to_all[refused]) == (5, None)


def test_a_month_that_is_none_is_refused(desk: Desk) -> None:
    reply = desk.call(4).get("/v1/statistics", params={"first": "November", "last": "2026-11"})
    assert (reply.status_code, reply.json()["path"]) == (422, "first")
