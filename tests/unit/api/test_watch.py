"""Questions that stay, over the interface for programs."""

from tests.unit.api.conftest import Desk


def test_what_nobody_asked_neither_stays_longer_nor_ends(desk: Desk) -> None:
    officer = desk.call(1, "RS")
    assert officer.get("/v1/watches").json() == []
    nowhere = f"/v1/watches/{'0' * 32}"
    assert officer.get(nowhere).status_code == 404
    assert officer.post(f"{nowhere}/withdrawal", json={"reason": "x"}).status_code == 404
    assert officer.post(f"{nowhere}/extension", json={"reason": "x", "days": 5}).status_code == 404
    assert officer.post(f"{nowhere}/extension", json={"reason": "x", "days": 5, "for": "ever"}).status_code == 422
    assert officer.post(f"{nowhere}/withdrawal", json={}).status_code == 422
