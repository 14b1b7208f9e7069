"""What people see of witnesses, and how they begin anew."""

import pytest
from tests.unit.casework.logs import RS, LogScene, log_scene, size

from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.casework.witnesses import begin_anew, contradictions, witnesses
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId


@pytest.fixture
def scene() -> LogScene:
    return log_scene()


def test_a_person_can_begin_anew_with_a_log_that_was_put_back(scene: LogScene) -> None:
    scene.log(7)
    scene.offer()
    restored = scene.impostor(3)
    scene.offer(restored)
    scene.deliver()
    for node in ("AL", "ME"):
        begin_anew(scene.office(node), scene.net.person(node, "dpo", Role.OVERSIGHT), RS, "DPO/17-2026")
        assert scene.named(node) == {}
    scene.log(1, restored)
    assert scene.offer(restored) == set()
    assert size(scene.sighting("AL")) == size(scene.sighting("ME")) == 4


def test_only_oversight_begins_anew_and_only_where_something_is_known(scene: LogScene) -> None:
    office = scene.office("AL")
    with pytest.raises(NotAllowedError):
        begin_anew(office, scene.net.person("AL", "chief", Role.SUPERVISOR), RS, "17/2026")
    dpo = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    with pytest.raises(NotFoundError, match="nothing is known"):
        begin_anew(office, dpo, RS, "17/2026")
    with pytest.raises(ParseError, match="reference"):
        begin_anew(office, dpo, RS, "because I want it")


def test_everybody_sees_who_vouches_for_what(scene: LogScene) -> None:
    scene.log(4)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.log(1)
    known, theirs = witnesses(scene.office("RS")), witnesses(scene.office("AL"))
    assert {node: cosigned.size for node, cosigned in known.ours.items()} == {"AL": 4}
    assert (known.size, known.up_to_date, known.silent) == (5, 0, frozenset({NodeId("ME")}))
    assert {node: cosigned.size for node, cosigned in theirs.theirs.items()} == {"RS": 4}


def test_whose_cosignature_is_missing_is_named_with_the_time_of_the_first_entry_without_it(scene: LogScene) -> None:
    first = scene.net.clock.now()
    scene.log(4)
    scene.net.line.away.add("ME")
    scene.offer()
    assert witnesses(scene.office("RS")).lacking == {"ME": first}
    second = scene.net.clock.now()
    scene.log(2)
    assert witnesses(scene.office("RS")).lacking == {"ME": first, "AL": second}


def test_the_evidence_holds_nothing_but_the_log_s_own_signatures(scene: LogScene) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(8))
    [found] = contradictions(scene.office("AL"), RS)
    lines = [line for note in (found.note, found.against) for line in parse_checkpoint(note.encode()).signatures]
    assert {line.name for line in lines} == {"egnatia/RS"}


def test_against_a_log_of_which_nothing_is_known_there_is_no_evidence(scene: LogScene) -> None:
    with pytest.raises(NotFoundError, match="nothing is known against"):
        contradictions(scene.office("AL"), RS)
