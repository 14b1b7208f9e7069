"""The index follows the database, loses nothing, and forgets what was erased."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.twins.stores import new_store
from tests.unit.adapters.index.people import KIND, keep, named, nearest
from tests.unit.model.samples import MORNING

from egnatia.adapters.index import following as module
from egnatia.adapters.index.following import Following, Place
from egnatia.adapters.sql.store import SqlStore

MILAN = named(1, "Milan", "Petrović")
ARBEN = named(2, "Arben", "Hoxha")
DESPINA = named(3, "Δέσποινα", "Παπαδοπούλου")


def content(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_name_is_found_in_another_script_and_with_a_slip(store: SqlStore, following: Following) -> None:
    keep(store, MILAN, ARBEN, DESPINA)
    following.follow()
    assert nearest(following, store, "Милан Перовић") == ["Petrović"]
    assert nearest(following, store, "Despina Papadopoulou") == ["Παπαδοπούλου"]
    assert nearest(following, store, "Zoran Zorić") == []


def test_without_an_index_nothing_is_named(store: SqlStore, following: Following) -> None:
    keep(store, MILAN)
    assert nearest(following, store, "Milan Petrović") is None


def test_a_small_register_has_no_index(store: SqlStore, place: Place) -> None:
    keep(store, MILAN)
    small = Following(store, replace(place, least=2))
    small.follow()
    assert nearest(small, store, "Milan Petrović") is None
    assert not place.folder.exists()


def test_a_record_that_came_since_is_found_at_once(store: SqlStore, following: Following) -> None:
    keep(store, MILAN)
    following.follow()
    keep(store, ARBEN)
    assert nearest(following, store, "Арбен Хоџа") == ["Hoxha"]


def test_many_that_came_since_leave_it_to_the_keys(
    store: SqlStore, following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, MILAN)
    following.follow()
    monkeypatch.setattr(module, "_SHORT", 1)
    keep(store, ARBEN, DESPINA)
    assert nearest(following, store, "Milan Petrović") is None
    following.follow()
    assert nearest(following, store, "Milan Petrović") == ["Petrović"]


def test_the_index_is_opened_again_and_goes_on(store: SqlStore, following: Following, place: Place) -> None:
    keep(store, MILAN)
    following.follow()
    built = (place.folder / "current").read_bytes()
    keep(store, ARBEN)
    again = Following(store, place)
    again.follow()
    assert (place.folder / "current").read_bytes() == built
    assert nearest(again, store, "Arben Hoxha") == ["Hoxha"]


def test_an_index_that_lost_its_last_commit_takes_the_rows_in_again(
    store: SqlStore, following: Following, place: Place, tmp_path: Path
) -> None:
    keep(store, MILAN)
    following.follow()
    shutil.copytree(place.folder, tmp_path / "before")
    keep(store, ARBEN)
    following.follow()
    again = Following(store, replace(place, folder=tmp_path / "before"))
    again.follow()
    assert [nearest(again, store, name) for name in ("Milan Petrović", "Arben Hoxha")] == [["Petrović"], ["Hoxha"]]


@pytest.mark.slow
def test_an_index_built_at_once_answers_as_one_that_followed(
    store: SqlStore, following: Following, place: Place, tmp_path: Path
) -> None:
    people = [named(number, first, family) for number, (first, family) in enumerate(_COMBINED)]
    for person in people:
        keep(store, person)
        following.follow()
    before = [nearest(following, store, f"{first} {family}") for first, family in _COMBINED]
    built = Following(store, replace(place, folder=tmp_path / "built"))
    built.follow()
    assert [nearest(built, store, f"{first} {family}") for first, family in _COMBINED] == before


_COMBINED = [
    (first, family) for first in ("Ana", "Милан", "Γιώργος") for family in ("Ilić", "Петров", "Hoxha", "Νίκου")
]


def test_an_index_of_another_history_is_built_anew(store: SqlStore, following: Following, place: Place) -> None:
    keep(store, MILAN)
    following.follow()
    other = new_store()
    keep(other, ARBEN)
    again = Following(other, place)
    again.follow()
    assert nearest(again, other, "Arben Hoxha") == ["Hoxha"]
    assert nearest(again, other, "Milan Petrović") == []


def test_a_damaged_index_is_built_anew(store: SqlStore, following: Following, place: Place) -> None:
    keep(store, MILAN)
    following.follow()
    for path in place.folder.rglob("*.term"):
        path.write_bytes(b"rubbish")
    (next(place.folder.rglob("meta.json"))).write_text("{}")
    again = Following(store, place)
    again.follow()
    assert nearest(again, store, "Milan Petrović") == ["Petrović"]


def test_what_is_erased_vanishes_at_once(store: SqlStore, following: Following) -> None:
    keep(store, MILAN, ARBEN)
    following.follow()
    store.write(lambda tx: tx.records.erase(MILAN.id, MORNING))
    following.forget([MILAN.id])
    assert following.nearest(KIND, {"full_name": ("Milan Petrović",)}, 20) == ()
    assert nearest(following, store, "Arben Hoxha") == ["Hoxha"]


def test_what_was_erased_behind_its_back_vanishes_at_the_next_start(
    store: SqlStore, following: Following, place: Place
) -> None:
    keep(store, MILAN, ARBEN)
    following.follow()
    store.write(lambda tx: tx.records.erase(MILAN.id, MORNING))
    again = Following(store, place)
    again.follow()
    assert again.nearest(KIND, {"full_name": ("Milan Petrović",)}, 20) == ()


def test_a_day_after_an_erasure_the_files_are_written_anew(store: SqlStore, following: Following, place: Place) -> None:
    keep(store, MILAN, ARBEN)
    following.follow()
    following.forget([MILAN.id])
    built = (place.folder / "current").read_text()
    os.utime(place.folder / built / "erased", (1, 1))
    following.follow()
    assert (place.folder / "current").read_text() != built
    assert not (place.folder / built).exists()


def test_no_name_stands_in_the_files_and_nobody_else_may_read_them(
    store: SqlStore, following: Following, place: Place
) -> None:
    canary = named(9, "Zvjezdoslava", "Xhymyrtafshaj")
    keep(store, canary)
    following.follow()
    found = content(place.folder).lower()
    for word in ("zvjezdoslava", "xhymyrtafshaj", "zviezdoslava", canary.id, canary.lineage):
        assert word.encode() not in found
        assert word.encode("utf-16-le") not in found
    assert {path.stat().st_mode & 0o077 for path in place.folder.iterdir() if path.is_dir()} == {0}


def test_a_superseded_version_is_named_no_more_by_the_database(store: SqlStore, following: Following) -> None:
    keep(store, MILAN)
    following.follow()
    married = named(1, "Milan", "Jovanović", supersedes=frozenset({MILAN.id}), salt="7" * 32)
    keep(store, married)
    assert nearest(following, store, "Milan Petrović") == []
    assert nearest(following, store, "Milan Jovanović") == ["Jovanović"]


def test_a_stopped_one_builds_nothing(store: SqlStore, following: Following, place: Place) -> None:
    keep(store, MILAN)
    following.stop()
    following.follow()
    assert not place.folder.exists()


def test_a_folder_that_cannot_be_made_leaves_it_to_the_keys(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keep(store, MILAN)
    broken = Following(store, Place(folder=tmp_path / "file", least=1))
    broken.follow()
    assert nearest(broken, store, "Milan Petrović") is None
