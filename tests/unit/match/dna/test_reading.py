"""Profiles in any layout."""

from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.reading import read_any

RULES = rule_set("prum-2008-ess-2009")


def test_tables_and_lines_are_told_apart() -> None:
    assert [profile.id for profile in read_any("id,VWA,TH01\na,16/17,6/9.3\nb,15/15,7/8\n", RULES)] == ["a", "b"]
    assert read_any("VWA 16,17\n", RULES)[0].loci == {"VWA": ("16", "17")}
