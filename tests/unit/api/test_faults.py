"""What is wrong is answered as a problem (RFC 9457): named by its path, never by a trace, and nothing is written."""

import json

import pytest
from tests.unit.api.conftest import Desk, Enquire

ID = "0" * 32

#: Bodies that are refused, by what is wrong with an otherwise lawful enquiry, and the path that is named.
BAD_ENQUIRIES: tuple[tuple[dict[str, object], str], ...] = (
    ({"kind": "soul"}, "kind"),
    ({"kind": 7}, "kind"),
    ({"surprise": 1}, "surprise"),
    ({"subject": {"role": "suspect", "surprise": 1}}, "subject.surprise"),
    ({"subject": {"role": "villain"}}, "subject.role"),
    ({"properties": {"soul": ["x"]}}, "properties.soul"),
    ({"properties": {}}, "properties"),
    ({"properties": {"first_name": "Petar"}}, "properties.first_name"),
    ({"properties": {"first_name": [7]}}, "properties.first_name.0"),
    ({"properties": {"birth_date": ["1985-13-40"]}}, "properties.birth_date[0]"),
    ({"properties": {"first_name": ["\u0000"]}}, "properties.first_name[0]"),
    ({"properties": {"first_name": ["x" * 10_000]}}, "properties.first_name[0]"),
    ({"partners": {"AL": ""}}, "partners.AL"),
    ({"partners": []}, "partners"),
)

#: Requests, the user who makes them, and the status and title of the problem.
REFUSED: tuple[tuple[int, str, str, object, int, str], ...] = (
    (99, "GET", "/v1/me", None, 403, "NotAllowed"),
    (6, "GET", "/v1/me", None, 403, "NotAllowed"),
    (1, "GET", "/v1/accounts", None, 403, "NotAllowed"),
    (1, "GET", f"/v1/ledger/trail/{ID}", None, 403, "NotAllowed"),
    (4, "GET", "/v1/questions", None, 403, "NotAllowed"),
    (4, "GET", "/v1/ledger/entries/99999/proof", None, 404, "NotFound"),
    (4, "GET", "/v1/ledger/entries/-1/proof", None, 422, "Parse"),
    (4, "GET", "/v1/ledger/entries/x/proof", None, 422, "Parse"),
    (4, "GET", f"/v1/ledger/entries/{2**70}/proof", None, 422, "Parse"),
    (1, "GET", f"/v1/questions/{ID}/hits", None, 404, "NotFound"),
    (3, "POST", f"/v1/hits/{ID}/comparison", None, 404, "NotFound"),
    (3, "POST", f"/v1/hits/{ID}/verdict", {"verdict": "confirm", "reason": "x"}, 404, "NotFound"),
    (3, "POST", f"/v1/hits/{ID}/verdict", {"verdict": "maybe", "reason": "x"}, 422, "Parse"),
    (3, "POST", f"/v1/hits/{ID}/verdict", {"verdict": "confirm"}, 422, "Parse"),
    (2, "POST", "/v1/releases", {"reference": ID, "reason": "x"}, 404, "NotFound"),
    (2, "POST", "/v1/withholdings", {"reference": ID, "ground": "safety", "reason": "x"}, 404, "NotFound"),
    (2, "POST", "/v1/withholdings", {"reference": ID, "ground": "mood", "reason": "x"}, 422, "Parse"),
    (1, "POST", "/v1/withholdings", {"reference": ID, "ground": "safety", "reason": "x"}, 403, "NotAllowed"),
    (2, "POST", f"/v1/records/{ID}/erasure", {"reason": "x"}, 404, "NotFound"),
    (2, "POST", f"/v1/records/{ID}/erasure", {"reason": "x", "really": True}, 422, "Parse"),
    (1, "GET", "/v1/retention", None, 403, "NotAllowed"),
    (2, "GET", "/v1/retention?days=-1", None, 422, "Parse"),
    (2, "POST", f"/v1/records/{ID}/extension", {"until": "2030-02-30", "reason": "x"}, 422, "Parse"),
    (2, "POST", f"/v1/records/{ID}/extension", {"until": "2030-01-01", "reason": "x"}, 404, "NotFound"),
    (1, "POST", f"/v1/records/{ID}/extension", {"until": "2030-01-01", "reason": "x"}, 403, "NotAllowed"),
    (1, "POST", f"/v1/records/{ID}/contest", {"reason": "x"}, 403, "NotAllowed"),
    (2, "POST", f"/v1/records/{ID}/settlement", {"reason": "x"}, 404, "NotFound"),
    (2, "POST", f"/v1/records/{ID}/restriction", {"words": "", "reason": "x"}, 422, "Parse"),
    (1, "POST", "/v1/records", [], 422, "Parse"),
    (1, "POST", "/v1/records", {}, 422, "Parse"),
    (5, "POST", "/v1/accounts", {"name": "Not A Name", "roles": ["officer"]}, 422, "Parse"),
    (5, "POST", "/v1/accounts", {"name": "petra", "roles": ["officer"]}, 409, "Conflict"),
    (5, "POST", "/v1/accounts", {"name": "new", "roles": ["officer", "oversight"]}, 409, "Conflict"),
    (5, "POST", "/v1/accounts/admin/closing", None, 403, "NotAllowed"),
    (1, "POST", "/v1/law/explanation", {"asker": "RS", "answerer": "QQ", "kind": "dna"}, 404, "NotFound"),
    (1, "POST", "/v1/law/explanation", {"asker": "RS", "answerer": "AL", "kind": "soul"}, 422, "Parse"),
    (1, "GET", "/v1/nothing", None, 404, "NoRoute"),
    (1, "DELETE", "/v1/me", None, 405, "NoRoute"),
)


@pytest.mark.parametrize(("wrong", "path"), BAD_ENQUIRIES, ids=lambda value: str(value)[:50])
def test_a_malformed_enquiry_is_refused_by_its_path_and_nothing_is_logged(
    wrong: dict[str, object], path: str, desk: Desk, enquiry: Enquire
) -> None:
    before = desk.call(1).get("/v1/ledger").json()
    answer = desk.call(1).post("/v1/questions", json=enquiry(**wrong))
    assert (answer.status_code, answer.json()["path"]) == (422, path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert desk.call(1).get("/v1/ledger").json() == before


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: f"{row[0]} {row[1]} {row[2]} {row[4]}")
def test_what_cannot_be_done_is_a_problem_with_its_status(
    row: tuple[int, str, str, object, int, str], desk: Desk
) -> None:
    uid, method, path, body, status, title = row
    answer = desk.call(uid).request(method, path, json=body)
    assert (answer.status_code, answer.json()["title"]) == (status, title), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"kind": "person"', b'{"kind": NaN}', b"[" * 100_000])
def test_what_is_no_json_is_refused(body: bytes, desk: Desk) -> None:
    answer = desk.call(1).post("/v1/questions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_law_says_in_words_what_is_missing(desk: Desk, enquiry: Enquire) -> None:
    answer = desk.call(1).post("/v1/questions/preview", json=enquiry(partners={"XK": "Seen there."}))
    [prospect] = answer.json()
    assert not prospect["open"]
    assert "no instrument opens person between Serbia and Kosovo" in prospect["missing"][0]


def test_a_user_with_two_accounts_says_as_whom(desk: Desk) -> None:
    assert desk.call(6, account="two").get("/v1/me").json()["name"] == "two"
    assert "say as whom: one, two" in desk.call(6).get("/v1/me").json()["detail"]
    assert desk.call(6, account="admin").get("/v1/me").status_code == 403


def test_an_answer_streams_as_lines_with_who_is_asked_first(desk: Desk, enquiry: Enquire) -> None:
    answer = desk.call(1).post("/v1/questions", json=enquiry())
    first, *rest = [json.loads(line) for line in answer.text.splitlines()]
    assert [partner["partner"] for partner in first["partners"]] == ["AL"]
    assert [(line["partner"], line["result"]) for line in rest] == [("AL", "hit")]
    assert answer.headers["content-type"] == "application/x-ndjson"
