"""Disasters against counting all assignments one by one."""

import json
from dataclasses import replace
from hashlib import sha256
from itertools import product
from math import comb, exp, factorial, log
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.match.kinship.dvi.generated import Size, disaster_of

from egnatia.match.kinship.cases.dvi import read_disaster
from egnatia.match.kinship.dvi.assignments import candidates, check_size, count_ways
from egnatia.match.kinship.dvi.disaster import Disaster, Family, Victim, pair_by_sex, symmetric
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.posterior import best_assignments, join
from egnatia.match.kinship.dvi.solution import solve
from egnatia.match.kinship.dvi.told import solution_told
from egnatia.match.kinship.errors import CaseError, PedigreeError, TooLargeError
from egnatia.match.kinship.likelihood import Conditions, log_likelihood, log_likelihoods, type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

STEPS = Mutation(model=Model.STEPWISE, rate=0.01, range=0.1)
#: Disasters drawn at random, with the log likelihood of each assignment by dvir 3.4.2 (commit bedfb4a).
JOINT = json.loads(Path("tests/vectors/kinship/dvir_joint.json").read_text(encoding="utf-8"))


def markers(mutation: Mutation | None) -> tuple[Marker, ...]:
    frequencies = (0.1, 0.2, 0.3, 0.4)
    return tuple(
        Marker(name=name, alleles=("1", "2", "3", "4"), frequencies=frequencies, female=mutation, male=mutation)
        for name in ("L", "M")
    )


def profile(first: str, second: str) -> dict[str, tuple[str, ...]]:
    return {"L": tuple(first.split("/")), "M": tuple(second.split("/"))}


def family(name: str, reference: dict[str, tuple[str, ...]], children: int) -> Family:
    father, mother = f"{name}f", f"{name}m"
    missing = tuple(f"{name}{number}" for number in range(1, children + 1))
    people = (
        Person(id=father, sex=Sex.MALE),
        Person(id=mother, sex=Sex.FEMALE),
        *(Person(id=child, father=father, mother=mother, sex=Sex.MALE) for child in missing),
    )
    return Family(id=name, pedigree=Pedigree(people=people), profiles={father: reference}, missing=missing)


def disaster(mutation: Mutation | None) -> Disaster:
    victims = (
        Victim(id="V1", sex=Sex.MALE, profile=profile("1/2", "3/4")),
        Victim(id="V2", sex=Sex.MALE, profile=profile("1/3", "3/3")),
        Victim(id="V3", sex=Sex.UNKNOWN, profile=profile("4/4", "2/2")),
    )
    families = (family("A", profile("1/1", "3/4"), 2), family("B", profile("4/3", "2/1"), 1))
    return Disaster(
        name="invented",
        markers=markers(mutation),
        victims=victims,
        families=families,
        pairings=pair_by_sex(victims, families),
    )


def counted(case: Disaster) -> dict[tuple[str | None, ...], float]:
    """Return the log likelihood of every assignment: one pedigree of everybody, victims in the missing's places."""
    panel = make_panel(case.markers)
    found = {}
    for chosen in product((None, *case.missing), repeat=len(case.victims)):
        named = [name for name in chosen if name]
        if len(set(named)) < len(named):
            continue
        strangers = tuple(
            Person(id=victim.id, sex=victim.sex) for victim, name in zip(case.victims, chosen, strict=True) if not name
        )
        people = tuple(person for item in case.families for person in item.pedigree.people) + strangers
        profiles = {who: own for item in case.families for who, own in item.profiles.items()}
        profiles |= {name or victim.id: victim.profile for victim, name in zip(case.victims, chosen, strict=True)}
        found[chosen] = log_likelihood(panel, Pedigree(people=people), type_people(panel, profiles))
    return found


@pytest.mark.parametrize("mutation", [None, STEPS])
def test_the_joint_posterior_is_that_of_counting(mutation: Mutation | None) -> None:
    case = disaster(mutation)
    solution, logs = solve(case), counted(case)
    total = np.logaddexp.reduce(list(logs.values()))
    assert solution.log_null + solution.joint.log_total == pytest.approx(total, rel=1e-12)
    assert solution.possible == len(logs)
    assert solution.joint.count == sum(value > -np.inf for value in logs.values()) == len(solution.assignments)
    for weight, pairs in solution.assignments:
        chosen = tuple(pairs.get(victim.id) for victim in case.victims)
        assert solution.log_null + weight == pytest.approx(logs[chosen], rel=1e-12)


@pytest.mark.parametrize("mutation", [None, STEPS])
def test_marginals_and_glr_are_those_of_counting(mutation: Mutation | None) -> None:
    case = disaster(mutation)
    support, logs = solve(case).joint.support, counted(case)
    total = np.logaddexp.reduce(list(logs.values()))
    for row, victim in enumerate(case.victims):
        for name in case.missing:
            having = [value for chosen, value in logs.items() if chosen[row] == name and value > -np.inf]
            lacking = [value for chosen, value in logs.items() if chosen[row] != name]
            if not having:
                assert (victim.id, name) not in support
                continue
            assert support[victim.id, name].posterior == pytest.approx(
                exp(np.logaddexp.reduce(having) - total), rel=1e-11
            )
            assert support[victim.id, name].log_glr == pytest.approx(max(having) - max(lacking), abs=1e-11)


def test_assignments_come_heaviest_first_and_the_lists_cut_is_the_best_part() -> None:
    case = disaster(STEPS)
    weights = [weight for weight, _ in solve(case).assignments]
    assert weights == sorted(weights, reverse=True)
    few = solve(case, Policy(listed=4)).assignments
    assert [weight for weight, _ in few] == pytest.approx(weights[:4], rel=1e-12)


def test_prior_odds_count_once_for_each_identification() -> None:
    case = disaster(STEPS)
    flat, odd = solve(case), solve(case, Policy(odds=0.1))
    plain = {tuple(sorted(pairs.items())): weight for weight, pairs in flat.assignments}
    for weight, pairs in odd.assignments:
        assert weight == pytest.approx(plain[tuple(sorted(pairs.items()))] + len(pairs) * log(0.1), abs=1e-11)


def test_brothers_whom_dna_cannot_tell_apart_are_named() -> None:
    case = disaster(None)
    assert symmetric(case.families[0]) == [("A1", "A2")]
    solution = solve(case, Policy(threshold=0.6))
    first = solution.joint.support["V1", "A1"].posterior
    assert first == pytest.approx(solution.joint.support["V1", "A2"].posterior, rel=1e-12)
    assert {item.verdict for item in solution.conclusions if item.family == "A"} == {"Symmetric match"}


def test_markers_that_contradict_a_pairing_are_counted() -> None:
    solution = solve(disaster(STEPS))
    assert solution.exclusions["V3", "A1"] == 2
    assert solution.exclusions["V1", "A1"] == 0
    assert solution.pairwise["V3", "A1"] < log(1e-3)


def test_a_strong_pairing_alone_is_undisputed() -> None:
    case = disaster(STEPS)
    solution = solve(case, Policy(ratio=1.01, threshold=0.9))
    assert [(item.victim, item.missing, item.step) for item in solution.undisputed] == [("V3", "B1", 1)]
    verdicts = {item.missing: item.verdict for item in solution.conclusions}
    assert verdicts["B1"] == "Undisputed"


def test_ways_are_counted_as_the_formula_says() -> None:
    options = dict.fromkeys("xyzw", ("a", "b", "c"))
    assert count_ways(options) == 1 + 4 * 3 + 6 * 3 * 2 + 4 * 6


def test_a_case_of_nobody_has_one_empty_assignment() -> None:
    assert join([]).count == 1
    assert best_assignments([], 3) == [(0.0, {})]


def test_pairings_follow_the_sexes() -> None:
    case = disaster(None)
    woman = Victim(id="W", sex=Sex.FEMALE, profile=profile("1/1", "1/1"))
    assert pair_by_sex((woman, case.victims[2]), case.families) == {"W": frozenset(), "V3": frozenset(case.missing)}
    assert candidates(case, case.families[1]) == {"B1": ("V1", "V2", "V3")}


def test_relatives_that_contradict_their_pedigree_are_named() -> None:
    first = family("A", profile("1/1", "3/4"), 1)
    impossible = Family(
        id="A",
        pedigree=Pedigree(people=(*first.pedigree.people, Person(id="s", father="Af", mother="Am", sex=Sex.MALE))),
        profiles={**first.profiles, "s": profile("2/2", "3/3")},
        missing=first.missing,
    )
    victims = disaster(None).victims
    case = Disaster(
        name="x",
        markers=markers(None),
        victims=victims,
        families=(impossible,),
        pairings=pair_by_sex(victims, (impossible,)),
    )
    with pytest.raises(CaseError, match="family A: its profiles contradict the pedigree"):
        solve(case)
    assert Evidence(case).mutates is False


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"pairings": {"V9": frozenset()}}, CaseError),
        ({"pairings": {"V1": frozenset({"nobody"})}}, CaseError),
        ({"victims": (disaster(None).victims[0],) * 2}, CaseError),
        ({"families": (family("A", profile("1/1", "1/1"), 1),) * 2}, CaseError),
        ({"victims": (), "pairings": {}}, CaseError),
        ({"families": (), "pairings": {}}, CaseError),
    ],
)
def test_names_that_are_unclear_are_refused(change: dict[str, object], error: type[Exception]) -> None:
    case = disaster(None)
    given = {"name": "x", "markers": case.markers, "victims": case.victims, "families": case.families}
    with pytest.raises(error):
        Disaster(**{**given, "pairings": case.pairings, **change})  # type: ignore[arg-type] # some are wrong on purpose


def test_somebody_missing_is_in_the_pedigree_and_has_no_profile() -> None:
    first = family("A", profile("1/1", "3/4"), 1)
    for missing, error in ((("nobody",), PedigreeError), (("Af",), CaseError)):
        wrong = Family(id="A", pedigree=first.pedigree, profiles=first.profiles, missing=missing)
        with pytest.raises(error):
            Disaster(name="x", markers=markers(None), victims=disaster(None).victims, families=(wrong,), pairings={})


@pytest.mark.parametrize("wrong", [{"threshold": 0.3}, {"ratio": 0.5}, {"odds": 0.0}, {"listed": 0}])
def test_a_policy_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CaseError):
        Policy(**wrong)  # type: ignore[arg-type] # one field each


def test_an_allele_of_remains_may_have_dropped_out() -> None:
    """A child of a 1/1 whose 1 was not seen: d(1-d)·p against p²(1-d²) + 2p(1-p)d(1-d) of a stranger."""
    d, p = 0.1, 0.2
    case: dict[str, Any] = {
        "markers": [{"name": "L", "alleles": ["1", "2", "3"], "afreq": [0.1, p, 0.7]}],
        "pm": {"V": {"sex": 1, "geno": {"L": "2/2"}, "dropout": d}, "W": {"sex": 1, "geno": {"L": "2/2"}}},
        "am": {"F": [{"id": "f", "sex": 1, "geno": {"L": "1/1"}}, {"id": "m", "sex": 2},
                     {"id": "M", "fid": "f", "mid": "m", "sex": 1}]},
        "missing": ["M"],
    }  # fmt: skip
    found = solve(read_disaster(case))
    wanted = d * (1 - d) * p / (p**2 * (1 - d**2) + 2 * p * (1 - p) * d * (1 - d))
    assert exp(found.pairwise["V", "M"]) == pytest.approx(wanted, rel=1e-12)
    assert found.pairwise["W", "M"] == -np.inf
    assert solution_told(found, 0.0)["dropout"] == {"V": d}
    with pytest.raises(CaseError, match=r"victim V, dropout: 2 is not between"):
        read_disaster({**case, "pm": {"V": {"sex": 1, "geno": {"L": "2/2"}, "dropout": 2}}})


def test_a_relatives_allele_may_have_dropped_out() -> None:
    """A father read as 1/1 whose other allele was lost may have a child 2/3 after all, if the lost one is theirs."""
    plain, lossy = disaster(None), disaster(None)
    first = replace(lossy.families[0], dropout=(("Af", 0.1),))
    lossy = replace(lossy, families=(first, *lossy.families[1:]))
    before, after = (Evidence(case).family(case.families[0], {"A1": "V3"}) for case in (plain, lossy))
    panel = make_panel(plain.markers)
    typed = type_people(panel, {"Af": first.profiles["Af"], "A1": plain.victims[2].profile})
    wanted = log_likelihoods(panel, first.pedigree, typed, Conditions(dropout=(("Af", 0.1),)))
    assert before[0] == -np.inf < after[0]
    assert after == pytest.approx(wanted, rel=1e-12)


@given(st.dictionaries(st.sampled_from("ABCD"), st.sets(st.sampled_from("1234")), max_size=4))
def test_ways_are_counted_as_by_trying_all(drawn: dict[str, set[str]]) -> None:
    options = {name: tuple(sorted(victims)) for name, victims in drawn.items()}
    tried = product(*((None, *victims) for victims in options.values()))
    free = [[victim for victim in chosen if victim] for chosen in tried]
    assert count_ways(options) == sum(len(set(taken)) == len(taken) for taken in free)


@pytest.mark.slow
def test_ways_of_many_are_counted_unless_every_victim_differs_in_whom_it_may_be() -> None:
    victims = tuple(str(number) for number in range(60))
    assert count_ways(dict.fromkeys(victims, victims)) == sum(comb(60, k) ** 2 * factorial(k) for k in range(61))
    differing = {name: tuple(other for other in victims if hash_of(name, other) % 2) for name in victims}
    assert count_ways(differing) is None


def hash_of(name: str, other: str) -> int:
    return sha256(f"{name}/{other}".encode()).digest()[0]


@pytest.mark.slow
def test_a_disaster_that_dna_cannot_exclude_anybody_from_is_refused_by_its_size() -> None:
    large, _ = disaster_of(Size(victims=60, lost=(1, 2) * 20, loci=2))
    assert not Evidence(large).excludes
    with pytest.raises(TooLargeError, match="families compete for 60 victims"):
        solve(large)


@pytest.mark.slow
def test_what_dna_excludes_is_not_counted_into_the_size() -> None:
    large, _ = disaster_of(Size(victims=40, lost=(1,) * 40, loci=40, mutation=None, parents=True))
    assert Evidence(large).excludes
    assert solve(large).possible
    with pytest.raises(TooLargeError, match="families compete for 40 victims"):
        solve(replace(large, markers=disaster_of(Size(victims=1, lost=(1,), loci=40))[0].markers))


def test_all_families_together_are_not_too_many_to_weigh() -> None:
    options = {name: tuple(f"V{number}" for number in range(30)) for name in "ABC"}
    check_size({f"F{number}": options for number in range(3)})
    with pytest.raises(TooLargeError, match="families, each by itself, allow 108244 assignments"):
        check_size({f"F{number}": options for number in range(4)})


@pytest.mark.parametrize("case", JOINT, ids=itemgetter("name"))
def test_every_assignment_of_a_drawn_disaster_has_the_likelihood_that_dvir_finds(case: dict[str, Any]) -> None:
    found = solve(read_disaster({name: value for name, value in case.items() if name != "loglik_dvir"}))
    victims = sorted(case["pm"])
    wanted = {tuple(row[name] for name in victims): row["loglik"] for row in case["loglik_dvir"]}
    ours = {tuple(chosen.get(name, "*") for name in victims): weight for weight, chosen in found.assignments}
    nobody = ("*",) * len(victims)
    assert found.log_null == pytest.approx(wanted[nobody], abs=1e-11)
    assert {chosen: found.log_null + weight - ours[nobody] for chosen, weight in ours.items()} == pytest.approx(
        wanted, abs=1e-11
    )
