"""Profiles for kinship: read from tables and case files alike, loci by one name, what cannot be compared left out."""

from pathlib import Path

import pytest

from egnatia.cli.ending import Ending
from egnatia.cli.kinship.people import one_spelling, people_of, spelled_tables
from egnatia.match.kinship.cases.tables import read_tables
from egnatia.match.kinship.errors import CaseError


def written(folder: Path, text: str) -> Path:
    file = folder / "people"
    file.write_text(text, encoding="utf-8")
    return file


def test_tables_and_case_files_give_the_same_people(tmp_path: Path) -> None:
    table = people_of(written(tmp_path, "id,vWA,Penta D,AMEL,DYS391,FGA\nana,16/14,9/9,X/Y,10,21/*\n"))
    case = '{"profiles": {"ana": {"VWA": "14/16", "PENTA_D": ["9", "9"], "Amel": "X/Y", "DYS391": "10"}}}'
    assert table == people_of(written(tmp_path, case)) == {"ana": {"VWA": ("14", "16"), "PENTA_D": ("9", "9")}}


def test_a_table_of_frequencies_has_its_loci_by_the_same_names() -> None:
    found = spelled_tables(read_tables("locus,allele,freq\nFES/FPS,8,1\nD6S1043,11,1\n"))
    assert [found.of(one_spelling(name), "") for name in ("FESFPS", "d6-s1043")] == [{"8": 1.0}, {"11": 1.0}]
    with pytest.raises(CaseError, match=r"twice, as 'FES/FPS' \(line 2\) and as 'FES' \(line 3\)"):
        spelled_tables(read_tables("locus,allele,freq\nFES/FPS,8,1\nFES,8,1\n"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,VWA\n", "no profile"),
        ('{"profiles": {}}', "no profile"),
        ('{"people": {}}', "'people' is unknown"),
        (
            '{"profiles": {"ana": {"vWA": "14/15", "VWA": "14/15"}}}',
            "ana: a locus is there twice, as 'vWA' and as 'VWA'",
        ),
        ("id,vWA,VWF\nana,14/15,14/15\n", "line 1: VWA is there twice, as 'vWA' and as 'VWF'"),
        ('{"profiles": {"ana": {"vWA": "14/15/16"}}}', "is no genotype"),
        ("id,VWA\nana,14/x\n", "line 2: ana: VWA"),
        ("{", "no JSON"),
        ("", "nothing was typed"),
    ],
)
def test_what_is_no_register_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(Ending, match=words):
        people_of(written(tmp_path, text))
