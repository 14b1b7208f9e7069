"""Loading before the first question."""

import gc

import pytest

from egnatia.match.names.tokens import token
from egnatia.match.names.weights import weights
from egnatia.match.warming import warm_up


@pytest.mark.slow
def test_the_first_question_finds_tables_loaded() -> None:
    weights.cache_clear()
    warm_up.cache_clear()
    warm_up()
    assert weights.cache_info().currsize == 1


def test_it_is_done_once() -> None:
    warm_up()
    token.cache_clear()
    warm_up()
    assert token.cache_info().misses == 0


@pytest.mark.slow
def test_the_collector_of_garbage_passes_over_what_was_loaded() -> None:
    gc.unfreeze()
    warm_up.cache_clear()
    warm_up()
    assert gc.get_freeze_count() > 0
