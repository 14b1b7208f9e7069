"""The queue of pairs as somebody sees it in a case file: what is undecided and may be read there, ids only."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene
from tests.unit.casework.test_pairing import MARKO, MARKO_TOO, put, scan_all, waiting

from egnatia.casework import queue as queues
from egnatia.casework.beside import set_beside
from egnatia.casework.collect import Draft, amend, collect, consult
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.judge import Judging, Undoing, judge, undo
from egnatia.casework.queue import Queue, queue
from egnatia.casework.rows import CaseFile
from egnatia.model.caveat import Purpose
from egnatia.model.identity import LineageId
from egnatia.model.record import Record

BORN = {"birth_date": ("1979-02-03",)}
MARKOS = (MARKO, MARKO_TOO, {"first_name": ("Марко",), "family_name": ("Илић",), **BORN})


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert, scene.chief)


@pytest.fixture
def three(scene: Scene) -> Sequence[Record]:
    """Return one person, thrice on record, and compared."""
    made = put(scene, *MARKOS)
    scan_all(scene)
    return made


def seen(scene: Scene, case: CaseFile) -> Queue:
    return queue(scene.al, scene.expert, case.id)


def say(scene: Scene, case: CaseFile, one: Record, other: Record, *, same: bool) -> Judging:
    said = Judging(record=one.id, other=other.id, same=same, case=case.id, reason="Photographs.")
    judge(scene.al, scene.expert, said)
    return said


def open_pairs(scene: Scene, case: CaseFile) -> set[frozenset[str]]:
    return {frozenset({pair.one, pair.other}) for pair in seen(scene, case).waiting}


def test_every_pair_waits_until_somebody_decides(scene: Scene, case: CaseFile, three: Sequence[Record]) -> None:
    one, other, third = three
    assert len(open_pairs(scene, case)) == 3
    say(scene, case, one, other, same=False)
    assert open_pairs(scene, case) == {frozenset({one.id, third.id}), frozenset({other.id, third.id})}


def test_what_follows_from_judgements_is_not_asked_again(scene: Scene, case: CaseFile, three: Sequence[Record]) -> None:
    one, other, third = three
    say(scene, case, one, other, same=True)
    say(scene, case, other, third, same=True)
    assert open_pairs(scene, case) == set()


def test_judgements_that_do_not_go_together_are_shown_with_what_stands(
    scene: Scene, case: CaseFile, three: Sequence[Record]
) -> None:
    one, other, third = three
    for pair, same in (((one, other), True), ((other, third), True), ((one, third), False)):
        say(scene, case, *pair, same=same)
    [conflict] = seen(scene, case).conflicts
    assert conflict.apart.about == {one.lineage, third.lineage}
    assert seen(scene, case).newest == {found.lineage: found.id for found in three}


def test_a_judgement_taken_back_lets_the_pair_wait_again_when_it_is_found_again(
    scene: Scene, case: CaseFile, three: Sequence[Record]
) -> None:
    one, other, _ = three
    said = Judging(record=one.id, other=other.id, same=False, case=case.id, reason="Photographs.")
    made = judge(scene.al, scene.expert, said)
    undo(scene.al, scene.expert, Undoing(record=one.id, statement=made.id, case=case.id, reason="Twins."))
    assert frozenset({one.id, other.id}) in open_pairs(scene, case)


def test_what_was_superseded_goes_from_the_queue(scene: Scene, case: CaseFile, three: Sequence[Record]) -> None:
    one, *_ = three
    amend(scene.al, scene.keeper, one.lineage, Draft(kind="person", properties=MARKO, caveat=caveat()))
    assert len(open_pairs(scene, case)) == 1
    assert len(waiting(scene)) == 1


def test_what_may_not_be_read_for_the_purpose_is_left_out(scene: Scene, case: CaseFile) -> None:
    marked = replace(caveat(), purposes=frozenset({Purpose.MISSING_PERSON}))
    collect(scene.al, scene.keeper, [Draft(kind="person", properties=one, caveat=marked) for one in MARKOS[:2]])
    scan_all(scene)
    assert seen(scene, case).waiting == ()
    assert len(waiting(scene)) == 1


def test_what_was_read_in_the_file_is_compared_partners_records_too(scene: Scene, case: CaseFile) -> None:
    [own] = put(scene, MARKO)
    [theirs] = put(scene, MARKO_TOO)
    given = replace(theirs, issuer=scene.rs.me, lineage=LineageId("f" * 32), salt="7" * 32)
    scene.al.store.write(lambda tx: tx.records.add([(given, frozenset())], received_from=scene.rs.me))
    for record in (own, given):
        consult(scene.al, scene.keeper, record.id, case.id)
    assert [{pair.one, pair.other} for pair in seen(scene, case).read] == [{own.id, given.id}]


def test_it_is_told_that_more_was_read_in_the_file_than_is_compared(
    scene: Scene, case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    for record in put(scene, MARKO, MARKO_TOO):
        consult(scene.al, scene.keeper, record.id, case.id)
    assert (len(seen(scene, case).read), seen(scene, case).read_before) == (1, False)
    monkeypatch.setattr(queues, "_TRAIL", 1)
    assert (len(seen(scene, case).read), seen(scene, case).read_before) == (0, True)


def test_a_page_goes_on_where_the_last_ended(
    scene: Scene, case: CaseFile, three: Sequence[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "PAGE", 2)
    first = seen(scene, case)
    second = queue(scene.al, scene.expert, case.id, first.next)
    assert (len(first.waiting), len(second.waiting), second.next) == (2, 1, None)
    assert len(three) == 3


def test_it_says_how_far_the_comparison_is_behind(scene: Scene, case: CaseFile, three: Sequence[Record]) -> None:
    assert (seen(scene, case).behind, len(three)) == (0, 3)
    put(scene, MARKO)
    assert seen(scene, case).behind == 1


def test_who_does_not_work_in_the_file_sees_nothing(scene: Scene) -> None:
    file = scene.net.case("AL", scene.keeper, scene.keeper, scene.chief)
    with pytest.raises(NotAllowedError):
        queue(scene.al, scene.expert, file.id)
    with pytest.raises(NotAllowedError):
        set_beside(scene.al, scene.expert, file.id, (scene.record.id, scene.record.id))
