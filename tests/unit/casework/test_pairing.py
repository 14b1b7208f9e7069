"""The register is compared with itself bit by bit; what is alike waits for a person."""

from collections.abc import Sequence

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene
from tests.unit.casework.importing.samples import brought

from egnatia.casework.collect import Draft, collect
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.importing.intake import Origin, begin, bring, end
from egnatia.casework.page import Trace
from egnatia.casework.pairing import Scanned, scan
from egnatia.casework.pairs import Pair, pair_of
from egnatia.ledger.entry import Act
from egnatia.match.engine import Properties
from egnatia.model.answer import Quality
from egnatia.model.identity import RecordId
from egnatia.model.record import Record

MARKO = {"first_name": ("Marko",), "family_name": ("Ilić",), "birth_date": ("1979-02-03",)}
MARKO_TOO = {"full_name": ("ИЛИЋ Марко",), "birth_date": ("1979-02-03",)}
ORIGIN = Origin(file="a" * 64, mapping="b" * 64, rejected=0)
VESNA = {"first_name": ("Vesna",), "family_name": ("Kos",), "birth_date": ("1990-05-06",)}


def put(scene: Scene, *people: Properties) -> Sequence[Record]:
    return collect(scene.al, scene.keeper, [Draft(kind="person", properties=one, caveat=caveat()) for one in people])


def waiting(scene: Scene) -> tuple[Pair, ...]:
    return scene.al.store.read(lambda tx: tx.pairs.after(None, 100))


def scan_all(scene: Scene, rows: int = 100) -> list[Scanned]:
    told = [scan(scene.al, scene.expert, rows)]
    while told[-1].upto < told[-1].last:
        told.append(scan(scene.al, scene.expert, rows))
    return told


def test_what_is_alike_in_the_register_waits(scene: Scene) -> None:
    one, other, _ = put(scene, MARKO, MARKO_TOO, VESNA)
    scan_all(scene)
    [pair] = waiting(scene)
    assert ({pair.one, pair.other}, pair.quality) == ({one.id, other.id}, Quality.FULL)


def test_bit_by_bit_the_same_is_found_as_at_once(scene: Scene) -> None:
    put(scene, MARKO, MARKO_TOO, VESNA, VESNA)
    told = scan_all(scene, rows=1)
    assert len(told) == 5
    assert len(waiting(scene)) == 2


def test_only_what_is_new_is_compared_again(scene: Scene) -> None:
    put(scene, MARKO)
    scan_all(scene)
    assert scan(scene.al, scene.expert, 100).found == 0
    put(scene, MARKO_TOO)
    assert scan(scene.al, scene.expert, 1).found == 1


def test_that_the_register_was_compared_is_logged_once_a_part_and_nothing_if_there_was_none(scene: Scene) -> None:
    put(scene, MARKO, MARKO_TOO)
    scan_all(scene)
    scan(scene.al, scene.expert, 100)
    logged = scene.al.store.read(lambda tx: tx.ledger.page(Trace(act=Act.COMBINATION)).rows)
    assert [(one.entry.detail["pairs"], one.entry.about) for one in logged] == [("2", ())]


def test_who_may_not_judge_compares_nothing(scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        scan(scene.al, scene.chief, 10)


def test_an_open_import_is_waited_for(scene: Scene) -> None:
    begun = begin(scene.al, scene.keeper, "invented vehicle register")
    bring(scene.al, scene.keeper, begun.id, [brought()])
    put(scene, MARKO, MARKO_TOO)
    assert [scan(scene.al, scene.expert, 100).upto for _ in range(2)] == [1, 1]
    end(scene.al, scene.keeper, begun.id, ORIGIN)
    scan_all(scene)
    assert len(waiting(scene)) == 1


def test_what_other_versions_of_the_engines_found_goes(scene: Scene) -> None:
    stale = pair_of("person", (RecordId("a" * 64), RecordId("b" * 64)), Quality.FULL, 1.0)
    scene.al.store.write(lambda tx: tx.pairs.add([stale]))
    scene.al.store.write(lambda tx: tx.pairs.note_compared("older/1", 7))
    put(scene, MARKO)
    scan_all(scene)
    assert waiting(scene) == ()
