"""Mutation models: what each matrix must be, worked out by hand or by its defining property."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.kinship.errors import MarkerError
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.mutation import Model, Mutation, Transform, mutation_matrix, repeats

ALLELES = ("8", "9", "9.3", "10", "11")
WHOLE = ("8", "9", "10", "12")
FREQUENCIES = np.array([0.1, 0.2, 0.05, 0.25, 0.4])
FOUR = np.array([0.1, 0.2, 0.3, 0.4])


def matrix(alleles: tuple[str, ...], frequencies: np.ndarray, **given: object) -> np.ndarray:
    return mutation_matrix(Mutation(**given), alleles, frequencies)  # type: ignore[arg-type] # one field each


@pytest.mark.parametrize("model", [Model.EQUAL, Model.PROPORTIONAL, Model.STEPWISE, Model.ONESTEP, Model.DAWID])
def test_rows_are_probabilities(model: Model) -> None:
    made = matrix(WHOLE, FOUR, model=model, rate=0.02, range=0.3)
    assert made.min() >= 0
    assert made.sum(axis=1) == pytest.approx(np.ones(4), rel=1e-12)


def test_equal_mutation_goes_anywhere_alike() -> None:
    made = matrix(WHOLE, FOUR, model=Model.EQUAL, rate=0.03)
    assert made[0] == pytest.approx([0.97, 0.01, 0.01, 0.01], rel=1e-12)


def test_proportional_mutation_keeps_frequencies_and_has_the_expected_rate() -> None:
    made = matrix(WHOLE, FOUR, model=Model.PROPORTIONAL, rate=0.03)
    assert FOUR @ made == pytest.approx(FOUR, rel=1e-12)
    assert 1 - FOUR @ np.diag(made) == pytest.approx(0.03, rel=1e-12)


def test_steps_fall_by_the_range_and_micro_variants_share_the_second_rate() -> None:
    made = matrix(ALLELES, FREQUENCIES, model=Model.STEPWISE, rate=0.01, rate2=0.001, range=0.1)
    weights = np.array([1, 0.1, 0.01]) / 1.11 * 0.01
    assert made[0] == pytest.approx([0.989, weights[0], 0.001, weights[1], weights[2]], rel=1e-12)
    assert made[2] == pytest.approx([0.00025, 0.00025, 0.999, 0.00025, 0.00025], rel=1e-12)


def test_one_step_goes_to_neighbours_and_a_lonely_allele_stays() -> None:
    made = matrix(WHOLE, FOUR, model=Model.ONESTEP, rate=0.02)
    assert made[1] == pytest.approx([0.01, 0.98, 0.01, 0], rel=1e-12)
    assert made[0] == pytest.approx([0.98, 0.02, 0, 0], rel=1e-12)
    assert made[3] == pytest.approx([0, 0, 0, 1], rel=1e-12)


def test_the_model_of_dawid_is_reversible_at_its_rate() -> None:
    made = matrix(WHOLE, FOUR, model=Model.DAWID, rate=0.02, range=0.3)
    flow = FOUR[:, None] * made
    assert flow == pytest.approx(flow.T, rel=1e-12)
    assert 1 - FOUR @ np.diag(made) == pytest.approx(0.02, rel=1e-12)


@pytest.mark.parametrize("transform", list(Transform))
def test_transforms_keep_frequencies_from_parents_to_children(transform: Transform) -> None:
    made = matrix(ALLELES, FREQUENCIES, model=Model.STEPWISE, rate=0.01, rate2=0.001, transform=transform)
    assert FREQUENCIES @ made == pytest.approx(FREQUENCIES, rel=1e-11)
    assert made.sum(axis=1) == pytest.approx(np.ones(5), rel=1e-12)
    if transform is not Transform.PM:
        flow = FREQUENCIES[:, None] * made
        assert flow == pytest.approx(flow.T, rel=1e-11)


@pytest.mark.parametrize("transform", [Transform.PM, Transform.MH, Transform.BA])
def test_transforms_keep_the_expected_rate(transform: Transform) -> None:
    before = matrix(WHOLE, FOUR, model=Model.EQUAL, rate=0.01)
    after = matrix(WHOLE, FOUR, model=Model.EQUAL, rate=0.01, transform=transform)
    assert FOUR @ np.diag(after) == pytest.approx(FOUR @ np.diag(before), rel=1e-12)


@pytest.mark.slow
@given(st.floats(0.001, 0.2), st.floats(0.01, 0.3))
def test_a_silent_allele_neither_mutates_nor_arises(rate: float, silent: float) -> None:
    rest = 1 - silent
    marker = Marker(
        name="L",
        alleles=("8", "9", "Silent", "10"),
        frequencies=(0.2 * rest, 0.3 * rest, silent, 0.5 * rest),
        female=Mutation(model=Model.PROPORTIONAL, rate=rate),
    )
    made = marker.matrix(marker.female)
    assert made is not None
    assert made[2].tolist() == [0, 0, 1, 0] == made[:, 2].tolist()
    assert np.array(marker.frequencies) @ (1 - np.diag(made)) == pytest.approx(rate, rel=1e-9)
    assert marker.matrix(None) is None


@pytest.mark.parametrize(
    "given",
    [
        {"model": Model.EQUAL, "rate": 1.5},
        {"model": Model.STEPWISE, "rate": 0.6, "rate2": 0.6},
        {"model": Model.STEPWISE, "rate": 0.1, "range": 0.0},
        {"model": Model.CUSTOM},
        {"model": Model.EQUAL, "rate": 0.1, "matrix": ((1.0,),)},
    ],
)
def test_parameters_that_are_none_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(MarkerError):
        Mutation(**given)  # type: ignore[arg-type] # wrong on purpose


@pytest.mark.parametrize(
    ("alleles", "given", "words"),
    [
        (ALLELES, {"model": Model.ONESTEP, "rate": 0.1}, "9.3 is a micro-variant"),
        (("a", "b", "c", "d", "e"), {"model": Model.STEPWISE, "rate": 0.1}, "no number of repeats"),
        (ALLELES, {"model": Model.PROPORTIONAL, "rate": 0.99}, "does not exist"),
        (("8", "9", "10", "11", "12"), {"model": Model.DAWID, "rate": 0.9, "range": 0.9}, "does not exist"),
        (("8", "9", "10", "11", "12"), {"model": Model.DAWID, "rate": 0.1, "range": 1.0}, "range below 1"),
        (ALLELES, {"model": Model.CUSTOM, "matrix": ((1.0, 0.0),)}, "5 rows"),
        (ALLELES, {"model": Model.CUSTOM, "matrix": ((1.0, 0.0, 0.0, 0.0, 0.1),) * 5}, "row 1"),
        (ALLELES, {"model": Model.CUSTOM, "matrix": ((2.0, -1.0, 0.0, 0.0, 0.0),) * 5}, "no probability"),
        (ALLELES, {"model": Model.EQUAL, "rate": 0.9, "transform": Transform.PM}, "PM"),
        (ALLELES, {"model": Model.TRIVIAL, "transform": Transform.PM}, ""),
    ],
)
def test_models_that_do_not_exist_are_refused(alleles: tuple[str, ...], given: dict[str, object], words: str) -> None:
    if not words:
        assert matrix(alleles, FREQUENCIES, **given).tolist() == np.eye(5).tolist()
        return
    with pytest.raises(MarkerError, match=words):
        matrix(alleles, FREQUENCIES, **given)


def test_models_that_keep_frequencies_need_some() -> None:
    none = np.array([0.0, 0.2, 0.3, 0.5])
    with pytest.raises(MarkerError, match="frequency 0"):
        matrix(WHOLE, none, model=Model.DAWID, rate=0.01)


def test_a_matrix_of_ones_own_is_taken_as_it_is() -> None:
    own = ((0.9, 0.1), (0.3, 0.7))
    assert matrix(("a", "b"), np.array([0.5, 0.5]), model=Model.CUSTOM, matrix=own).tolist() == [[0.9, 0.1], [0.3, 0.7]]


def test_repeats_and_further_bases_are_read() -> None:
    assert [repeats(allele) for allele in ("9", "9.3", "31.2")] == [(9, 0), (9, 3), (31, 2)]
