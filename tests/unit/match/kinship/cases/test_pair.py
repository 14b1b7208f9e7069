"""Cases of two people: closed forms, and what is refused by its place."""

from typing import Any

import pytest

from egnatia.match.kinship.cases.pair import read_blind, read_lineage
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.relationships import RELATIONSHIPS

MARKER = {"name": "L", "alleles": ["8", "9"], "afreq": [0.2, 0.8]}
BLIND: dict[str, Any] = {
    "markers": [MARKER],
    "profiles": {"Ana": {"L": "8/8"}, "Iva": {"L": "8/8"}},
    "priors": {"twins": 0.2, "siblings": 0.3, "unrelated": 0.5},
}
LINEAGE: dict[str, Any] = {
    "markers": [{"name": "DYS19", "alleles": ["14", "15"], "afreq": [0.5, 0.5]}],
    "haplotypes": {"Ivo": {"DYS19": "14"}, "Jure": {"DYS19": "14"}},
    "meioses": 2,
    "sample": {"people": 99, "seen": 4},
}


def test_a_blind_search_gives_the_posterior_of_the_closed_form() -> None:
    found = read_blind(BLIND).compare()
    p = 0.2
    likelihoods = [p**2, p**2 * (1 + p) ** 2 / 4, p**4]  # of twins, siblings and strangers who are both 8/8
    weights = [prior * one for prior, one in zip((0.2, 0.3, 0.5), likelihoods, strict=True)]
    assert found.posteriors() == pytest.approx([weight / sum(weights) for weight in weights], rel=1e-12)


def test_without_priors_every_relationship_is_as_likely_and_strangers_are_the_reference() -> None:
    case = read_blind({key: item for key, item in BLIND.items() if key != "priors"})
    assert case.priors == dict.fromkeys(RELATIONSHIPS, pytest.approx(1 / len(RELATIONSHIPS)))
    assert case.reference == "unrelated"
    assert case.people == ("Ana", "Iva")


def test_drop_out_of_either_is_taken_by_its_name() -> None:
    plain = read_blind(BLIND).compare()
    dropped = read_blind({**BLIND, "dropout": {"Iva": 0.3}}).compare()
    assert dropped.totals[0] != plain.totals[0]
    with pytest.raises(CaseError, match="dropout: Eva has no profile"):
        read_blind({**BLIND, "dropout": {"Eva": 0.3}})


def test_drop_out_at_a_marker_counts_and_is_none_of_a_stranger() -> None:
    everywhere = read_blind({**BLIND, "dropout": {"Iva": 0.3}}).compare()
    here = read_blind({**BLIND, "dropout": {"Iva": {"L": 0.3}}}).compare()
    assert here.totals == pytest.approx(everywhere.totals, rel=1e-15)
    with pytest.raises(CaseError, match="dropout: Eva has no profile"):
        read_blind({**BLIND, "dropout": {"Eva": {"L": 0.3}}})


def test_a_blind_search_among_people_who_are_not_typed_says_so() -> None:
    with pytest.raises(CaseError, match="nobody is typed"):
        read_blind({**BLIND, "profiles": {"Ana": {}, "Iva": {"L": None}}}).compare()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"profiles": {"Ana": {}}}, "two people are compared, not 1"),
        ({"priors": {}}, "no relationship"),
        ({"priors": {"siblings": 1.0}, "reference": "twins"}, "'twins' has no prior"),
        ({"prior": {}}, "'prior' is unknown"),
        ({"links": [{"markers": ["L", "M"], "recombination": 0.1}]}, "case, links: M is none of the markers"),
    ],
)
def test_what_is_no_blind_search_is_named(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(CaseError, match=told):
        read_blind({**BLIND, **changed})


def test_one_lineage_against_none_is_one_over_the_frequency() -> None:
    found = read_lineage(LINEAGE).compare()
    assert found.frequency == pytest.approx(0.05)
    assert found.ratio == pytest.approx(20.0, rel=1e-12)
    assert found.lower_ratio == pytest.approx(1 / found.upper_bound, rel=1e-12)
    assert found.log10_ratio == pytest.approx(1.3010299956639813, rel=1e-12)


def test_theta_makes_a_match_less_rare() -> None:
    found = read_lineage({**LINEAGE, "theta": 0.02}).compare()
    assert found.ratio == pytest.approx(1 / (0.02 + 0.98 * 0.05), rel=1e-12)
    assert found.lower_ratio == pytest.approx(1 / (0.02 + 0.98 * found.upper_bound), rel=1e-12)


def test_haplotypes_that_no_mutation_explains_rule_a_lineage_out() -> None:
    other = {**LINEAGE, "haplotypes": {"Ivo": {"DYS19": "14"}, "Jure": {"DYS19": "15"}}}
    found = read_lineage(other).compare()
    assert (found.ratio, found.log10_ratio) == (0.0, None)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"meioses": 1.5}, "a whole number is expected"),
        ({"meioses": -1}, "a whole number is expected"),
        ({"sample": {"people": 3, "seen": 4}}, "4 of 3 people"),
        ({"haplotypes": {"Ivo": {}, "Jure": {}, "Pero": {}}}, "not 3"),
        ({"haplotypes": {"Ivo": {"DYS19": "14"}, "Jure": {"DYS19": "14", "DYS390": "24"}}}, "Jure: DYS390 is none of"),
        ({"theta": 2}, "theta: 2 is not between 0 and 1"),
    ],
)
def test_what_is_no_lineage_is_named(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(CaseError, match=told):
        read_lineage({**LINEAGE, **changed})
