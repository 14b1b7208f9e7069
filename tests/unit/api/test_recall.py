"""Recalls over the interface for programs."""

from tests.unit.api.conftest import Desk


def test_what_nobody_was_given_is_not_recalled_and_lists_are_empty(desk: Desk) -> None:
    chief = desk.call(2, "AL")
    assert chief.get("/v1/recalls").json() == {"ordered": [], "hidden": []}
    said = {"ground": "inaccurate", "reason": "it is about his brother"}
    assert chief.post(f"/v1/records/{'0' * 64}/recall", json=said).status_code == 404
    assert chief.post(f"/v1/records/{'0' * 64}/recall", json={**said, "ground": "because"}).status_code == 422
    assert chief.get(f"/v1/records/{'0' * 64}/recall").status_code == 404
