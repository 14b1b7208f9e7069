"""Tables of frequencies: names as laboratories write them, and what is refused."""

import pytest

from egnatia.match.kinship.cases.tables import read_tables
from egnatia.match.kinship.errors import CaseError

TABLE = "# invented; 100\nlocus,allele,freq\nPenta E,7,0.4\nPenta E,8,0.6\n"


@pytest.mark.parametrize("written", ["Penta E", "PENTA_E", "PentaE", "penta-e"])
def test_a_locus_is_found_however_its_name_is_written(written: str) -> None:
    assert read_tables(TABLE).of(written, "case") == {"7": 0.4, "8": 0.6}


def test_a_locus_that_is_not_there_is_named() -> None:
    with pytest.raises(CaseError, match="case: the table has no frequencies of TH01"):
        read_tables(TABLE).of("TH01", "case")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("allele,freq\n7,0.4", "line 1: locus,allele,freq is expected"),
        (TABLE + "TH01,6", "line 5: 2 fields, not 3"),
        (TABLE + "PentaE,7,0.1", "line 5: allele 7 of PentaE is there twice"),
        (TABLE + "TH01,6,x", "line 5: 'x' is no number"),
        (TABLE + "TH01,6,nan", "line 5: 'nan' is no number"),
        (TABLE + '"TH01', "line 5: this is no CSV"),
    ],
)
def test_a_line_that_is_none_is_named(text: str, words: str) -> None:
    with pytest.raises(CaseError, match=words):
        read_tables(text)
