"""Likelihoods against counting, closed forms, and what two independent programs found."""

import json
from dataclasses import replace
from itertools import combinations_with_replacement
from operator import itemgetter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.match.kinship.counting import Count
from tests.unit.match.kinship.counting_linked import LinkedCount
from tests.unit.match.kinship.drawn import Drawn, cases, neighbours, options

from egnatia.match.kinship.cases.comparison import read_comparison
from egnatia.match.kinship.cases.single import read_single_case
from egnatia.match.kinship.errors import CaseError, GenotypeError, MarkerError, PedigreeError, TooLargeError
from egnatia.match.kinship.likelihood import Conditions, log_likelihood, log_likelihoods, type_people
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

VECTORS = Path("tests/vectors/kinship")
MALE, FEMALE = Sex.MALE, Sex.FEMALE
THREE = Marker(name="L", alleles=("1", "2", "3"), frequencies=(0.2, 0.3, 0.5))
STEPS = Mutation(model=Model.STEPWISE, rate=0.01, range=0.1)


def people(*rows: tuple[str, str | None, str | None, Sex]) -> Pedigree:
    return Pedigree(
        people=tuple(Person(id=name, father=father, mother=mother, sex=sex) for name, father, mother, sex in rows)
    )


TRIO = people(("f", None, None, MALE), ("m", None, None, FEMALE), ("c", "f", "m", MALE))
SIBS = people(("f", None, None, MALE), ("m", None, None, FEMALE), ("a", "f", "m", MALE), ("b", "f", "m", FEMALE))


def likelihood(
    pedigree: Pedigree, genotypes: dict[str, str], marker: Marker = THREE, conditions: Conditions | None = None
) -> float:
    panel = make_panel([marker])
    profiles = {name: {"L": tuple(written.split("/"))} for name, written in genotypes.items()}
    return float(np.exp(log_likelihood(panel, pedigree, type_people(panel, profiles), conditions)))


@pytest.mark.slow
@given(cases())
def test_any_pedigree_has_the_likelihood_that_counting_finds(drawn: Drawn) -> None:
    is_x = drawn.marker.chromosome is Chromosome.X
    wanted = Count(drawn.pedigree, list(drawn.marker.frequencies), drawn.matrices, drawn.seen, is_x).likelihood()
    panel = make_panel([drawn.marker])
    found = np.exp(log_likelihood(panel, drawn.pedigree, type_people(panel, drawn.profiles)))
    assert found == pytest.approx(wanted, rel=1e-12, abs=1e-300)


@pytest.mark.slow
@given(options())
def test_every_option_together_has_the_likelihood_that_counting_finds(drawn: Drawn) -> None:
    is_x, silent = drawn.marker.chromosome is Chromosome.X, drawn.marker.silent
    count = Count(drawn.pedigree, list(drawn.marker.frequencies), drawn.matrices, drawn.seen, is_x, silent)
    wanted = replace(count, dropout=drawn.dropout, theta=drawn.theta).likelihood()
    conditions = Conditions(theta=drawn.theta, dropout=tuple(drawn.dropout.items()))
    panel = make_panel([drawn.marker])
    found = np.exp(log_likelihood(panel, drawn.pedigree, type_people(panel, drawn.profiles), conditions))
    assert found == pytest.approx(wanted, rel=1e-11, abs=1e-300)


@pytest.mark.slow
@given(cases(4), st.sampled_from([0.01, 0.2]))
def test_theta_is_the_mean_over_populations(drawn: Drawn, theta: float) -> None:
    """The likelihoods of all genotypes of one person sum to one, whatever theta."""
    own = [person for person in drawn.pedigree.people if person.id == "2"]
    marker = Marker(name="L", alleles=drawn.marker.alleles, frequencies=drawn.marker.frequencies)
    total = sum(
        likelihood(Pedigree(people=tuple(own)), {"2": "/".join(pair)}, marker, Conditions(theta=theta))
        for pair in combinations_with_replacement(marker.alleles, 2)
    )
    assert total == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(
    "case", json.loads((VECTORS / "battery_single_marker.json").read_text()), ids=lambda c: c["id"]
)
def test_one_marker_has_the_likelihood_that_pedprobr_and_familias_found(case: dict[str, object]) -> None:
    read = read_single_case(case, "case")  # type: ignore[arg-type] # JSON
    assert read.likelihood() == pytest.approx(case["lik_pedprobr"], rel=1e-12)
    if case["lik_pedprobr_theta"] is not None:
        assert read.likelihood(read.theta) == pytest.approx(case["lik_pedprobr_theta"], rel=1e-12)


@pytest.mark.parametrize("case", json.loads((VECTORS / "familias_silent_theta.json").read_text()))
def test_silent_alleles_with_theta_and_mutation_agree_with_familias(case: dict[str, object]) -> None:
    found = read_comparison(case).compare()  # type: ignore[arg-type] # JSON
    assert np.exp(found.log_ratios("ref")[0]) == pytest.approx(case["LR"], rel=1e-12)


@pytest.mark.parametrize("case", json.loads((VECTORS / "pedprobr_closed_forms.json").read_text()), ids=itemgetter("id"))
def test_small_cases_have_the_likelihoods_that_the_tests_of_pedprobr_derive_by_hand(case: dict[str, object]) -> None:
    """X-linked and inbred people, mutation, θ and loops: its tests as of commit 3de9368, June 2026."""
    read = read_single_case(case, "case")  # type: ignore[arg-type]
    assert read.likelihood(read.theta) == pytest.approx(case["lik"], rel=1e-12)


@pytest.mark.parametrize("case", json.loads((VECTORS / "pedprobr_drawn.json").read_text()), ids=itemgetter("id"))
def test_pedigrees_drawn_at_random_have_the_likelihoods_that_pedprobr_finds(case: dict[str, object]) -> None:
    """Loops, X, θ, inbred founders, every mutation model: pedprobr as of commit 3de9368, which did not see ours."""
    read = read_single_case(case, "case")  # type: ignore[arg-type] # JSON
    assert read.likelihood(read.theta) == pytest.approx(case["lik_pedprobr"], rel=1e-12)


@pytest.mark.parametrize("case", json.loads((VECTORS / "pedprobr_linked.json").read_text()), ids=itemgetter("id"))
def test_linked_markers_on_drawn_pedigrees_have_the_likelihoods_that_pedprobr_finds(case: dict[str, object]) -> None:
    found = read_comparison(case).compare()  # type: ignore[arg-type] # JSON
    assert np.exp(found.totals[0]) == pytest.approx(case["lik_pedprobr"], rel=1e-12)


@pytest.mark.parametrize("order", [("L", "M"), ("M", "L")])
def test_two_sons_have_linked_x_alleles_of_which_one_mutates(order: tuple[str, str]) -> None:
    """A mother who is 1/2 at both markers: the sum over her phase, as pedprobr's test of `likelihood2` writes it."""
    (a, b), (c, d) = matrix = ((0.7, 0.3), (0.4, 0.6))
    p, r = 0.8, 0.2
    plain = Marker(name="L", alleles=("1", "2"), frequencies=(p, 1 - p), chromosome=Chromosome.X)
    mutating = replace(plain, name="M", female=Mutation(model=Model.CUSTOM, matrix=matrix))
    markers = {"L": plain, "M": mutating}
    panel = make_panel([markers[name] for name in order])
    read: dict[str, dict[str, tuple[str, ...]]]
    read = {"m": {"L": ("1", "2"), "M": ("1", "2")}, "s": {"L": ("1",), "M": ("1",)}, "t": {"L": ("1",), "M": ("2",)}}
    brothers = people(("f", None, None, MALE), ("m", None, None, FEMALE), ("s", "f", "m", MALE), ("t", "f", "m", MALE))
    conditions = Conditions(links=((*order, r),))
    found = np.exp(log_likelihood(panel, brothers, type_people(panel, read), conditions))
    coupled = ((1 - r) * a + r * c) * ((1 - r) * b + r * d)
    crossed = ((1 - r) * c + r * a) * ((1 - r) * d + r * b)
    assert found == pytest.approx((2 * p * (1 - p)) ** 2 / 8 * (coupled + crossed), rel=1e-12)


def test_two_of_a_kind_match_as_balding_and_nichols_say() -> None:
    theta, p, q = 0.03, 0.2, 0.3
    pair = people(("a", None, None, MALE), ("b", None, None, MALE))
    alone = people(("a", None, None, MALE))
    conditions = Conditions(theta=theta)
    same = likelihood(pair, {"a": "1/1", "b": "1/1"}, conditions=conditions)
    mixed = likelihood(pair, {"a": "1/2", "b": "1/2"}, conditions=conditions)
    below = (1 + theta) * (1 + 2 * theta)
    homozygote = (2 * theta + (1 - theta) * p) * (3 * theta + (1 - theta) * p) / below
    heterozygote = 2 * (theta + (1 - theta) * p) * (theta + (1 - theta) * q) / below
    assert same / likelihood(alone, {"a": "1/1"}, conditions=conditions) == pytest.approx(homozygote, rel=1e-12)
    assert mixed / likelihood(alone, {"a": "1/2"}, conditions=conditions) == pytest.approx(heterozygote, rel=1e-12)


def test_monozygotic_twins_are_one_person_read_twice() -> None:
    twins = Pedigree(people=(*SIBS.people[:3], Person(id="b", father="f", mother="m", sex=MALE)), twins=(("a", "b"),))
    assert likelihood(twins, {"a": "1/2", "b": "1/2"}) == pytest.approx(0.12, rel=1e-12)
    assert likelihood(twins, {"a": "1/2", "b": "1/3"}) == 0.0


def test_children_of_either_twin_are_related_through_both() -> None:
    rows = (("x", None, None, FEMALE), ("c", "b", None, MALE), ("d", "a", None, MALE))
    base = people(*[(p.id, p.father, p.mother, MALE if p.id == "b" else p.sex) for p in SIBS.people], *rows)
    twins = Pedigree(people=base.people[::-1], twins=(("b", "a"),))
    half = people(("a", None, None, MALE), ("c", "a", None, MALE), ("d", "a", None, MALE))
    read = {"c": "1/2", "d": "1/3"}
    assert likelihood(twins, read) == pytest.approx(likelihood(half, read), rel=1e-12)


def test_an_allele_that_drops_out_is_weighed_with_all_that_it_may_have_been() -> None:
    d, p = 0.1, 0.2
    alone, conditions = people(("a", None, None, MALE)), Conditions(dropout=(("a", d),))
    assert likelihood(alone, {"a": "1/1"}, conditions=conditions) == pytest.approx(
        p * p * (1 - d * d) + 2 * p * (1 - p) * d * (1 - d), rel=1e-12
    )
    assert likelihood(alone, {"a": "1/2"}, conditions=conditions) == pytest.approx(0.12 * (1 - d) ** 2, rel=1e-12)


def test_a_silent_allele_lets_father_and_child_share_nothing_that_is_seen() -> None:
    marker = Marker(name="L", alleles=("1", "2", "silent"), frequencies=(0.5, 0.4, 0.1))
    father = people(("f", None, None, MALE), ("c", "f", None, MALE))
    assert likelihood(father, {"f": "1/1", "c": "2/2"}, marker) == pytest.approx(2 * 0.5 * 0.1 * 0.5 * 0.4, rel=1e-12)


LINKED = [
    Marker(name="L", alleles=("1", "2"), frequencies=(0.3, 0.7), male=STEPS),
    Marker(name="M", alleles=("1", "2", "3"), frequencies=(0.2, 0.3, 0.5)),
]
READ = {"a": {"L": ("1", "2"), "M": ("1", "3")}, "b": {"L": ("1", "2"), "M": ("1", "1")}}


def linked(fraction: float) -> float:
    panel = make_panel(LINKED)
    conditions = Conditions(links=(("L", "M", fraction),))
    return float(log_likelihoods(panel, SIBS, type_people(panel, READ), conditions)[0])


def test_markers_that_recombine_freely_are_independent() -> None:
    panel = make_panel(LINKED)
    assert linked(0.5) == pytest.approx(log_likelihood(panel, SIBS, type_people(panel, READ)), rel=1e-12)


@pytest.mark.slow
@settings(max_examples=15)
@given(neighbours(), st.sampled_from([0.0, 0.1, 0.5]), st.sampled_from([0.0, 0.0, 0.2]))
def test_two_linked_markers_have_the_likelihood_that_counting_haplotypes_finds(
    pair: tuple[Drawn, Drawn], recombination: float, theta: float
) -> None:
    is_x = pair[0].marker.chromosome is Chromosome.X
    counts = [
        Count(item.pedigree, list(item.marker.frequencies), item.matrices, item.seen, is_x, theta=theta)
        for item in pair
    ]
    wanted = LinkedCount((counts[0], counts[1]), recombination).likelihood()
    panel = make_panel([drawn.marker for drawn in pair])
    names = sorted(pair[0].seen.keys() | pair[1].seen.keys())
    profiles = {
        name: {
            drawn.marker.name: tuple(drawn.marker.alleles[place] for place in drawn.seen[name])
            for drawn in pair
            if name in drawn.seen
        }
        for name in names
    }
    conditions = Conditions(links=(("L", "M", recombination),), theta=theta)
    found = np.exp(log_likelihood(panel, pair[0].pedigree, type_people(panel, profiles), conditions))
    assert found == pytest.approx(wanted, rel=1e-11, abs=1e-300)


def test_siblings_at_two_linked_markers_share_by_descent_as_haldane_says() -> None:
    """Sibs share at both markers in step with probability r² + (1-r)² in each parent (Thompson 1988)."""
    still = [Marker(name="L", alleles=("1", "2"), frequencies=(0.3, 0.7)), LINKED[1]]
    panel, fraction = make_panel(still), 0.1
    conditions = Conditions(links=(("L", "M", fraction),))
    found = np.exp(log_likelihoods(panel, SIBS, type_people(panel, READ), conditions)[0])
    step = fraction**2 + (1 - fraction) ** 2

    def shared(one: tuple[str, ...], other: tuple[str, ...], marker: Marker, state: tuple[int, int]) -> float:
        p = dict(zip(marker.alleles, marker.frequencies, strict=True))
        total = 0.0
        for a in {one, one[::-1]}:
            for b in {other, other[::-1]}:
                chances = [
                    (p[x] if x == y else 0.0) if same else p[x] * p[y] for x, y, same in zip(a, b, state, strict=True)
                ]
                total += chances[0] * chances[1]
        return total

    wanted = 0.0
    for s in ((0, 0), (0, 1), (1, 0), (1, 1)):
        for t in ((0, 0), (0, 1), (1, 0), (1, 1)):
            chance = 0.25 * float(
                np.prod([step if one == other else 1 - step for one, other in zip(s, t, strict=True)])
            )
            first = shared(READ["a"]["L"], READ["b"]["L"], still[0], s)
            wanted += chance * first * shared(READ["a"]["M"], READ["b"]["M"], still[1], t)
    assert found == pytest.approx(wanted, rel=1e-12)


def test_a_contradiction_is_impossible_without_mutation_and_improbable_with_it() -> None:
    read = {"f": "1/1", "m": "2/2", "c": "2/2"}
    mutating = Marker(name="L", alleles=THREE.alleles, frequencies=THREE.frequencies, male=STEPS, female=STEPS)
    assert likelihood(TRIO, read) == 0.0
    assert 0 < likelihood(TRIO, read, mutating) < 1e-3


def test_nobody_typed_is_certain() -> None:
    assert likelihood(TRIO, {}) == 1.0


def test_a_long_panel_does_not_run_out_of_numbers() -> None:
    markers = [Marker(name=str(n), alleles=("1", "2"), frequencies=(1e-9, 1 - 1e-9)) for n in range(60)]
    panel = make_panel(markers)
    typed = type_people(panel, {"c": {marker.name: ("1", "1") for marker in markers}})
    assert log_likelihood(panel, TRIO, typed) == pytest.approx(60 * 2 * np.log(1e-9), rel=1e-12)


@pytest.mark.parametrize(
    ("genotypes", "error", "words"),
    [
        ({"c": "1/9"}, GenotypeError, "c, L: allele 9 is not in the frequency table"),
        ({"c": "1/2/3"}, GenotypeError, "3 alleles"),
        ({"z": "1/2"}, PedigreeError, "z, who is not in the pedigree"),
    ],
)
def test_a_profile_that_does_not_fit_is_named(genotypes: dict[str, str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        likelihood(TRIO, genotypes)


def test_a_man_has_one_x() -> None:
    marker = Marker(name="L", alleles=("1", "2"), frequencies=(0.5, 0.5), chromosome=Chromosome.X)
    with pytest.raises(GenotypeError, match="two alleles on the X of a man"):
        likelihood(TRIO, {"c": "1/2"}, marker)


def test_theta_and_inbreeding_beside_it_multiply() -> None:
    """Somebody inbred by f within a population is a homozygote by f·p + (1-f)·p(θ + (1-θ)p) (Ayres & Overall 1999)."""
    inbred = Pedigree(people=TRIO.people, inbreeding=(("f", 0.1),))
    found = likelihood(inbred, {"f": "1/1"}, conditions=Conditions(theta=0.03))
    assert found == pytest.approx(0.1 * 0.2 + 0.9 * 0.2 * (0.03 + 0.97 * 0.2), rel=1e-12)


def test_theta_at_linked_markers_goes_with_theta_at_others() -> None:
    """Of markers that recombine freely each counts for itself; one that is not linked keeps its place between."""
    between = Marker(name="K", alleles=("1", "2", "3"), frequencies=(0.2, 0.3, 0.5))
    panel = make_panel([LINKED[0], between, LINKED[1]])
    typed = type_people(panel, {name: {**own, "K": ("1", "2")} for name, own in READ.items()})
    ends = LINKED[0].name, LINKED[1].name
    alone = log_likelihoods(panel, SIBS, typed, Conditions(theta=0.03))
    free, near = (
        log_likelihoods(panel, SIBS, typed, Conditions(theta=0.03, links=((*ends, fraction),)))
        for fraction in (0.5, 0.1)
    )
    assert free == pytest.approx([alone[0] + alone[2], alone[1]], rel=1e-12)
    assert near[1] == free[1]
    assert abs(near[0] - free[0]) > 1e-3


def test_theta_is_a_share() -> None:
    with pytest.raises(MarkerError, match="theta"):
        likelihood(TRIO, {"c": "1/1"}, conditions=Conditions(theta=1.5))


def test_many_founders_are_related_by_theta_where_few_alleles_are_told_apart() -> None:
    """Twelve alleles of one type, drawn one after another."""
    theta, p, wanted = 0.1, 0.2, 1.0
    for k in range(12):
        wanted *= (k * theta + (1 - theta) * p) / (1 + (k - 1) * theta)
    many = people(*[(str(number), None, None, MALE) for number in range(6)])
    found = likelihood(many, {str(number): "1/1" for number in range(6)}, conditions=Conditions(theta=theta))
    assert found == pytest.approx(wanted, rel=1e-12)


def test_many_founders_of_many_alleles_are_too_many_for_theta() -> None:
    alleles = tuple(str(number) for number in range(8, 20))
    steps = Marker(name="L", alleles=alleles, frequencies=(1 / 12,) * 12, male=STEPS, female=STEPS)
    rows = [(str(number), None, None, MALE) for number in range(6)]
    with pytest.raises(TooLargeError, match="12 founder alleles"):
        likelihood(people(*rows), {str(n): "8/9" for n in range(6)}, steps, Conditions(theta=0.1))


def test_an_allele_may_drop_out_at_one_marker_only() -> None:
    d, p = 0.1, 0.2
    panel = make_panel([THREE, replace(THREE, name="M")])
    alone, read = people(("a", None, None, MALE)), {"a": {"L": ("1", "1"), "M": ("1", "1")}}
    conditions = Conditions(dropout=(("a", 0.5),), dropout_at=(("a", "L", d), ("a", "M", 0.0), ("z", "L", 0.2)))
    found = np.exp(log_likelihoods(panel, alone, type_people(panel, read), conditions))
    assert found == pytest.approx([p * p * (1 - d * d) + 2 * p * (1 - p) * d * (1 - d), p * p], rel=1e-12)


@pytest.mark.parametrize("links", [(("L", "M", 0.7),), (("L", "M", 0.1), ("M", "L", 0.1)), (("L", "L", 0.1),)])
def test_links_that_are_no_line_along_a_chromosome_are_refused(links: tuple[tuple[str, str, float], ...]) -> None:
    panel = make_panel(LINKED)
    with pytest.raises(CaseError):
        log_likelihoods(panel, SIBS, type_people(panel, READ), Conditions(links=links))


@pytest.mark.parametrize("chromosome", list(Chromosome))
def test_the_recombination_fraction_is_what_a_grandson_shows(chromosome: Chromosome) -> None:
    """A mother 1/2, 1/2 whose phase her parents settle: as pedprobr's test of two-marker distributions has it."""
    rows = (("g", None, None, MALE), ("n", None, None, FEMALE), ("m", "g", "n", FEMALE), ("s", "f", "m", MALE))
    family = people(*rows, ("f", None, None, MALE))
    markers = [
        Marker(name=name, alleles=("1", "2"), frequencies=(0.2, 0.8), chromosome=chromosome) for name in ("L", "M")
    ]
    panel, links = make_panel(markers), Conditions(links=(("L", "M", 0.15),))
    known = {"g": ("1", "1"), "n": ("2", "2"), "f": ("1", "1")}

    def found(one: str, other: str) -> float:
        read: dict[str, dict[str, tuple[str, ...]]] = {name: {"L": own, "M": own} for name, own in known.items()}
        from_father = () if chromosome is Chromosome.X else ("1",)
        read["s"] = {"L": (*from_father, one), "M": (*from_father, other)}
        return float(np.exp(log_likelihood(panel, family, type_people(panel, read), links)))

    assert found("1", "2") / (found("1", "1") + found("1", "2")) == pytest.approx(0.15, rel=1e-12)
