"""A profile while it is typed: each line by itself, and whether the whole may be exchanged."""

import pytest
from tests.twins.network import network
from tests.unit.casework.identify.searching import lines
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role
from egnatia.web.loci import read_typed


def test_full_and_partial_loci_are_told_apart() -> None:
    typed = read_typed("VWA 16,17\nTH01 9.3,*\nAMEL X,Y")
    assert (typed.full, typed.partly, typed.standard, typed.faults) == (("VWA",), ("TH01",), 1, ())
    assert typed.barred


def test_a_whole_profile_may_be_exchanged() -> None:
    assert read_typed(lines(9, 10)).barred == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [("XYZ 1,2", "locus 'XYZ' is not known"), ("TH01 abc", "no number of repeats"), ("TH01", "no values"),
     ("TH01 6,7,8,9", "TH01"), ("VWA 14,15", "VWA is there twice")],
)  # fmt: skip
def test_a_wrong_line_is_named_and_hides_no_other(line: str, words: str) -> None:
    typed = read_typed(f"VWA 16,17\n\n{line}\nFGA 20,21")
    assert typed.full == ("VWA", "FGA")
    [(number, said)] = typed.faults
    assert number == 3
    assert words in said


def test_the_page_is_told_while_somebody_types() -> None:
    desk = Desk(network("RS", "AL"), "RS", Role.OFFICER)
    page = desk.see("/ask?kind=dna")
    assert 'hx-post="/ask/profile"' in page
    shown = desk.send(page, "/ask/profile", {"profile": "VWA 16,17\nXYZ 1"})
    assert "1 locus read in full: VWA" in shown
    assert "line 2" in shown
    assert desk.send(page, "/ask/profile", {"profile": ""}).strip() == ""
