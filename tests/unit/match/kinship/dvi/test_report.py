"""The report on one identification: marker by marker, with a digest of all that it says."""

import hashlib
import json
from math import prod

import pytest
from tests.unit.match.kinship.dvi.test_told import CASE

from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.cases.fields import Json, as_object
from egnatia.match.kinship.dvi.board import Finding, Secondary, reconcile
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.report import Identification, markers_told, mutation_words, ratios_by_marker, report_told
from egnatia.match.kinship.dvi.solution import solve
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.mutation import Model, Mutation, Transform

PAIR = Identification(victim="V1", missing="M1")


def test_the_ratio_is_the_product_of_those_of_the_markers() -> None:
    solution = solve(read_disaster(CASE))
    assert prod(number or 0 for number in ratios_by_marker(solution, PAIR).values()) == pytest.approx(10)


def test_the_digest_is_of_everything_else() -> None:
    ring = (Secondary(what="ring", speaks_for=False),)
    board = (reconcile({"dna": Finding.OPEN, "prints": Finding.IDENTIFIED}, ring), ring)
    told = report_told(solve(read_disaster(CASE)), PAIR, board, "0" * 64)
    body = {name: value for name, value in told.items() if name != "sha256"}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert told["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert told["secondary"] == [{"what": "ring", "speaks": "against"}]


def test_markers_are_told_with_the_frequencies_of_what_was_read_and_their_mutation() -> None:
    steps: Json = {"model": "stepwise", "rate": 0.002, "rate2": 1e-6, "range": 0.1}
    marker: Json = {
        "name": "L",
        "alleles": ["6", "8", "9"],
        "afreq": [0.1, 0.2, 0.65],
        "silent": 0.05,
        "mutation": steps,
    }
    case = read_disaster({**as_object(CASE, "case"), "markers": [marker]})
    words = "stepwise, rate 0.002, rate to alleles between whole steps 1e-06, range 0.1"
    of_both = {"mutation_of_mothers": words, "mutation_of_fathers": words}
    assert markers_told(solve(case), PAIR) == {"L": {"frequencies": {"6": 0.1}, "silent": 0.05, **of_both}}
    unchanged = markers_told(solve(case, Policy(mutation=False)), PAIR)["L"]
    assert (unchanged["mutation_of_mothers"], unchanged["mutation_of_fathers"]) == ("none", "none")


@pytest.mark.parametrize(
    ("mutation", "words"),
    [
        (None, "none"),
        (Mutation(model=Model.EQUAL, rate=0.001, transform=Transform.PM), "equal, rate 0.001, transform PM"),
        (Mutation(model=Model.CUSTOM, matrix=((1.0,),)), "custom"),
    ],
)
def test_a_mutation_model_is_told_with_its_parameters(mutation: Mutation | None, words: str) -> None:
    assert mutation_words(mutation) == words


def test_a_pairing_that_was_not_compared_has_no_report() -> None:
    pair, solution = Identification(victim="V9", missing="M1"), solve(read_disaster(CASE))
    with pytest.raises(CaseError, match="was not compared"):
        report_told(solution, pair, (reconcile({}, ()), ()), "0" * 64)
