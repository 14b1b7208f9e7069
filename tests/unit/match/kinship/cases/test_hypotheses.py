"""Kinship projects of Familias: invented ones, against what their pedigrees say by hand."""

import numpy as np
import pytest

from egnatia.match.kinship.cases.hypotheses import read_familias_comparison
from egnatia.match.kinship.errors import CaseError

HEAD = ['"Output from Familias, version 3.3.1"', '"DO NOT EDIT!"', "3.3.1", '""', "2"]
FATHER = ['"F"', "#FALSE#", "-1", "#FALSE#", "#TRUE#", "1", "0", "1", "0"]
CHILD = ['"C"', "#FALSE#", "-1", "#FALSE#", "#FALSE#", "1", "0", "0", "0"]
PEDIGREES = ['"Known relations"', "1", "0", "0", "2"]
PATERNITY = ["0", '"father"', "0", "0", "2", "0", "1", "2", "1"]  # F and the woman without a name are the parents.
STRANGER = ["1", '"stranger"', "0", "1", "2", "3", "1", "2", "1"]  # A man without a name is the father.
BASE = ["#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )", "1", "#FALSE#"]
MARKER = ['"L"', "0", "0", "0", "0", "2", "0.1", "0.1", "0", "0", "#FALSE#", "0"]
INFO = "2\t(DatabaseSize = 100 , Dropout probability = 0 , Minor allele frequency = 0 )"
ALLELES = [INFO, '"8"', "0.2", '"9"', "0.8"]
PROJECT = "\n".join([*HEAD, *FATHER, *CHILD, *PEDIGREES, *PATERNITY, *STRANGER, *BASE, *MARKER, *ALLELES, "[Advanced]"])


def ratio(text: str) -> float:
    case = read_familias_comparison(text, "x")
    return float(np.exp(case.compare().log_ratios(case.reference)[0]))


def test_each_pedigree_is_a_hypothesis_and_the_last_one_the_reference() -> None:
    """8/9 and his child 8/8: half a chance of 8 over its frequency."""
    case = read_familias_comparison(PROJECT, "x")
    assert [item.name for item in case.hypotheses] == ["father", "stranger"]
    assert case.reference == "stranger"
    assert ratio(PROJECT) == pytest.approx(0.5 / 0.2, rel=1e-12)


def test_theta_of_the_project_counts() -> None:
    """The father's 8 and the mother's: P(8,8,8,9)·½ over P(8,8,8,9) of strangers, by drawing one after another."""
    theta, p = 0.1, 0.2
    written = PROJECT.replace("Fst: 0 ", "Fst: 0,1 ")
    again = (2 * theta + (1 - theta) * p) / (1 + 2 * theta)
    assert ratio(written) == pytest.approx(0.5 / again, rel=1e-12)


def test_copies_drop_out_of_those_who_may_lose_them() -> None:
    """A child that showed 8 may have 9 as well: the likelihood of a stranger's child, written out."""
    d, p = 0.1, 0.2
    lossy = PROJECT.replace("Dropout probability = 0 ", "Dropout probability = 0.1 ")
    assert ratio(lossy) == pytest.approx(2.5, rel=1e-12)
    head, _, tail = lossy.rpartition('"C"\n#FALSE#\n-1')
    found = ratio(f'{head}"C"\n#FALSE#\n-1 (Consider dropouts)' + tail)
    child = 0.5 * (p * (1 - d**2) + (1 - p) * d * (1 - d)) + 0.5 * p * d * (1 - d)
    stranger = p * p * (1 - d**2) + 2 * p * (1 - p) * d * (1 - d)
    assert found == pytest.approx(child / stranger, rel=1e-12)


def test_samples_of_one_person_are_one_genome() -> None:
    direct = ["0", '"one"', "0", "0", "1", "0 - Direct", "1"]
    apart = ["1", '"two"', "0", "0", "0"]
    man = [*CHILD[:4], "#TRUE#", "1", "0", "1", "0"]
    text = "\n".join([*HEAD, *FATHER, *man, *PEDIGREES, *direct, *apart, *BASE, *MARKER, *ALLELES])
    assert ratio(text) == pytest.approx(1 / (2 * 0.2 * 0.8), rel=1e-12)


def test_a_project_without_pedigrees_has_the_relations_that_all_share() -> None:
    common = ['"Known relations"', "0", "0", "1", "0", "1", "0"]
    case = read_familias_comparison("\n".join([*HEAD, *FATHER, *CHILD, *common, *BASE, *MARKER, *ALLELES]), "x")
    assert case.hypotheses[0].pedigree.by_id["C"].father == "F"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("3\n1\n2\n1\n#FALSE# (", "7\n1\n2\n1\n#FALSE# (", "nobody has the number 7"),
        ("#FALSE# (#Data", "#TRUE# (#Data", "computed before"),
        ("#TRUE#\n1\n0\n1\n0", "#TRUE#\n1\n0\n2\n0", "F, L: no allele has the number 2"),
        ("#TRUE#\n1\n0\n1\n0", "#TRUE#\n1\n0\n1\n4", "F: no marker has the number 4"),
        ("#TRUE#\n1\n0\n1\n0", "#TRUE#\n2\n0\n1\n0\n0\n1\n0", "F: L is there twice"),
        ("2\n3\n1\n2\n1\n#F", "2\n3\n1\n0\n1\n#F", "parents of one sex"),
    ],
)
def test_what_cannot_be_is_named(old: str, new: str, words: str) -> None:
    assert old in PROJECT
    with pytest.raises(CaseError, match=words):
        read_familias_comparison(PROJECT.replace(old, new, 1), "x")


def test_somebody_must_be_typed() -> None:
    nobody = [*FATHER[:5], "0", *CHILD[:5], "0"]
    text = "\n".join([*HEAD, *nobody, *PEDIGREES, *PATERNITY, *STRANGER, *BASE, *MARKER, *ALLELES])
    with pytest.raises(CaseError, match="nobody of the project's kinship part is typed"):
        read_familias_comparison(text, "x")


def test_a_project_of_victims_says_which_command_reads_it() -> None:
    untyped = PROJECT.replace("\n1\n0\n1\n0", "\n0").replace("\n1\n0\n0\n0\n", "\n0\n")
    with pytest.raises(CaseError, match=r"kinship part is typed$"):
        read_familias_comparison(untyped, "x")
    with pytest.raises(CaseError, match="by `egnatia dvi solve`"):
        read_familias_comparison(untyped + "\n[DVI]\n", "x")
