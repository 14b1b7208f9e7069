"""Files of pairs: every pair under the usual hypotheses, with frequencies from a table."""

import pytest

from egnatia.match.kinship.cases.fields import Json
from egnatia.match.kinship.cases.pairs import is_pairs, read_pairs
from egnatia.match.kinship.cases.tables import read_tables
from egnatia.match.kinship.errors import CaseError

TABLES = read_tables("locus,allele,freq\nTH01,6,0.2\nTH01,9,0.8\nvWA,17,0.5\nvWA,18,0.5\n")
PAIR: dict[str, Json] = {"truth": "parent", "A": ["6/6", "17/18"], "B": ["6/9", None], "LR": {"parent:unrel": 2.5}}
FILE: dict[str, Json] = {"source": "invented", "loci": ["TH01", "vWA"], "pairs": [PAIR]}


def test_a_pair_is_weighed_under_the_usual_hypotheses() -> None:
    """6/6 and 6/9 share one allele: LR = κ0 + κ1·½/0.2. A marker that one was not typed at says nothing."""
    (case,) = read_pairs(FILE, TABLES)
    found = dict(zip([item.name for item in case.hypotheses], case.compare().log_ratios("unrel"), strict=True))
    wanted = {"parent": 2.5, "fullsib": 1.5, "halfsib": 1.75, "grand": 1.75, "unrel": 1.0}
    assert {name: 2.718281828459045**log for name, log in found.items()} == pytest.approx(wanted, rel=1e-12)


def test_markers_may_stand_in_the_file() -> None:
    marker: Json = {"name": "TH01", "alleles": ["6", "9"], "afreq": [0.2, 0.8]}
    (case,) = read_pairs({"loci": ["TH01"], "markers": [marker], "pairs": [{"A": ["6/6"], "B": ["6/9"]}]})
    assert case.markers[0].frequencies == (0.2, 0.8)


def test_a_file_of_pairs_is_known_by_its_field() -> None:
    assert is_pairs(FILE)
    assert not is_pairs([FILE])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"loci": ["TH01"]}, "pair 1, A: 2 genotypes for 1 loci"),
        ({"loci": ["TH01", "FGA"]}, "no frequencies of FGA"),
        ({"pairs": [{"A": ["6/6", "17/17"]}]}, "pair 1: field 'B' is missing"),
        ({"pairs": [{**PAIR, "C": []}]}, "field 'C' is unknown"),
    ],
)
def test_what_is_laid_out_otherwise_is_refused(change: dict[str, Json], words: str) -> None:
    with pytest.raises(CaseError, match=words):
        read_pairs({**FILE, **change}, TABLES)


def test_frequencies_must_come_from_somewhere() -> None:
    with pytest.raises(CaseError, match="'afreq' is missing"):
        read_pairs(FILE)


def test_a_pair_of_whom_nobody_is_typed_has_no_ratio() -> None:
    untyped: Json = {"A": [None, None], "B": [None, None]}
    with pytest.raises(CaseError, match="pair 2: nobody is typed"):
        read_pairs({**FILE, "pairs": [PAIR, untyped]}, TABLES)[1].compare()
