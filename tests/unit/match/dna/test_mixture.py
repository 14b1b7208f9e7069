"""Mixed stains: against counting by hand and closed forms."""

import json
from itertools import chain, combinations, product
from math import exp
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.dna.errors import DnaError, ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.mixture import (
    Model,
    chance_of_stain,
    least_contributors,
    log_ratio,
    read_stain,
    search_stain,
)
from egnatia.match.dna.populations import Population
from egnatia.match.dna.profile import Profile

RULES = rule_set("prum-2008-ess-2009")
SHARES = {"12": 0.1, "13": 0.2, "14": 0.3, "15": 0.4}
NORTH = Population(name="north", source="invented", frequencies={"VWA": SHARES, "TH01": {"6": 0.5, "7": 0.5}})
CLEAN = {"dropout": 0.0, "dropin": 0.0}


def person(name: str, **loci: str) -> Profile:
    return Profile(id=name, loci={locus: (pair.split("/")[0], pair.split("/")[1]) for locus, pair in loci.items()})


def test_one_contributor_who_lost_nothing_is_worth_the_random_match() -> None:
    found, loci = log_ratio(
        {"VWA": frozenset({"12", "13"})}, person("a", VWA="12/13"), NORTH, Model(contributors=1, **CLEAN)
    )
    assert exp(found) == pytest.approx(1 / (2 * 0.1 * 0.2))
    assert loci == ("VWA",)


def test_two_contributors_of_four_alleles_are_the_closed_form() -> None:
    """With the person: 2·p14·p15. Without: 24·p12·p13·p14·p15."""
    seen = {"VWA": frozenset(SHARES)}
    found, _ = log_ratio(seen, person("a", VWA="12/13"), NORTH, Model(contributors=2, **CLEAN))
    # All other alleles together get the least frequency, so that all are a little rarer.
    assert exp(found) == pytest.approx(1 / (12 * 0.1 * 0.2 / 1.001**2), rel=1e-9)


#: Stains drawn at random, with the likelihood ratios that forensim 4.3.3 (its `LR`) gives at θ = 0.
STAINS = json.loads(Path("tests/vectors/dna/forensim_mixtures.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", STAINS, ids=itemgetter("id"))
def test_drawn_stains_have_the_ratios_that_forensim_gives(case: dict[str, Any]) -> None:
    population = Population(name="drawn", source="invented", frequencies={"VWA": case["frequencies"]})
    model = Model(contributors=case["contributors"], dropout=case["dropout"], dropin=case["dropin"])
    found, _ = log_ratio({"VWA": frozenset(case["seen"])}, person("a", VWA=case["person"]), population, model)
    assert exp(found) == pytest.approx(case["lr_forensim"], rel=1e-9)


GENOTYPES = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")), min_size=1, max_size=3)


@pytest.mark.slow
@given(GENOTYPES, st.sampled_from([0.0, 0.2]), st.sampled_from([0.0, 0.1]))
def test_alleles_are_lost_copy_by_copy(genotypes: list[tuple[str, str]], dropout: float, dropin: float) -> None:
    chances = {"A": 0.2, "B": 0.3, "C": 0.5}
    model = Model(contributors=3, dropout=dropout, dropin=dropin)
    copies = [allele for pair in genotypes for allele in pair]
    for seen in map(frozenset, chain.from_iterable(combinations("ABC", size) for size in range(4))):
        wanted = 0.0
        for lost in product([False, True], repeat=len(copies)):
            left = {allele for allele, gone in zip(copies, lost, strict=True) if not gone}
            strange = seen - set(copies)
            if left == seen - strange:
                share = dropout ** sum(lost) * (1 - dropout) ** (len(lost) - sum(lost))
                for allele in strange:
                    share *= dropin * chances[allele]
                wanted += share * (1.0 if strange else 1 - dropin)
        assert chance_of_stain(seen, genotypes, chances, model) == pytest.approx(wanted, abs=1e-15)


def test_candidates_come_by_their_ratio_and_who_lacks_too_much_is_left_out() -> None:
    stain = read_stain({"vWA": ["12", "13", "14"], "TH01": ["6", "7", "NR"]}, RULES)
    register = [
        person("rare", VWA="12/13", TH01="6/7"),
        person("common", VWA="14/14", TH01="6/7"),
        person("partly", VWA="12/15", TH01="6/6"),
        person("other", VWA="15/15", TH01="8/8"),
    ]
    south = Population(name="south", source="invented", frequencies={"VWA": dict.fromkeys(SHARES, 0.25)})
    found = search_stain(stain, register, [NORTH, south], Model(contributors=2), most_missing=1)
    assert [item.profile.id for item in found] == ["rare"]  # whom the stain speaks against is no candidate
    assert found[0].log_ratio == min(
        log_ratio(stain, register[0], population, Model(contributors=2))[0] for population in (NORTH, south)
    )
    assert (found[0].missing, least_contributors(stain)) == ((), 2)


def test_what_cannot_be_weighed_is_refused() -> None:
    with pytest.raises(DnaError, match="4 contributors"):
        Model(contributors=4)
    with pytest.raises(DnaError, match="probabilities below 1"):
        Model(contributors=1, dropout=1.0)
    with pytest.raises(ProfileError, match="nothing was read"):
        read_stain({"VWA": ["*"]}, RULES)
    with pytest.raises(ProfileError, match="VWA is there twice"):
        read_stain({"VWA": ["12"], "vWA": ["13"]}, RULES)
    with pytest.raises(DnaError, match="no locus"):
        log_ratio({"FGA": frozenset({"21"})}, person("a", VWA="12/13"), NORTH, Model(contributors=1))
    with pytest.raises(DnaError, match="no population"):
        search_stain({"VWA": frozenset({"12"})}, [], [], Model(contributors=1), 0)
