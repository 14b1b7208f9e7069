"""Charges prove themselves; whether exchange goes on is for people to decide."""

from dataclasses import replace

import pytest
from tests.unit.casework.logs import ME, RS, LogScene, log_scene

from egnatia.casework.charge import take_charge
from egnatia.casework.letters import Content, write
from egnatia.casework.office import Office
from egnatia.casework.post import STOPPED, Post
from egnatia.casework.receive import receive
from egnatia.casework.rows import OutboxRow
from egnatia.casework.witnesses import contradictions
from egnatia.exchange.charge import Charge, plain_charge
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType


@pytest.fixture
def scene() -> LogScene:
    return log_scene()


def stopping(scene: LogScene, *, stop: bool) -> Office:
    """Return ME, where people decided in this way, after AL told it of RS's two histories."""
    scene.log(7)
    scene.offer()
    scene.net.line.away.add("ME")
    scene.offer(scene.impostor(8))
    scene.net.line.away.clear()
    scene.deliver()
    return replace(scene.office("ME"), stop=stop)


@pytest.mark.parametrize("stop", [True, False])
def test_whether_exchange_goes_on_is_for_people_to_decide(scene: LogScene, *, stop: bool) -> None:
    me = stopping(scene, stop=stop)
    letter = write(me, Content(type=MessageType.ANSWER, recipient=RS, body={}))
    post = Post(me, [OutboxRow(message=letter, next_try=letter.sent_at)])
    assert len(list(post.requests())) == (not stop)
    assert [(one.words, one.hopeless) for one in post.unposted] == [(STOPPED, False)] * stop
    with pytest.raises(Refused) as refused:
        receive(me, RS, b"{}")
    assert refused.value.code is (RefusalCode.SUSPENDED if stop else RefusalCode.MALFORMED)


def test_charges_are_sent_even_where_exchange_is_stopped(scene: LogScene) -> None:
    me = stopping(scene, stop=True)
    letter = write(me, Content(type=MessageType.CHARGE, recipient=RS, body={}))
    assert len(list(Post(me, [OutboxRow(message=letter, next_try=letter.sent_at)]).requests())) == 1


@pytest.mark.parametrize("swap", [("one", "one"), ("other", "other")])
def test_a_charge_that_proves_nothing_is_refused(scene: LogScene, swap: tuple[str, str]) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(8))
    [found] = contradictions(scene.office("AL"), RS)
    notes = {"one": found.note, "other": found.against}
    body = plain_charge(Charge(log=RS, one=notes[swap[0]], other=notes[swap[1]]))
    letter = write(scene.office("AL"), Content(type=MessageType.CHARGE, recipient=ME, body=body))
    with pytest.raises(Refused, match="do not prove"):
        take_charge(scene.office("ME"), letter)


def test_a_charge_against_nobody_s_log_is_refused(scene: LogScene) -> None:
    body = plain_charge(Charge(log=NodeId("XX"), one="one\n", other="other\n"))
    letter = write(scene.office("AL"), Content(type=MessageType.CHARGE, recipient=ME, body=body))
    with pytest.raises(Refused, match="no member"):
        take_charge(scene.office("ME"), letter)
