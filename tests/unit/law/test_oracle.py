"""The policies say what the treaties say: every cell of the oracle, in `tests/oracle/law`."""

import pytest
from tests.oracle.law.cells import Cell, cells
from tests.oracle.law.reading import table
from tests.unit.law.cellwise import (
    CHANNEL_OF,
    LAW,
    channel_of,
    differences,
    request_of,
)

from egnatia.law.closed import why_closed
from egnatia.law.decision import Bar
from egnatia.law.facts import Action
from egnatia.law.judge import Judge


@pytest.fixture(scope="module")
def all_cells() -> tuple[Cell, ...]:
    return tuple(cells())


@pytest.mark.slow
@pytest.mark.parametrize("first", range(2))
def test_no_cell_in_sixty_of_the_oracle_differs(all_cells: tuple[Cell, ...], first: int) -> None:
    """A part that is fast enough for every day: 59 and 61 have no factor in common with the table's dimensions."""
    assert list(differences(all_cells[first :: 59 + 2 * first])) == []


@pytest.mark.slow
def test_no_cell_of_the_oracle_differs(all_cells: tuple[Cell, ...]) -> None:
    """State, channels, keys and exactness, reply, who confirms, release, clocks. Answers: see `test_policies.py`."""
    assert len(all_cells) == 42_042
    assert list(differences(all_cells)) == []


def test_what_is_not_yet_open_is_told_as_such(all_cells: tuple[Cell, ...]) -> None:
    waiting = {Bar.NOT_IN_FORCE, Bar.NOT_OPERATIONAL}
    judge = Judge(LAW.book)
    told = {
        (cell.asker, cell.partner, offer.instrument): why_closed(
            judge, request_of(cell, Action.ASK), channel_of(offer, cell.kind), any_keys=True
        ).bar
        for cell in all_cells
        for offer in cell.not_yet
        if offer.instrument in CHANNEL_OF
    }
    assert {place: bar for place, bar in told.items() if bar not in waiting} == {}


def test_every_instrument_of_the_oracle_has_its_channel_and_every_channel_its_instrument() -> None:
    unsigned = {"icmp_agreement"}  # signed by one party only; opens nothing, so no channel stands for it
    assert CHANNEL_OF.keys() | unsigned == table("instruments").keys()
    letters = {"interpol-messages", "un1988"}  # no question goes by them
    assert {*CHANNEL_OF.values(), *letters} == LAW.book.instruments.keys()
