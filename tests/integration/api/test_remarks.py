"""Remarks, as programs read them."""

from tests.integration.authorisation.scene import UIDS, Setting

from egnatia.casework.rows import Role


def test_three_hundred_reads_in_an_hour_are_remarked_on() -> None:
    scene = Setting()
    officer = scene.call(UIDS[Role.OFFICER], "RS")
    for _ in range(300):
        assert officer.get(f"/v1/records/{scene.own.id}?case={scene.case.id}").is_success
    [remark] = scene.call(UIDS[Role.OVERSIGHT], "RS").get("/v1/remarks").json()["listed"]
    assert remark["says"] == "300 records read within an hour"
