"""Who may import, what a dry run tells, and what an import that was given up leaves."""

from pathlib import Path

import pytest
from tests.integration.cli.importing.conftest import cells, table
from tests.integration.conftest import Type
from tests.integration.town import Town

from egnatia.cli.connection import Connection


def test_a_dry_run_tells_what_would_be_and_leaves_nothing(typed: Type, mapping: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "cars.csv", cells(1), cells(2, Rodjen="31.02.1985"))
    for _ in range(2):
        said = typed("RS", "officer", "import", str(file), "--map", str(mapping), "--dry-run")
        assert "2 rows: 3 records would be new" in said
        assert "logged" not in said
    assert typed("RS", "officer", "import", "list") == ""


def test_an_import_that_was_given_up_counts_for_nothing_and_can_be_dropped(
    typed: Type, mapping: Path, place: Town, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    node = Connection(folder=place.folder("RS"), account="officer")
    begun = node.post("/v1/imports", {"source": request.node.name})["id"]
    words = ("RS", "officer", "import", str(table(tmp_path / "cars.csv", cells(1))), "--map", str(mapping))
    assert f"is under way: {begun}" in typed(*words, code=2)
    assert begun in typed("RS", "officer", "import", "list")
    assert typed("RS", "officer", "import", "drop", begun) == "dropped\n"
    assert "3 records new" in typed(*words)
    assert "no import" in typed("RS", "officer", "import", "drop", begun, code=2)


def test_only_those_who_may_collect_import(typed: Type, mapping: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "cars.csv", cells(1))
    assert "may not add records" in typed("RS", "supervisor", "import", str(file), "--map", str(mapping), code=2)
