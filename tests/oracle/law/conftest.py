"""The oracle, expanded once for all its tests."""

import pytest
from tests.oracle.law.cells import Cell, cells
from tests.oracle.law.conditions import Transfer, transfers

Where = tuple[str, str, str, str]


@pytest.fixture(scope="session")
def all_cells() -> tuple[Cell, ...]:
    return tuple(cells())


@pytest.fixture(scope="session")
def by_place(all_cells: tuple[Cell, ...]) -> dict[Where, Cell]:
    return {(cell.asker, cell.partner, cell.kind, cell.purpose): cell for cell in all_cells}


@pytest.fixture(scope="session")
def all_transfers() -> dict[tuple[str, str], Transfer]:
    return {(row.sender, row.recipient): row for row in transfers()}
