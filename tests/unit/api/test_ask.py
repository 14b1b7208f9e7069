"""Asking over the socket: previews, answers line by line, and lists a page at a time."""

import json

import pytest
from tests.unit.api.conftest import Desk, Enquire


def ask(desk: Desk, body: dict[str, object]) -> list[dict[str, object]]:
    return [json.loads(line) for line in desk.call(1).post("/v1/questions", json=body).text.splitlines()]


def test_a_preview_says_under_which_instrument_and_asks_nobody(desk: Desk, enquiry: Enquire) -> None:
    [found] = desk.call(1).post("/v1/questions/preview", json=enquiry()).json()
    assert (found["partner"], found["open"], found["instrument"]) == ("AL", True, "pcc-see")
    assert desk.call(1).get("/v1/questions").json() == {"rows": [], "next": None}


def test_the_first_line_says_who_is_asked_and_each_further_one_an_answer(desk: Desk, enquiry: Enquire) -> None:
    begun, heard = ask(desk, enquiry())
    assert [found["partner"] for found in begun["partners"]] == ["AL"]  # type: ignore[attr-defined]
    assert (heard["partner"], heard["result"]) == ("AL", "hit")


@pytest.mark.slow
def test_every_question_is_on_one_page(desk: Desk, enquiry: Enquire) -> None:
    for day in range(1, 6):
        properties = {"first_name": ["Ана"], "family_name": ["Петровић"], "birth_date": [f"1990-01-0{day}"]}
        ask(desk, enquiry(properties=properties))
    seen, beyond = [], None
    while True:
        page = desk.call(1).get("/v1/questions", params={"limit": 2, **({"beyond": beyond} if beyond else {})}).json()
        seen += [row["question"]["id"] for row in page["rows"]]
        beyond = page["next"]
        if beyond is None:
            break
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    ("narrower", "count"), [({"partner": "AL"}, 1), ({"partner": "XK"}, 0), ({"kind": "vehicle"}, 0)]
)
def test_a_list_is_narrowed_by_the_node(desk: Desk, enquiry: Enquire, narrower: dict[str, str], count: int) -> None:
    ask(desk, enquiry())
    assert len(desk.call(1).get("/v1/questions", params=narrower).json()["rows"]) == count


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"limit": 201}, {"beyond": -1}, {"beyond": 2**62}, {"limit": "x"}])
def test_a_page_that_cannot_be_is_refused(desk: Desk, wrong: dict[str, object]) -> None:
    assert desk.call(1).get("/v1/questions", params=wrong).status_code == 422  # type: ignore[arg-type]
