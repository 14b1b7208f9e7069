"""Case files over the socket: opened by a supervisor, listed to who works in them, closed for good."""

from tests.unit.api.conftest import Desk, Enquire

BODY = {
    "reference": "KT-18",
    "title": "Trucks",
    "purpose": "criminal_investigation",
    "offence": "theft",
    "members": ["petra"],
}


def test_a_file_is_listed_to_who_works_in_it(desk: Desk) -> None:
    opened = desk.call(2).post("/v1/case-files", json=BODY)
    assert (opened.status_code, opened.json()["reference"]) == (201, "KT-18")
    assert "KT-18" in {file["reference"] for file in desk.call(1).get("/v1/case-files").json()}
    assert "KT-18" not in {file["reference"] for file in desk.call(3).get("/v1/case-files").json()}


def test_in_a_closed_file_nothing_is_asked(desk: Desk, enquiry: Enquire) -> None:
    case = desk.call(2).post("/v1/case-files", json=BODY).json()["id"]
    assert desk.call(2).post(f"/v1/case-files/{case}/closing").status_code == 204
    reply = desk.call(1).post("/v1/questions/preview", json=enquiry(case=case))
    assert "closed" in str(reply.json())


def test_an_officer_opens_none(desk: Desk) -> None:
    assert desk.call(1).post("/v1/case-files", json=BODY).json()["title"] == "NotAllowed"
