"""Building an index from the database."""

from pathlib import Path

import pytest
from tests.unit.adapters.index.people import keep, named

from egnatia.adapters.index import building
from egnatia.adapters.index.building import build, open_current, remove_others, rows_after
from egnatia.adapters.index.errors import SearchIndexError
from egnatia.adapters.sql.store import SqlStore

PEOPLE = [named(number, "Milan", f"Petrović{'a' * number}") for number in range(1, 8)]


def test_all_rows_are_taken_in_a_part_at_a_time(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_CHUNK", 2)
    monkeypatch.setattr(building, "_COMMITTED", 3)
    keep(store, *PEOPLE)
    index = build(store, tmp_path / "index", lambda: True)
    assert index.size == len(PEOPLE)
    assert index.mark() == index.mark_of(7, PEOPLE[-1].id)


def test_an_empty_register_has_nothing_after_any_number(store: SqlStore) -> None:
    assert rows_after(store, 0) is None


def test_a_build_that_is_not_to_go_on_leaves_nothing_behind(store: SqlStore, tmp_path: Path) -> None:
    keep(store, *PEOPLE)
    with pytest.raises(SearchIndexError, match="not built to the end"):
        build(store, tmp_path / "index", lambda: False)
    assert list((tmp_path / "index").iterdir()) == []


def test_a_new_one_takes_the_place_of_the_old_one(store: SqlStore, tmp_path: Path) -> None:
    keep(store, *PEOPLE)
    first, second = (build(store, tmp_path / "index", lambda: True) for _ in range(2))
    assert open_current(tmp_path / "index").folder == second.folder
    assert not first.folder.exists()


def test_none_is_kept_where_none_is_named(store: SqlStore, tmp_path: Path) -> None:
    keep(store, *PEOPLE)
    build(store, tmp_path / "index", lambda: True)
    remove_others(tmp_path / "index")
    with pytest.raises(OSError, match="current"):
        open_current(tmp_path / "index")
