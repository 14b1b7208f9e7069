import pytest
from tests.unit.ledger.cabinet import Cabinet

from egnatia.ledger.finding import Kind
from egnatia.ledger.tree import Place


@pytest.fixture(scope="module")
def long_log() -> Cabinet:
    return Cabinet(1000, 24, 1, 1100)


@pytest.mark.slow
@pytest.mark.parametrize("index", [0, 1023, 1024, 2047, 2048, 2124])
def test_rows_are_named_across_the_blocks_in_which_a_long_log_is_read(long_log: Cabinet, index: int) -> None:
    kept = long_log.rows[index]
    long_log.change(index, beside=True)
    assert long_log.found() == [(Kind.CHANGED_ENTRY, index, index)]
    long_log.rows[index] = kept


@pytest.mark.slow
def test_a_gap_of_more_than_a_block_is_named(long_log: Cabinet) -> None:
    kept = long_log.rows[:]
    del long_log.rows[500:2000]
    assert long_log.found() == [(Kind.MISSING_ENTRY, 500, 1999)]
    long_log.rows = kept


def test_a_log_of_several_blocks_cut_back_is_named(long_log: Cabinet) -> None:
    shorter = Cabinet(500)
    shorter.heads += long_log.heads
    assert shorter.found() == [(Kind.REWOUND, 500, 2124)]


@pytest.mark.slow
def test_a_missing_node_above_the_blocks_is_named(long_log: Cabinet) -> None:
    kept = long_log.nodes.pop(Place(11, 0))
    assert long_log.found() == [(Kind.MISSING_NODE, 0, 2047)]
    long_log.nodes[Place(11, 0)] = kept
