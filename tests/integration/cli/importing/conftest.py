"""Tables of others and their mappings, as tests write and read them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.unit.casework.importing.samples import CELLS, written

HEADER = list(CELLS)


@pytest.fixture
def mapping(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A mapping whose source no other test has."""
    return save(tmp_path / "map.yaml", source=request.node.name)


def save(path: Path, **changed: object) -> Path:
    path.write_text(yaml.safe_dump(written(**changed), allow_unicode=True), "utf-8")
    return path


def cells(number: int, **changed: str) -> list[str]:
    """Return the cells of the numbered row."""
    own = {"EMBG": f"{number:013d}", "VIN": f"WVWZZZ1JZX{number:07d}", "Tablica": f"SK {number:04d} AB"}
    return list({**CELLS, **own, **changed}.values())


def table(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def rows_of(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)
