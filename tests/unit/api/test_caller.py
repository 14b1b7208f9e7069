"""Who calls is what the kernel says; which of several accounts, the caller says."""

from tests.unit.api.conftest import Desk


def test_the_user_of_the_system_is_the_account_that_is_bound_to_it(desk: Desk) -> None:
    assert desk.call(1).get("/v1/questions").status_code == 200


def test_whoever_has_no_account_is_refused(desk: Desk) -> None:
    reply = desk.call(99).get("/v1/questions")
    assert (reply.status_code, reply.json()["title"]) == (403, "NotAllowed")


def test_whoever_has_several_says_which(desk: Desk) -> None:
    assert desk.call(6).get("/v1/questions").status_code == 403
    assert desk.call(6, account="two").get("/v1/questions").status_code == 200


def test_nobody_acts_as_somebody_else(desk: Desk) -> None:
    assert desk.call(1, account="chief").get("/v1/questions").status_code == 403
