"""Solutions as plain values: matrices in the order of victims and missing people, probabilities that sum to one."""

import pytest

from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.fields import Json
from egnatia.match.kinship.dvi.fragments import Body
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.solution import solve
from egnatia.match.kinship.dvi.told import bodies_told, marginals, solution_told

MUM: Json = {"id": "mum", "sex": 2, "geno": {"L": "6/6"}}
CASE: Json = {
    "name": "Ferry",
    "markers": [{"name": "L", "alleles": ["6", "9"], "afreq": [0.1, 0.9]}],
    "pm": [{"id": "V1", "sex": 1, "geno": {"L": "6/6"}}, {"id": "V2", "sex": 1, "geno": {"L": "9/9"}}],
    "am": {"F1": [MUM, {"id": "M1", "mid": "mum", "sex": 1, "geno": None}]},
    "missing": ["M1"],
}


def test_each_victim_is_somebody_or_nobody() -> None:
    table = marginals(solve(read_disaster(CASE)))
    assert [sum(row) for row in table] == pytest.approx([1, 1])
    assert table[0] == pytest.approx([10 / 11, 1 / 11])


def test_matrices_have_victims_as_rows_and_the_missing_as_columns() -> None:
    told = solution_told(solve(read_disaster(CASE)), 0.5)
    assert told["pairwise"] == {"rows": ["V1", "V2"], "cols": ["M1"], "LR": [[pytest.approx(10)], [0.0]]}
    assert told["exclusions"]["n"] == [[0], [1]]
    assert (told["method"], told["seconds"], told["assignments"][0]["V1"]) == ("exact", 0.5, "M1")


def test_prior_odds_leave_no_likelihood_beside_the_posterior() -> None:
    told = solution_told(solve(read_disaster(CASE), Policy(odds=0.5)), 0.0)
    assert told["assignments"][0]["loglik"] is None
    assert "0.5" in told["prior"]


def test_bodies_name_their_fragments() -> None:
    body = Body(name="a", fragments=("a", "b"), log_ratio=0.0)
    assert bodies_told([body], joined=True) == [{"body": "a", "fragments": ["a", "b"], "LR": 1.0, "joined": True}]
