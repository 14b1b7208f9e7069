"""What a hit is worth, for an expert."""

import pytest

from egnatia.match.dna.chance import match_probability
from egnatia.match.dna.populations import Population
from egnatia.match.dna.weight import THETA, weigh

LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358")
ASKED = {"profile": ("\n".join(f"{locus} 12,13" for locus in LOCI),)}
EVEN = Population(name="even", source="x", frequencies={locus: {"12": 0.5, "13": 0.5} for locus in LOCI})
RARE = Population(name="rare", source="x", frequencies={locus: {"12": 0.1, "13": 0.1, "5": 0.8} for locus in LOCI})


def test_the_least_ratio_comes_first_and_is_that_of_all_loci() -> None:
    found = weigh((RARE, EVEN), ASKED, ASKED, 1000)
    assert found
    assert [item.population for item in found.worths] == ["even", "rare"]
    one = match_probability(("12", "13"), (0.5, 0.5), THETA)
    assert found.worths[0].likelihood_ratio == pytest.approx(one**-6)
    assert (found.quality, found.matching, found.unweighed) == (1, 6, "")


def test_why_there_is_no_ratio_is_said() -> None:
    without = weigh((), ASKED, ASKED, 1)
    strange = weigh((Population(name="other", source="x", frequencies={"SE33": {"20": 1.0}}),), ASKED, ASKED, 1)
    assert without
    assert strange
    assert without.unweighed == "this node has no frequencies of alleles"
    assert "other has frequencies for none of VWA" in strange.unweighed
    assert (without.worths, strange.worths, strange.chance_hits) == ((), (), None)


def test_what_is_no_profile_is_not_weighed() -> None:
    assert weigh((EVEN,), ASKED, {"profile": ("rubbish",)}, 1) is None
