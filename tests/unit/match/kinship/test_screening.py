"""Screening: the likeliest relatives of one profile in a register, in order, and what cannot be screened."""

from math import log

import numpy as np
import pytest

from egnatia.match.kinship.errors import CaseError, GenotypeError
from egnatia.match.kinship.likelihood import log_likelihood, type_people
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B
from egnatia.match.kinship.screening import best_candidates, lay_out, screen

PANEL = make_panel(
    [Marker(name=name, alleles=("8", "9", "10"), frequencies=(0.2, 0.3, 0.5)) for name in ("K", "L", "M")]
)
ASKED = {"K": ("8", "9"), "L": ("9", "9"), "M": ("8", "10")}
REGISTER = [
    {"K": ("10", "10"), "L": ("9", "9"), "M": ("8", "8")},
    {"K": ("8", "10"), "L": ("8", "9")},
    {"K": ("8", "9"), "L": ("9", "9"), "M": ("8", "10")},
    {},
    {"K": ("8", "10"), "L": ("8", "9")},
]


def test_the_likeliest_come_first_with_what_was_compared() -> None:
    (found,) = best_candidates([PANEL], ASKED, REGISTER, ["parent"], 10)
    assert [(one.place, one.markers) for one in found.candidates] == [(2, 3), (1, 2), (4, 2)]
    assert (found.relationship, found.compared, found.possible) == ("parent", 4, 3)
    # K: ¼/p(8), L: ½/p(9): one shared copy each, by hand
    assert found.candidates[1].log_ratio == pytest.approx(log(0.25 / 0.2 * 0.5 / 0.3), rel=1e-12)


def test_no_more_candidates_are_given_than_asked_for() -> None:
    found = best_candidates([PANEL], ASKED, REGISTER, ["siblings", "cousins"], 1)
    assert [[one.place for one in item.candidates] for item in found] == [[2], [2]]


def test_who_is_whose_child_makes_no_difference() -> None:
    laid = lay_out(PANEL, REGISTER)
    logs = screen(PANEL, ASKED, laid, ["parent", "child", "uncle", "nephew"])
    assert np.array_equal(logs[:, ::2], logs[:, 1::2])
    with pytest.raises(CaseError, match=r"'friend' is none of .*, child"):
        screen(PANEL, ASKED, laid, ["friend"])


def test_an_allele_of_the_register_that_the_table_lacks_is_like_any_that_is_not_shared() -> None:
    strange, known = lay_out(PANEL, [{"K": ("8", "31.2")}]), lay_out(PANEL, [{"K": ("8", "10")}])
    names = ["parent", "siblings"]
    assert np.array_equal(screen(PANEL, ASKED, strange, names), screen(PANEL, ASKED, known, names))


def test_an_allele_of_the_asked_profile_needs_a_frequency() -> None:
    never = make_panel([Marker(name="K", alleles=("8", "9"), frequencies=(0, 1))])
    for panel, words in ((PANEL, "K: allele 31 is not in"), (never, "K: allele 8 has the frequency 0")):
        asked = {"K": ("31" if panel is PANEL else "8", "9")}
        with pytest.raises(GenotypeError, match=words):
            screen(panel, asked, lay_out(panel, []), ["parent"])


def mutating(*frequencies: float) -> Marker:
    steps = Mutation(model=Model.STEPWISE, rate=0.01, range=0.1)
    return Marker(name="K", alleles=("8", "9", "10"), frequencies=frequencies, female=steps, male=steps)


def test_with_mutation_each_ratio_is_that_of_the_pedigree() -> None:
    panel = make_panel([mutating(0.2, 0.3, 0.5), Marker(name="L", alleles=("8", "9"), frequencies=(0.4, 0.6))])
    asked, names = {"K": ("8", "9"), "L": ("9", "9")}, ["parent", "siblings", "cousins"]
    others = [{"K": pair, "L": ("8", "9")} for pair in (("10", "10"), ("8", "10"), ("10", "9"))]
    found = screen(panel, asked, lay_out(panel, others), names)
    for row, other in enumerate(others):
        typed = type_people(panel, {A: asked, B: other})
        strangers = log_likelihood(panel, RELATIONSHIPS["unrelated"].pedigree, typed)
        for column, name in enumerate(names):
            wanted = log_likelihood(panel, RELATIONSHIPS[name].pedigree, typed) - strangers
            assert found[row, column] == pytest.approx(wanted, rel=1e-12)
    assert np.isfinite(found[0, 0])  # the parent who differs by a mutation is found


def test_with_mutation_an_allele_that_has_no_frequency_speaks_least() -> None:
    panel = make_panel([mutating(0.2, 0.8, 0)])
    laid = lay_out(panel, [{"K": pair} for pair in (("8", "31"), ("10", "8"), ("8", "8"), ("8", "9"), ("31", "31"))])
    logs = screen(panel, {"K": ("8", "8")}, laid, ["siblings"])[:, 0]
    assert logs[0] == logs[1] == logs[3] < logs[2]
    assert logs[4] == screen(panel, {"K": ("8", "8")}, lay_out(panel, [{"K": ("9", "9")}]), ["siblings"])[0, 0]


def test_the_least_favourable_population_decides() -> None:
    rare, common = (make_panel([Marker(name="K", alleles=("8", "9"), frequencies=(p, 1 - p))]) for p in (0.1, 0.4))
    asked, register = {"K": ("8", "8")}, [{"K": ("8", "8")}, {"K": ("9", "9")}]
    (found,) = best_candidates([rare, common], asked, register, ["siblings"], 2)
    first, second = found.candidates
    assert (first.place, first.population, second.place, second.population) == (0, 1, 1, 0)
    assert np.exp(first.log_ratios) == pytest.approx([(1 + 0.1) ** 2 / 0.04, (1 + 0.4) ** 2 / 0.64], rel=1e-12)
    assert first.log_ratio == first.log_ratios[1]
