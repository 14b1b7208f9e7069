"""The report on one identification: marker by marker, with a digest of all that it says."""

import hashlib
import json
from math import prod

import pytest
from tests.unit.match.kinship.dvi.test_told import CASE

from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.dvi.board import Finding, Secondary, reconcile
from egnatia.match.kinship.dvi.report import Identification, ratios_by_marker, report_told
from egnatia.match.kinship.dvi.solution import solve
from egnatia.match.kinship.errors import CaseError

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


def test_a_pairing_that_was_not_compared_has_no_report() -> None:
    pair, solution = Identification(victim="V9", missing="M1"), solve(read_disaster(CASE))
    with pytest.raises(CaseError, match="was not compared"):
        report_told(solution, pair, (reconcile({}, ()), ()), "0" * 64)
