"""The policies say what the treaties say: every cell of the oracle, in `tests/oracle/law`."""

import pytest
from tests.oracle.law.cells import Cell, cells, offers_of_instruments
from tests.oracle.law.reading import table
from tests.unit.law.cellwise import (
    CHANNEL_OF,
    LAW,
    channel_of,
    differences,
    request_of,
)

from egnatia.law.channels import Threshold
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


@pytest.fixture(scope="module")
def by_offers(all_cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a cell for each kind and purpose and each choice of instruments: thresholds look at no pair."""
    found = {(cell.kind, cell.purpose, cell.offers): cell for cell in all_cells}
    return tuple(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("offence", sorted(table("offences")))
def test_an_offence_opens_what_has_no_threshold_above_it_and_nothing_else(
    by_offers: tuple[Cell, ...], offence: str
) -> None:
    assert list(differences(by_offers, offence)) == []


@pytest.mark.parametrize("offence", sorted(table("offences")))
def test_the_list_of_offences_says_of_penalties_what_the_oracle_says(offence: str) -> None:
    row, ours = table("offences")[offence], LAW.book.offences[offence]
    assert (ours.at_least_one_year, ours.over_one_year) == (row["years"] >= 1, row["years"] > 1)
    assert (ours.serious, ours.europol is not None) == (row["years"] >= 4, row["annex_1"])


@pytest.mark.parametrize("name", sorted(table("instruments")))
def test_a_channel_has_the_threshold_of_its_instrument_open_or_not(name: str) -> None:
    for (kind, _), offer in offers_of_instruments()[name].items():
        channel = LAW.book.instruments[CHANNEL_OF[name]].entries[kind].channel if name in CHANNEL_OF else None
        if channel is not None and name != "untoc":  # whose four years are part of its scope, and so of the permit
            assert channel.threshold == _THRESHOLDS[offer.least_years, offer.beyond]


_THRESHOLDS: dict[tuple[float, bool], Threshold | None] = {
    (0, False): None,
    (1, False): Threshold.AT_LEAST_ONE_YEAR,
    (1, True): Threshold.MORE_THAN_ONE_YEAR,
}


@pytest.mark.slow
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
    letters = {"interpol-messages", "un1988", "cisa", "naples-2"}  # no question goes by them
    assert {*CHANNEL_OF.values(), *letters} == LAW.book.instruments.keys()
