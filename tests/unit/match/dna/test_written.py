"""Profiles as lines."""

import pytest

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.written import read_written, write_profile


def test_a_profile_is_written_as_it_was_read() -> None:
    rules = rule_set("prum-2008-ess-2009")
    written = write_profile(read_written("vwa: 17/16\nAmel X,Y\n\nTH01 9.3 , 6", rules))
    assert written == "VWA 16,17\nAMELOGENIN X,Y\nTH01 6,9.3"
    with pytest.raises(ProfileError, match="nothing was typed"):
        read_written("VWA *,*", rules)
