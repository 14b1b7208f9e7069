"""What a hit is worth: against sums over all genotypes."""

from itertools import combinations_with_replacement
from math import log, sqrt

import numpy as np
import pytest

from egnatia.match.dna.chance import (
    expected_chance_hits,
    least_favourable,
    log_slopes,
    match_probability,
    near_probability,
    worth,
)
from egnatia.match.dna.errors import DnaError, PopulationError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.populations import Population, interval, read_population
from egnatia.match.dna.profile import Profile, read_profile

RULES = rule_set("prum-2008")
TABLE = {"8": 0.1, "9": 0.2, "9.3": 0.3, "10": 0.4}
HERE = Population(name="here", source="invented", frequencies={"TH01": TABLE, "FGA": TABLE}, people=500)
THERE = Population(name="there", source="invented", frequencies={"TH01": {**TABLE, "9": 0.4, "10": 0.2}, "FGA": TABLE})
ASKED = read_profile("a", {"TH01": ["9", "9.3"], "FGA": ["8", "8"]}, RULES)


@pytest.mark.parametrize("theta", [0.0, 0.03])
def test_everybody_else_has_some_genotype(theta: float) -> None:
    """Given a heterozygote 9/9.3, probabilities of all genotypes of another person sum to one."""
    share = match_probability(("9", "9.3"), (TABLE["9"], TABLE["9.3"]), theta)
    below = (1 + theta) * (1 + 2 * theta)
    rest = 0.0
    for one, other in combinations_with_replacement(TABLE, 2):
        if (one, other) == ("9", "9.3"):
            continue
        seen = [theta * (value in {"9", "9.3"}) + (1 - theta) * TABLE[value] for value in (one, other)]
        rest += (seen[0] * (seen[0] + theta) if one == other else 2 * seen[0] * seen[1]) / below
    assert share + rest == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("pair", list(combinations_with_replacement(TABLE, 2)))
def test_one_value_apart_is_the_sum_over_such_genotypes(pair: tuple[str, str]) -> None:
    wanted = 0.0
    for other in combinations_with_replacement(TABLE, 2):
        left = list(other)
        for value in pair:
            if value in left:
                left.remove(value)
        if len(left) == 1:
            wanted += TABLE[other[0]] * TABLE[other[1]] * (1 if other[0] == other[1] else 2)
    assert near_probability(pair, (TABLE[pair[0]], TABLE[pair[1]])) == pytest.approx(wanted, rel=1e-12)


def test_a_value_beside_a_wildcard_is_worth_having_that_value() -> None:
    assert match_probability(("9", "*"), (0.2, 1.0), 0.0) == pytest.approx(1 - 0.8**2, rel=1e-12)
    assert near_probability(("9", "*"), (0.2, 1.0)) == 0.0


def test_chance_hits_are_those_of_full_matches_and_of_one_value_apart() -> None:
    full = 2 * 0.2 * 0.3 * 0.1**2
    near = near_probability(("9", "9.3"), (0.2, 0.3)) * 0.1**2 + 2 * 0.2 * 0.3 * near_probability(
        ("8", "8"), (0.1, 0.1)
    )
    pairs = [(("9", "9.3"), (0.2, 0.3)), (("8", "8"), (0.1, 0.1))]
    with_theta = 1.0
    for pair, chances in pairs:
        with_theta *= match_probability(pair, chances, 0.01)
    assert full < with_theta
    found = expected_chance_hits(ASKED, ("TH01", "FGA"), HERE, 1000)
    assert found == pytest.approx(1000 * (with_theta + near), rel=1e-12)


def test_the_population_that_says_least_decides() -> None:
    worst, everywhere = least_favourable(ASKED, ("TH01", "FGA"), [HERE, THERE], 0.01)
    assert worst.population == "there"
    assert worst.likelihood_ratio == min(item.likelihood_ratio for item in everywhere)
    assert worst.likelihood_ratio < everywhere[0].likelihood_ratio


def test_rare_alleles_count_as_seen_five_times() -> None:
    assert HERE.floor == 0.005
    assert HERE.frequency("TH01", "12") == 0.005
    assert THERE.frequency("TH01", "12") == 0.001


@pytest.mark.parametrize("theta", [0.0, 0.01, 0.03])
@pytest.mark.parametrize("pair", [("8", "8"), ("8", "9")])
def test_slopes_are_those_of_the_match_probability(theta: float, pair: tuple[str, str]) -> None:
    p, q, step = 0.1, 0.1 if pair[0] == pair[1] else 0.3, 1e-6
    slopes = log_slopes(pair, (p, q), theta)
    for place in range(2):
        up, down = (log(_genotype(pair, (p, q), (place, factor), theta)) for factor in (1 + step, 1 - step))
        found = (up - down) / (2 * step)
        assert found == pytest.approx(sum(slopes) if pair[0] == pair[1] else slopes[place], rel=1e-8)


def _genotype(pair: tuple[str, str], chances: tuple[float, float], change: tuple[int, float], theta: float) -> float:
    """The match probability with one frequency changed, or that of both copies of a homozygote."""
    place, factor = change
    changed = [
        chance * (factor if number == place or pair[0] == pair[1] else 1) for number, chance in enumerate(chances)
    ]
    return match_probability(pair, (changed[0], changed[1]), theta)


def _is_held(drawn: np.random.Generator, theta: float) -> bool:
    """Whether the bounds by a table of 200 people hold for somebody of a population that is drawn, at three loci."""
    alleles = tuple(str(number) for number in range(6, 14))
    tables, pairs, true = {}, {}, 1.0
    for locus in ("TH01", "FGA", "VWA"):
        own = drawn.dirichlet(np.full(8, 4.0))
        tables[locus] = dict(zip(alleles, (drawn.multinomial(400, own) / 400).tolist(), strict=True))
        one, other = sorted(drawn.choice(8, 2, p=own).tolist())
        pairs[locus] = (alleles[one], alleles[other])
        true *= match_probability(pairs[locus], (float(own[one]), float(own[other])), theta)
    table = Population(name="t", source="t", frequencies=tables, people=200)
    bounds = worth(Profile(id="p", loci=pairs), tuple(pairs), table, theta).match_probability
    return bounds.low <= true <= bounds.high


@pytest.mark.parametrize("theta", [0.0, 0.01, 0.03])
def test_bounds_hold_nineteen_times_in_twenty(theta: float) -> None:
    """Of 600 draws, within three standard errors."""
    drawn = np.random.default_rng(3)
    held = sum(_is_held(drawn, theta) for _ in range(600))
    assert held / 600 == pytest.approx(0.95, abs=0.027)


def test_bounds_follow_from_how_many_people_were_typed() -> None:
    assert HERE.log_spread("TH01", ("8", "8")) == pytest.approx(2 * sqrt(0.9 / 100), rel=1e-12)
    assert THERE.log_spread("TH01", ("8", "8")) == 0.0
    rounded = Population(name="two", source="two", frequencies={"TH01": {"8": 0.504, "9": 0.504}}, people=100)
    assert rounded.log_spread("TH01", ("8", "9")) == 0.0
    bounds = worth(ASKED, ("TH01",), HERE, 0.0).match_probability
    assert bounds.value == pytest.approx(0.12, rel=1e-12)
    assert bounds.low < 0.12 < bounds.high
    assert interval(0.0, 0.0).low == interval(0.0, 0.0).high == 1.0


def test_tables_of_frequencies_are_read_with_their_provenance() -> None:
    text = "locus,allele,freq\nTH01,9,0.4\nTH01,9.3,0.6\nOTHER,1,1\n"
    found = read_population(text, "here", "Somebody 2020", 100)
    assert (found.frequencies, found.source) == ({"TH01": {"9": 0.4, "9.3": 0.6}}, "Somebody 2020")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("locus;allele\n", "line 1"),
        ("locus,allele,freq\nTH01,9\n", "line 2: 2 fields"),
        ('locus,allele,freq\n"TH01', "line 2: this is no CSV"),
        ("locus,allele,freq\nTH01,9,much\n", "line 2: 'much'"),
        ("locus,allele,freq\nTH01,9,0.1\nTH01,9,0.1\n", "line 3: allele 9"),
        ("locus,allele,freq\nTH01,9.0,0.1\nTH01,09,0.9\n", "line 3: allele 9 of TH01 is there twice"),
        ("locus,allele,freq\nTH01,other,1\n", "line 2: allele 'other' of TH01 is no number of repeats"),
        ("locus,allele,freq\nTH01,9,1.5\n", "no frequency"),
        ("locus,allele,freq\nTH01,9,0.9\nTH01,8,0.9\n", "TH01: frequencies sum to 1.8, not to 1"),
        ("locus,allele,freq\nFGA,20,1\nTH01,9,0.3\nTH01,8,0.6\n", "TH01: frequencies sum to 0.9, not to 1"),
    ],
)
def test_a_table_that_is_wrong_says_where(text: str, words: str) -> None:
    with pytest.raises(PopulationError, match=words):
        read_population(text, "here", "invented")


def test_how_many_were_typed_is_what_the_reader_is_told() -> None:
    text = "# Invented 2026; 412\nlocus,allele,freq\nTH01,9,1\n"
    assert read_population(text, "here", "file").people == 412
    assert read_population(text, "here", "file", 20).people == 20


def test_a_locus_without_frequencies_is_worth_nothing() -> None:
    with pytest.raises(DnaError, match="none of"):
        worth(ASKED, ("SE33",), HERE, 0.01)
    with pytest.raises(DnaError, match="theta"):
        worth(ASKED, ("TH01",), HERE, 1.0)
    with pytest.raises(DnaError, match="no population"):
        least_favourable(ASKED, ("TH01",), [], 0.01)
    with pytest.raises(PopulationError, match="SE33"):
        HERE.frequency("SE33", "9")
