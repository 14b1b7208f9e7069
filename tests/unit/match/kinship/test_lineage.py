"""Lineages against hand calculation and the definition of the bound."""

from itertools import pairwise, product
from math import comb, exp

import pytest

from egnatia.match.kinship.errors import CaseError, GenotypeError
from egnatia.match.kinship.lineage import Sample, are_alike, chance_in_common, log_transmission
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation

STEPS = Mutation(model=Model.STEPWISE, rate=0.01, range=0.1)
ALLELES = ("14", "15", "16")
Y = [
    Marker(name="DYS19", alleles=ALLELES, frequencies=(0.3, 0.4, 0.3), male=STEPS),
    Marker(name="DYS390", alleles=ALLELES, frequencies=(0.3, 0.4, 0.3)),
]
SON = {"DYS19": "14", "DYS390": "15"}


@pytest.mark.parametrize("meioses", [0, 1, 2, 3])
def test_mutations_add_up_over_all_ways_from_ancestor_to_descendant(meioses: int) -> None:
    matrix = Y[0].matrix(STEPS)
    assert matrix is not None
    wanted = 0.0
    for way in product(range(3), repeat=max(meioses - 1, 0)):
        steps = [0, *way, 1] if meioses else [0]
        chance = 1.0
        for before, after in pairwise(steps):
            chance *= float(matrix[before, after])
        wanted += chance if meioses else 0.0
    found = exp(log_transmission(Y, (SON, {**SON, "DYS19": "15"}), meioses))
    assert found == pytest.approx(wanted, rel=1e-12)


def test_a_marker_that_never_mutates_rules_a_lineage_out() -> None:
    assert log_transmission(Y, (SON, {**SON, "DYS390": "16"}), 5) == -float("inf")


def test_haplotypes_of_a_population_with_theta_sum_to_one() -> None:
    frequencies = (0.5, 0.3, 0.2)
    for seen in range(3):
        found = [chance_in_common(p, 0.1, alike=place == seen) for place, p in enumerate(frequencies)]
        assert sum(found) == pytest.approx(1.0, rel=1e-15)
        assert found[seen] == pytest.approx(0.1 + 0.9 * frequencies[seen], rel=1e-15)


def test_haplotypes_are_alike_if_they_are_where_both_were_read() -> None:
    assert are_alike(Y, (SON, {"DYS19": "14"}))
    assert not are_alike(Y, (SON, {**SON, "DYS390": "16"}))


@pytest.mark.parametrize(("people", "seen"), [(100, 0), (100, 3), (7, 6)])
def test_the_bound_is_where_so_few_would_be_seen_once_in_twenty_times(people: int, seen: int) -> None:
    bound = Sample(people=people, seen=seen).upper_bound()
    tail = sum(comb(people, k) * bound**k * (1 - bound) ** (people - k) for k in range(seen + 1))
    assert tail == pytest.approx(0.05, rel=1e-9)


def test_a_haplotype_that_everybody_has_has_no_lower_bound() -> None:
    assert Sample(people=5, seen=5).upper_bound() == 1.0


def test_what_cannot_be_counted_is_refused() -> None:
    for people, seen in ((0, 0), (3, 4), (3, -1)):
        with pytest.raises(CaseError):
            Sample(people=people, seen=seen)
    with pytest.raises(CaseError, match="confidence"):
        Sample(people=3, seen=1).upper_bound(1.0)
    with pytest.raises(CaseError, match="no marker in common"):
        log_transmission(Y, ({}, SON), 1)
    with pytest.raises(CaseError, match="meioses"):
        log_transmission(Y, (SON, SON), -1)
    with pytest.raises(GenotypeError, match="DYS19: allele 99"):
        log_transmission(Y, (SON, {"DYS19": "99"}), 1)
