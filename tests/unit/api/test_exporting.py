"""Exports over the socket: records for a case file, with their caveats, and listed for oversight."""

from tests.unit.api.conftest import Desk

WHY = {"reason": "the prosecutor's file"}


def test_a_record_goes_out_with_its_caveat_and_the_export_is_listed_without_data(desk: Desk, record: str) -> None:
    case = desk.call(2).post("/v1/case-files", json=FILE).json()["id"]
    body = {"case": case, "records": [record], **WHY}
    made = desk.call(6, account="one").post("/v1/exports", json=body)
    assert made.status_code == 201
    [found] = made.json()["records"]
    assert (found["properties"]["family_name"], found["caveat"]["role"]) == (["Kratki"], "suspect")
    [listed] = desk.call(4).get("/v1/exports").json()
    assert "Kratki" not in str(listed)


def test_an_officer_exports_nothing(desk: Desk, record: str) -> None:
    body = {"case": desk.case.id, "records": [record], **WHY}
    assert desk.call(1).post("/v1/exports", json=body).status_code == 403


FILE = {
    "reference": "KT-19",
    "title": "Trucks",
    "purpose": "criminal_investigation",
    "offence": "theft",
    "members": ["one"],
}
