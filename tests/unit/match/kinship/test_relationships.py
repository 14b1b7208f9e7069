"""Relationships: the closed forms and the pedigrees say the same of every pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.kinship.errors import CaseError, MarkerError
from egnatia.match.kinship.likelihood import log_likelihood, type_people
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.panel import make_panel
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B, blind_search
from egnatia.match.kinship.screening import lay_out, screen

ALLELES = ("1", "2", "3", "4")
MARKERS = [Marker(name=str(number), alleles=ALLELES, frequencies=(0.1, 0.2, 0.3, 0.4)) for number in range(18)]
PANEL = make_panel(MARKERS)

profiles = st.fixed_dictionaries(
    {}, optional={marker.name: st.tuples(st.sampled_from(ALLELES), st.sampled_from(ALLELES)) for marker in MARKERS}
)


@given(profiles, profiles)
def test_sharing_by_descent_gives_the_likelihood_ratio_of_the_pedigree(
    one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]
) -> None:
    typed = type_people(PANEL, {A: one, B: other})
    alone = log_likelihood(PANEL, RELATIONSHIPS["unrelated"].pedigree, typed)
    wanted = [log_likelihood(PANEL, item.pedigree, typed) - alone for item in RELATIONSHIPS.values()]
    found = screen(PANEL, one, lay_out(PANEL, [other]), list(RELATIONSHIPS))
    assert found[0] == pytest.approx(wanted, rel=1e-10, abs=1e-10)


def test_a_blind_search_weighs_relationships_by_their_priors() -> None:
    same = {marker.name: ("1", "2") for marker in MARKERS}
    found = blind_search(MARKERS, (same, same), {"twins": 0.001, "siblings": 0.499, "unrelated": 0.5})
    posteriors = found.posteriors()
    assert posteriors is not None
    logs = found.totals + np.log([0.001, 0.499, 0.5])
    assert posteriors == pytest.approx(np.exp(logs - np.logaddexp.reduce(logs)), rel=1e-12)
    assert posteriors[0] > 0.99


def test_priors_sum_to_one() -> None:
    same = {"1": ("1", "2")}
    with pytest.raises(CaseError, match=r"priors sum to 0\.7"):
        blind_search(MARKERS, (same, same), {"twins": 0.2, "siblings": 0.5}).posteriors()


def test_a_relationship_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CaseError, match="none of"):
        blind_search(MARKERS, ({}, {}), {"friends": 1.0})
    with pytest.raises(CaseError, match="none of"):
        screen(PANEL, {}, lay_out(PANEL, []), ["friends"])


def test_markers_that_closed_forms_do_not_cover_are_refused() -> None:
    on_x = Marker(name="X", alleles=ALLELES, frequencies=(0.25,) * 4, chromosome=Chromosome.X)
    silent = Marker(name="S", alleles=("1", "silent"), frequencies=(0.9, 0.1))
    with pytest.raises(CaseError, match="X-linked"):
        blind_search([on_x], ({}, {}), {"twins": 1.0})
    for marker in (on_x, silent):
        panel = make_panel([marker])
        with pytest.raises(MarkerError):
            screen(panel, {}, lay_out(panel, []), ["parent"])


def test_coefficients_of_sharing_are_probabilities() -> None:
    assert all(sum(item.kappa) == 1 and min(item.kappa) >= 0 for item in RELATIONSHIPS.values())
