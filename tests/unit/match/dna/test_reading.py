"""Profiles in any layout."""

import pytest

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.reading import read_any

RULES = rule_set("prum-2008-ess-2009")


def test_tables_and_lines_are_told_apart() -> None:
    assert [profile.id for profile in read_any("id,VWA,TH01\na,16/17,6/9.3\nb,15/15,7/8\n", RULES)] == ["a", "b"]
    assert read_any("VWA 16,17\n", RULES)[0].loci == {"VWA": ("16", "17")}


def test_a_quotation_without_end_is_named_with_its_line() -> None:
    with pytest.raises(ProfileError, match="line 2: this is no CSV"):
        read_any('id,VWA\n"a,16/17\n', RULES)
