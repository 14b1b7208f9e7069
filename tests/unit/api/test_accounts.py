"""Accounts over the socket: opened and closed by administrators; everybody sees the own."""

from tests.unit.api.conftest import Desk

NEW = {"name": "marija", "roles": ["officer"], "uid": 77}


def test_everybody_sees_the_own_account(desk: Desk) -> None:
    found = desk.call(3).get("/v1/me").json()
    assert (found["name"], found["roles"], found["uid"]) == ("expert", ["forensic"], 3)


def test_an_account_is_opened_works_and_is_closed(desk: Desk) -> None:
    assert desk.call(5).post("/v1/accounts", json=NEW).status_code == 201
    assert desk.call(77).get("/v1/me").json()["name"] == "marija"
    assert desk.call(5).post("/v1/accounts/marija/closing").status_code == 204
    assert desk.call(77).get("/v1/me").status_code == 403


def test_an_officer_opens_no_accounts_and_sees_no_list(desk: Desk) -> None:
    assert desk.call(1).post("/v1/accounts", json=NEW).json()["title"] == "NotAllowed"
    assert desk.call(1).get("/v1/accounts").status_code == 403
    assert {found["name"] for found in desk.call(5).get("/v1/accounts").json()} >= {"petra", "admin"}
