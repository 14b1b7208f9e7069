"""Witnesses compare what they saw."""

from dataclasses import dataclass, replace
from typing import cast

import pytest
from tests.unit.adapters.sql.samples import run
from tests.unit.casework.logs import AL, ME, RS, LogScene, log_scene, size

from egnatia.casework.crosscheck import crosscheck, tell_growth, tell_seen
from egnatia.casework.office import Office
from egnatia.casework.ports import Partners
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId


@pytest.fixture
def scene() -> LogScene:
    return log_scene()


def split(scene: LogScene, first: int, second: int) -> Office:
    """Let RS show one history to AL and another to ME, whose sizes these are; returns the second RS."""
    double = scene.impostor(second)
    scene.log(first)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.net.line.away.clear()
    scene.net.line.away.add("AL")
    scene.offer(double)
    scene.net.line.away.clear()
    assert (size(scene.sighting("AL")), size(scene.sighting("ME"))) == (first, second)
    return double


@pytest.mark.parametrize(("first", "second"), [(5, 5), (5, 9), (4, 9), (8, 3), (9, 4), (7, 1)])
@pytest.mark.parametrize("asked", ["real", "double"])
def test_a_log_that_shows_two_histories_is_found_when_witnesses_compare(
    scene: LogScene, first: int, second: int, asked: str
) -> None:
    double = split(scene, first, second)
    answering = scene.office("RS") if asked == "real" else double
    scene.log(9, answering)
    scene.net.line.offices[RS] = answering
    assert crosscheck(scene.office("AL"), ME) == set()
    assert scene.named("AL") == {"RS": {"AL": Verdict.FORKED}}
    scene.deliver()
    assert scene.named("ME") == {"RS": {"AL": Verdict.FORKED}}


def test_witnesses_who_saw_one_history_find_nothing(scene: LogScene) -> None:
    scene.log(4)
    scene.offer()
    scene.log(3)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.net.line.away.clear()
    for one, other in ((AL, ME), (ME, AL)):
        assert crosscheck(scene.office(one), other) == set()
        assert scene.named(one) == {}


def test_a_log_that_does_not_say_how_it_grew_is_told_apart_from_one_that_lies(scene: LogScene) -> None:
    split(scene, 5, 9)
    scene.net.line.away.add("RS")
    assert crosscheck(scene.office("AL"), ME) == {RS}
    assert scene.named("AL") == {}


@pytest.mark.parametrize("away", [True, False])
def test_a_witness_who_says_nothing_sensible_changes_nothing(scene: LogScene, *, away: bool) -> None:
    scene.log(4)
    scene.offer()
    if away:
        scene.net.line.away.add("ME")
    sighting = scene.sighting("ME")
    assert sighting
    forged = replace(sighting, note=sighting.note.replace("\n4\n", "\n5\n"))
    scene.office("ME").store.write(lambda tx: tx.witnessed.put(forged))
    assert crosscheck(scene.office("AL"), ME) == (set() if away else {RS})
    assert scene.named("AL") == {}


def test_a_log_never_signs_what_it_was_if_its_tree_was_changed(scene: LogScene) -> None:
    scene.log(5)
    office = scene.office("RS")
    office.store.write(lambda tx: run(tx, "UPDATE tree_node SET hash = x'00' WHERE node = 0"))
    with pytest.raises(LedgerError):
        tell_growth(office, 1, 1)


@dataclass(frozen=True)
class Strange:
    """Partners who say whatever the test wants."""

    told: bytes | None
    proof: bytes | None = None

    def seen(self, _partner: NodeId) -> bytes | None:
        return self.told

    def growth(self, _log: NodeId, _first: int, _second: int) -> bytes | None:
        return self.proof


@pytest.mark.parametrize("told", [None, b"", b"{}", b'{"notes":[],"v":1}', b'{"notes":{"rs":"x"},"v":1}', b"\xff"])
def test_what_is_no_list_of_checkpoints_is_passed_over(scene: LogScene, told: bytes | None) -> None:
    scene.log(4)
    scene.offer()
    assert crosscheck(replace(scene.office("AL"), partners=cast("Partners", Strange(told))), ME) == set()


@pytest.mark.parametrize("shown", [None, "rubbish", "another size", "another key"])
def test_a_log_that_answers_something_else_is_not_convicted_by_it(scene: LogScene, shown: str | None) -> None:
    scene.log(4)
    scene.offer()
    told = tell_seen(scene.office("ME"))
    scene.net.line.away.add("ME")
    scene.log(3)
    scene.offer()
    proof = {
        "rubbish": b"rubbish",
        "another size": tell_growth(scene.office("RS"), 3, 7),
        "another key": tell_growth(scene.office("RS"), 4, 7).replace(b"egnatia/RS ", b"egnatia/AL "),
    }.get(shown or "")
    office = replace(scene.office("AL"), partners=cast("Partners", Strange(told, proof)))
    assert crosscheck(office, ME) == {RS}
    assert scene.named("AL") == {}
