"""Children have their parents' alleles, and relatives whom nobody made at the same time agree."""

from collections import Counter
from math import log10

import pytest

from egnatia.cli.demo.population.genes import Genes, frequencies, loci


def family(number: int = 0) -> tuple[Genes, Genes, Genes]:
    mother, father = Genes(f"mother {number}"), Genes(f"father {number}")
    return mother, father, mother.child(father, f"child {number}")


def shared(one: Genes, other: Genes) -> int:
    return sum(bool(set(one.alleles(locus)) & set(other.alleles(locus))) for locus in loci())


@pytest.mark.parametrize("locus", loci())
def test_frequencies_of_a_locus_sum_to_one(locus: str) -> None:
    assert sum(frequencies()[locus].values()) == pytest.approx(1)


def test_alleles_always_come_out_the_same() -> None:
    assert [family()[2].alleles(locus) for locus in loci()] == [family()[2].alleles(locus) for locus in loci()]


def test_a_child_has_an_allele_of_each_parent() -> None:
    misses = sum(
        not ({one} & set(mother.alleles(locus)) and {other} & set(father.alleles(locus)))
        and not ({other} & set(mother.alleles(locus)) and {one} & set(father.alleles(locus)))
        for mother, father, child in map(family, range(60))
        for locus in loci()
        for one, other in [child.alleles(locus)]
    )
    assert misses <= 8  # mutations: two meioses, one in a thousand each, 960 loci


@pytest.mark.slow
def test_some_alleles_mutate_by_one_repeat() -> None:
    steps = Counter(
        min(abs(float(allele) - float(parental)) for parental in mother.alleles(locus) + father.alleles(locus))
        for mother, father, child in map(family, range(150))
        for locus in loci()
        for allele in child.alleles(locus)
    )
    assert set(steps) <= {0.0, 1.0}
    assert 0 < steps[1.0] < 25


def test_strangers_share_less_than_relatives() -> None:
    mother, _, child = family()
    assert shared(mother, child) == len(loci())
    assert shared(mother, Genes("a stranger")) < len(loci())


def test_founders_alleles_come_as_often_as_the_table_says() -> None:
    drawn = Counter(allele for number in range(1500) for allele in Genes(f"founder {number}").alleles("TH01"))
    assert drawn["9.3"] / 3000 == pytest.approx(frequencies()["TH01"]["9.3"], abs=0.03)
    assert log10(drawn.total()) > 3
