"""Identification at the desk: matrix and pedigrees from records and from a laboratory's file, and rubbish refused."""

import json
import re
from pathlib import Path

import pytest
from tests.unit.casework.identify.searching import CONSENT, Morgue
from tests.unit.match.kinship.cases.test_hypotheses import PROJECT
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role

CASES = Path(__file__).parents[2] / "vectors" / "kinship"
MARKER = {"name": "L", "alleles": ["6", "9"], "afreq": [0.4, 0.6]}
PATERNITY = {
    "id": "Who is the father?",
    "markers": [MARKER],
    "profiles": {"F": {"L": "6/9"}, "C": {"L": "6/6"}},
    "hypotheses": [
        {"name": "father", "pedigree": [{"id": "F", "sex": 1}, {"id": "C", "fid": "F"}]},
        {"name": "stranger", "pedigree": [{"id": "F", "sex": 1}, {"id": "C"}]},
    ],
}
DISASTER = {
    "name": "Ferry",
    "markers": [MARKER],
    "pm": {"V1": {"id": "V1", "sex": 1, "geno": {"L": "6/6"}}, "V2": {"id": "V2", "sex": 1, "geno": {"L": "9/9"}}},
    "am": {"F1": [{"id": "mum", "sex": 2, "geno": {"L": "6/6"}}, {"id": "M1", "mid": "mum", "sex": 1, "geno": None}]},
    "missing": ["M1"],
}


@pytest.fixture
def morgue() -> Morgue:
    return Morgue()


@pytest.fixture
def desk(morgue: Morgue) -> Desk:
    return Desk(morgue.net, "RS", Role.FORENSIC)


def test_the_matrix_says_the_ratio_by_number_and_by_word(morgue: Morgue, desk: Desk) -> None:
    page = desk.see(f"/cases/{morgue.case.id}/identification")
    assert "extremely strong support" in page
    assert "12 markers contradict" in page
    assert "✓ Undisputed" in page
    assert CONSENT in page
    assert "no decision of this node is on record" in page


def test_the_pedigree_is_drawn_and_stands_in_a_table(morgue: Morgue, desk: Desk) -> None:
    page = desk.see(f"/cases/{morgue.case.id}/identification")
    assert re.search(r'<svg [^>]*role="img" aria-labelledby="family-1-title family-1-told"', page)
    assert page.count("<circle") == 2
    assert page.count("gave a sample") == 4  # in the picture and in the table
    assert "? missing" in page


@pytest.mark.slow
def test_a_filter_leaves_pairings_out_and_counts_them(morgue: Morgue, desk: Desk) -> None:
    page = desk.see(f"/cases/{morgue.case.id}/identification?show=strong")
    assert "1 pairing is not shown" in page
    assert '<th scope="row">body-2' not in page
    assert "No pairing is like that" in desk.see(f"/cases/{morgue.case.id}/identification?name=nobody")


@pytest.mark.slow
def test_a_case_of_a_laboratory_is_solved_and_filtered_again(desk: Desk) -> None:
    text = json.dumps(DISASTER)
    page = desk.send(desk.see("/identification"), "/identification", {"text": text})
    assert "Ferry" in page
    assert "excluded" in page
    shown = desk.send(page, "/identification", {"text": text, "show": "possible"})
    assert '<th scope="row">V2' not in shown


#: One father and his eight sons, of fourteen dead: more assignments of one family than can be weighed.
FLOOD = {
    "name": "Flood",
    "markers": [MARKER],
    "pm": {f"V{no}": {"id": f"V{no}", "sex": 1, "geno": {"L": "6/9"}} for no in range(1, 15)},
    "am": {
        "F1": [{"id": "dad", "sex": 1, "geno": {"L": "6/6"}}]
        + [{"id": f"M{no}", "fid": "dad", "sex": 1, "geno": None} for no in range(1, 9)]
    },
    "missing": [f"M{no}" for no in range(1, 9)],
}


@pytest.mark.slow
def test_a_disaster_that_is_too_large_is_sampled_if_that_is_chosen_and_says_how_sure_it_is(desk: Desk) -> None:
    text = json.dumps(FLOOD)
    refused = desk.send(desk.see("/identification"), "/identification", {"text": text}, 422)
    assert "Sample a disaster that is too large" in refused
    page = desk.send(refused, "/identification", {"text": text, "sample": "yes"})
    assert "sampled, not exact: 4 walks of 100,000 steps" in page
    assert "Posteriors are within about ±" in page
    assert "exact, over" not in page.replace("not exact", "")
    assert "sampled, not exact" in desk.send(page, "/identification", {"text": text, "sample": "yes", "show": "found"})


@pytest.mark.slow
def test_what_can_be_solved_exactly_is_not_sampled(desk: Desk) -> None:
    text = json.dumps(DISASTER)
    page = desk.send(desk.see("/identification"), "/identification", {"text": text, "sample": "yes"})
    assert "exact, over" in page
    assert "sampled" not in page


def test_hypotheses_are_drawn_each(desk: Desk) -> None:
    page = desk.send(desk.see("/identification"), "/identification", {"text": json.dumps(PATERNITY)})
    assert page.count("<figure") == 2
    assert "1.25" in page


def test_a_project_of_familias_without_victims_is_compared_pedigree_by_pedigree(desk: Desk) -> None:
    page = desk.send(desk.see("/identification"), "/identification", {"text": PROJECT})
    assert "stranger" in page
    assert re.search(r"father</th><td>2\.5", page)


@pytest.mark.parametrize(
    "text", ["", "{", "garbage", "[1]", '{"markers": 1}', '{"a": 1, "a": 2}', "{" + '"a":{' * 3000]
)
def test_rubbish_is_named_and_nothing_that_was_typed_is_lost(desk: Desk, text: str) -> None:
    page = desk.send(desk.see("/identification"), "/identification", {"text": text}, 422)
    assert 'class="error-summary"' in page


def test_a_browser_sends_the_file_in_parts(desk: Desk) -> None:
    key = re.search(r'name="form_key" value="(\w+)"', desk.see("/identification"))
    assert key is not None
    file = {"file": ("case.json", json.dumps(DISASTER).encode())}
    answer = desk.browser.post("/identification", data={"form_key": key[1]}, files=file)
    assert answer.status_code == 200
    assert "Ferry" in answer.text


def test_the_case_file_leads_to_it(morgue: Morgue, desk: Desk) -> None:
    assert f"/cases/{morgue.case.id}/identification" in desk.see(f"/cases/{morgue.case.id}")
    assert f"/cases/{morgue.case.id}/identification" in desk.see("/identification")
