"""Altered repeats, over the socket: an officer is refused, somebody else allows one more, oversight sees it."""

import pytest
from tests.unit.api.conftest import Desk, Enquire


@pytest.mark.slow
def test_the_seventh_wording_is_refused_until_a_supervisor_allows_one_more(desk: Desk, enquiry: Enquire) -> None:
    def ask(year: int) -> int:
        asked = {"first_name": ["Петар"], "family_name": ["Јовановић"], "birth_date": [f"19{year}-01-01"]}
        return desk.call(1).post("/v1/questions", json=enquiry(properties=asked)).status_code

    assert [ask(year) for year in range(60, 67)] == [200] * 6 + [403]
    permit = {"officer": "petra", "reason": "The notebook has two dates."}
    assert desk.call(2).post(f"/v1/case-files/{desk.case.reference}/repeats", json=permit).status_code == 201
    assert [ask(67), ask(68)] == [200, 403]


@pytest.mark.slow
def test_oversight_sees_the_counts_at_both_nodes_and_no_names(desk: Desk, enquiry: Enquire) -> None:
    for year in range(60, 67):
        asked = {"first_name": ["Петар"], "family_name": ["Јовановић"], "birth_date": [f"19{year}-01-01"]}
        desk.call(1).post("/v1/questions", json=enquiry(properties=asked))
    here, there = (desk.call(4, node).get("/v1/repeats").json() for node in ("RS", "AL"))
    assert [row["wordings"] for row in here["seen"]] == [7, 6, 5, 4]
    assert [row["stopped"] for row in here["seen"]] == [True, False, False, False]
    assert (there["seen"], there["tried"]) == ([], [])
    assert "Јовановић" not in str(here)
    assert desk.call(1).get("/v1/repeats").status_code == 403
