"""The node's side of an import."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene, person, scene
from tests.unit.casework.importing.samples import brought
from tests.unit.casework.meddling import Meddled

from egnatia.casework.collect import amend, collect
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.importing.intake import BroughtRow, Imported, Origin, begin, bring, drop, end, under_way
from egnatia.casework.imports import ImportId
from egnatia.casework.rows import Lodged, Role
from egnatia.casework.terms import terms_of
from egnatia.ledger.entry import Act
from egnatia.ledger.tree import root_of
from egnatia.model.record import Record

__all__ = ["scene"]

ORIGIN = Origin(file="a" * 64, mapping="b" * 64, rejected=3)
OTHER = {"EMBG": "0202970450002", "VIN": "WVWZZZ1JZXW000002", "Tablica": "SK 9 XX"}


def imported(scene: Scene, *rows: BroughtRow) -> Imported:
    """Import rows at AL."""
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    assert not bring(scene.al, scene.keeper, begun.id, rows).rejected
    return end(scene.al, scene.keeper, begun.id, ORIGIN)


def count(scene: Scene) -> int:
    return sum(scene.al.store.read(lambda tx: tx.records.count()).values())


def found(scene: Scene, row: BroughtRow) -> Record:
    """Return the newest version of the first thing of a row."""
    known = scene.al.store.read(lambda tx: tx.imports.known([row.records[0].key]))[row.records[0].key]
    return scene.al.store.read(lambda tx: tx.records.versions(known.lineage))[-1]


def test_nothing_counts_before_the_end_and_then_all_does(scene: Scene) -> None:
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    bring(scene.al, scene.keeper, begun.id, [brought()])
    assert count(scene) == 1
    assert end(scene.al, scene.keeper, begun.id, ORIGIN).records == 3
    assert count(scene) == 4


def test_an_import_is_one_entry_with_the_root_of_all_its_records(scene: Scene) -> None:
    done = imported(scene, brought(), brought(3, **OTHER))
    [logged] = scene.al.store.read(lambda tx: tx.ledger.trail(done.root, 10))
    assert logged.entry.act is Act.COLLECTION
    assert logged.entry.detail == {
        "what": "import", "records": "6", "changed": "0", "unchanged": "0", "rejected": "3",
    }  # fmt: skip
    assert {ORIGIN.file, ORIGIN.mapping} < set(logged.entry.about)
    ids = scene.al.store.read(lambda tx: [bytes.fromhex(found) for found in tx.imports.record_ids(_id(logged))])
    assert root_of(ids).hex() == done.root


def _id(logged: Lodged) -> ImportId:
    return next(ImportId(subject) for subject in logged.entry.about if len(subject) == 32)


def test_the_same_rows_again_make_no_second_record(scene: Scene) -> None:
    imported(scene, brought())
    again = imported(scene, brought())
    assert (again.records, again.unchanged, again.root) == (0, 3, "")
    assert count(scene) == 4
    assert under_way(scene.al, scene.keeper) == ()


def test_a_later_end_of_retention_alone_is_nothing_new(scene: Scene) -> None:
    imported(scene, brought())
    scene.net.clock.advance(timedelta(days=1))
    assert imported(scene, brought()).records == 0


def test_what_the_source_tells_otherwise_becomes_a_new_version(scene: Scene) -> None:
    imported(scene, brought())
    done = imported(scene, brought(Prezime="Проба"))
    assert (done.records, done.changed, done.unchanged) == (1, 1, 2)
    newest = found(scene, brought())
    assert newest.properties["family_name"] == ("Проба",)
    assert len(newest.supersedes) == 1


def test_the_old_version_is_found_until_the_end_and_the_new_one_from_then_on(scene: Scene) -> None:
    imported(scene, brought())
    old = found(scene, brought())
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    bring(scene.al, scene.keeper, begun.id, [brought(Prezime="Проба")])
    assert [hit.id for hit in candidates(scene, old)] == [old.id]
    end(scene.al, scene.keeper, begun.id, ORIGIN)
    assert [hit.properties["family_name"] for hit in candidates(scene, old)] == [("Проба",)]


def candidates(scene: Scene, record: Record) -> tuple[Record, ...]:
    """Search by the keys of one version; both have some of them, by the first names."""
    return scene.al.store.read(lambda tx: tx.records.candidates("person", terms_of(record), 1))


def test_what_was_amended_here_the_source_does_not_undo(scene: Scene) -> None:
    imported(scene, brought())
    amend(scene.al, scene.keeper, found(scene, brought()).lineage, person("Ana", "Ispravka"))
    assert imported(scene, brought()).records == 0
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    [rejected] = bring(scene.al, scene.keeper, begun.id, [brought(7, Prezime="Проба")]).rejected
    assert (rejected.line, rejected.reason) == (7, "was amended here since it was last imported; amend it by hand")


def test_a_row_falls_as_a_whole(scene: Scene) -> None:
    begun = begin(scene.al, scene.keeper, "x")
    row = brought()
    lone = BroughtRow(line=9, records=(row.records[0], row.records[2]))
    result = bring(scene.al, scene.keeper, begun.id, [lone])
    assert [(one.line, one.column) for one in result.rejected] == [(9, "owned")]
    assert result.new == 0


def test_a_link_finds_its_ends_among_what_is_on_record(scene: Scene) -> None:
    imported(scene, BroughtRow(line=2, records=brought().records[:2]))
    assert imported(scene, BroughtRow(line=2, records=brought().records[2:])).records == 1


def test_two_rows_may_tell_of_the_same_thing_only_alike(scene: Scene) -> None:
    begun = begin(scene.al, scene.keeper, "x")
    rows = [brought(2), brought(3), brought(4, Ime="Jelena")]
    result = bring(scene.al, scene.keeper, begun.id, rows)
    assert (result.new, result.unchanged, [one.line for one in result.rejected]) == (3, 3, [4])
    later = bring(scene.al, scene.keeper, begun.id, [brought(5), brought(6, Ime="Jelena")])
    assert (later.new, later.unchanged, [one.line for one in later.rejected]) == (0, 3, [6])


def test_what_was_erased_meanwhile_does_not_come_back_by_a_new_version(scene: Scene) -> None:
    imported(scene, brought())
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    bring(scene.al, scene.keeper, begun.id, [brought(Prezime="Проба")])
    erase(scene.al, scene.chief, found(scene, brought()).id, "asked for")
    with pytest.raises(ConflictError, match="erased"):
        end(scene.al, scene.keeper, begun.id, ORIGIN)


def test_a_dropped_import_leaves_nothing(scene: Scene) -> None:
    imported(scene, brought())
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    bring(scene.al, scene.keeper, begun.id, [brought(Prezime="Проба"), brought(3, **OTHER)])
    drop(scene.al, scene.keeper, begun.id)
    assert count(scene) == 4
    assert imported(scene, brought()).unchanged == 3
    with pytest.raises(NotFoundError):
        bring(scene.al, scene.keeper, begun.id, [])


def test_two_imports_of_one_source_do_not_run_at_once(scene: Scene) -> None:
    begin(scene.al, scene.keeper, "x")
    with pytest.raises(ConflictError, match="under way"):
        begin(scene.al, scene.keeper, "x")
    begin(scene.al, scene.keeper, "y")


def test_an_import_that_was_given_up_is_cleared_away_by_the_next(scene: Scene) -> None:
    begun = begin(scene.al, scene.keeper, "x")
    bring(scene.al, scene.keeper, begun.id, [brought()])
    scene.net.clock.advance(timedelta(hours=2))
    fresh = begin(scene.al, scene.keeper, "x")
    assert [row.id for row in under_way(scene.al, scene.keeper)] == [fresh.id]


def test_only_those_who_may_collect_import_and_only_what_they_began(scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        begin(scene.al, scene.chief, "x")
    begun = begin(scene.al, scene.keeper, "x")
    other = scene.net.person("AL", "other", Role.OFFICER)
    with pytest.raises(NotAllowedError, match="another person"):
        bring(scene.al, other, begun.id, [brought()])
    drop(scene.al, scene.chief, begun.id)


def test_a_thing_put_on_record_by_hand_is_not_taken_for_an_imported_one(scene: Scene) -> None:
    collect(scene.al, scene.keeper, [person("Ana", "Пробни")])
    assert imported(scene, brought()).records == 3


def fallen(scene: Scene, row: BroughtRow) -> tuple[str, str]:
    """Bring a row that falls; returns the column and the reason."""
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    [rejected] = bring(scene.al, scene.keeper, begun.id, [row]).rejected
    return rejected.column, rejected.reason


def test_a_thing_does_not_become_one_of_another_kind(scene: Scene) -> None:
    imported(scene, brought())
    holder, *_ = brought().records
    changed = BroughtRow(line=2, records=(replace(holder, kind="organisation", properties={"name": ("X",)}),))
    assert fallen(scene, changed) == ("", "is on record as a person, not a organisation")


def test_a_kind_that_there_is_not_falls(scene: Scene) -> None:
    holder, *_ = brought().records
    assert fallen(scene, BroughtRow(line=2, records=(replace(holder, kind="soul"),))) == (
        "kind",
        "soul is no kind of record",
    )


def test_an_end_of_a_link_is_of_a_kind_that_the_link_takes(scene: Scene) -> None:
    holder, car, owning = brought().records
    crossed = {**owning.refers, "owned": owning.refers["owner"]}
    column, reason = fallen(scene, BroughtRow(line=2, records=(holder, car, replace(owning, refers=crossed))))
    assert (column, reason.split(";")[0]) == ("owned", "refers to a person")


def test_a_part_that_comes_in_between_is_not_overlooked(scene: Scene) -> None:
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    parts = iter([brought(), brought(3, **OTHER)])

    def bring_one() -> None:
        scene.net.clock.advance(timedelta(seconds=1))
        bring(scene.al, scene.keeper, begun.id, [next(parts)])

    meddled = replace(scene.al, store=Meddled(scene.al.store, bring_one))
    with pytest.raises(ConflictError, match="in between"):
        bring(meddled, scene.keeper, begun.id, [brought()])
    with pytest.raises(ConflictError, match="in between"):
        end(meddled, scene.keeper, begun.id, ORIGIN)
    assert count(scene) == 1
