"""A node's standard: its mutation model is none where the policy or the rate says so."""

import pytest

from egnatia.casework.standard import Standard
from egnatia.match.kinship.dvi.solution import Policy
from egnatia.match.kinship.mutation import Model


def test_alleles_mutate_by_the_equal_model_at_the_rate_of_the_node() -> None:
    mutation = Standard(mutation_rate=0.001).mutation
    assert mutation is not None
    assert (mutation.model, mutation.rate) == (Model.EQUAL, 0.001)


@pytest.mark.parametrize("standard", [Standard(mutation_rate=0.0), Standard(policy=Policy(mutation=False))])
def test_no_rate_or_no_mutation_is_none(standard: Standard) -> None:
    assert standard.mutation is None
