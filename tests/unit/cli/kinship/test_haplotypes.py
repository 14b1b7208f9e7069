"""What haplotypes say, on a terminal."""

from typing import Any

import pytest

from egnatia.cli.kinship.haplotypes import mitochondrial_lines, mitochondrial_told
from egnatia.match.kinship.cases.mitochondrial import read_mitochondrial

SAMPLE = {"people": 99, "seen": 4}


def told(one: str, other: str) -> dict[str, Any]:
    people = {"Ana": {"ranges": "73-340", "differences": one}, "Iva": {"ranges": "73-340", "differences": other}}
    case = read_mitochondrial({"mitochondrial": people, "sample": SAMPLE})
    return mitochondrial_told(case, case.compare())


def test_a_match_is_told_with_its_ratio_and_what_it_does_not_say() -> None:
    lines = mitochondrial_lines(told("263G 309.1C", "A263R"))
    assert lines[:4] == [
        "Ana and Iva, one maternal lineage: not excluded (268 positions were read of both)",
        "one has another base beside the shared one at 263",
        "differences of length that do not count, at 309.1",
        "LR 20 of one lineage",
    ]
    assert lines[-1].endswith("to a family, not to a person.")


@pytest.mark.parametrize(("own", "verdict"), [("73G 263G", "excluded"), ("73G", "inconclusive")])
def test_what_does_not_match_is_told_without_a_ratio(own: str, verdict: str) -> None:
    found = told(own, "")
    lines = mitochondrial_lines(found)
    assert (found["LR"], found["verdict"], len(lines)) == (None, verdict, 2)
    assert lines[1] == f"they differ at {', '.join(found['differences'])}"
