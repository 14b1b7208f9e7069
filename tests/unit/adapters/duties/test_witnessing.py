"""The rounds to witnesses: who is away rests, and once a minute witnesses compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from tests.twins.network import LinePartners
from tests.unit.casework.logs import AL, ME, RS, LogScene, log_scene, size

from egnatia.adapters.duties.witnessing import COMPARING, REST, Witnessing
from egnatia.casework.ports import Heard
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId


@dataclass(frozen=True)
class NotingPartners(LinePartners):
    """The line, with a note of who was called."""

    brought: list[NodeId] = field(default_factory=list)
    compared: list[NodeId] = field(default_factory=list)

    def offer(self, offers: Sequence[tuple[NodeId, bytes]]) -> list[Heard]:
        self.brought.extend(node for node, _ in offers)
        return super().offer(offers)

    def seen(self, partner: NodeId) -> bytes | None:
        self.compared.append(partner)
        return super().seen(partner)


@dataclass
class Rounds:
    """RS goes to its witnesses."""

    scene: LogScene

    def __post_init__(self) -> None:
        self.called = NotingPartners(me=RS, line=self.scene.net.line)
        self.witnessing = Witnessing(replace(self.scene.office("RS"), partners=self.called))


@pytest.fixture
def rounds() -> Rounds:
    made = Rounds(log_scene())
    made.scene.log(3)
    return made


def test_all_partners_are_brought_the_newest_checkpoint_once(rounds: Rounds) -> None:
    rounds.witnessing.go()
    rounds.witnessing.go()
    assert rounds.called.brought == [AL, ME]
    assert size(rounds.scene.sighting("AL")) == size(rounds.scene.sighting("ME")) == 3


def test_who_is_away_is_given_a_rest_and_then_asked_again(rounds: Rounds) -> None:
    away = rounds.scene.net.line.away
    away.add("ME")
    rounds.witnessing.go()
    away.clear()
    rounds.witnessing.go()
    assert rounds.called.brought == [AL, ME]
    rounds.scene.net.clock.advance(REST)
    rounds.witnessing.go()
    assert rounds.called.brought == [AL, ME, ME]
    assert size(rounds.scene.sighting("ME")) == 3


def test_witnesses_compare_about_once_a_minute(rounds: Rounds) -> None:
    clock = rounds.scene.net.clock
    for wait in (timedelta(0), COMPARING - timedelta(seconds=1)):
        clock.advance(wait)
        rounds.witnessing.go()
    assert rounds.called.compared == []
    clock.advance(timedelta(seconds=1))
    rounds.witnessing.go()
    rounds.witnessing.go()
    assert len(rounds.called.compared) == 1
    assert set(rounds.called.compared) <= {AL, ME}


def test_what_a_comparison_finds_is_told(caplog: pytest.LogCaptureFixture) -> None:
    scene = log_scene()
    double = scene.impostor(5)
    scene.log(4)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.net.line.away.clear()
    scene.offer(double)
    rounds = Witnessing(scene.office("ME"))
    scene.net.line.away.add("RS")
    rounds.compare(AL)
    assert "what AL saw of the log of RS could not be connected" in caplog.text
    scene.net.line.away.clear()
    scene.log(2)
    rounds.compare(AL)
    assert scene.named("ME")["RS"]["ME"] == Verdict.FORKED
