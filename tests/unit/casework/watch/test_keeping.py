"""The partner's side of a watch."""

from datetime import timedelta

import pytest
from tests.unit.casework.watch.conftest import ASKED, Waiting

from egnatia.casework.ask import preview
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import ConflictError
from egnatia.casework.letters import Content, queue
from egnatia.casework.rows import Role
from egnatia.casework.watch.ending import withdraw_watch
from egnatia.exchange.term import Term, plain_term
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType
from egnatia.model.question import Subject


def test_it_goes_when_the_asker_ends_it(waiting: Waiting) -> None:
    withdraw_watch(waiting.scene.rs, waiting.scene.officer, waiting.question, "he was found")
    deliver_due(waiting.scene.rs)
    assert waiting.held() is None
    waiting.arrive()
    assert waiting.follow() == 0


def test_it_goes_at_its_time_although_the_asker_is_away(waiting: Waiting) -> None:
    waiting.scene.net.line.away.add("RS")
    waiting.scene.net.clock.advance(timedelta(days=31))
    waiting.arrive()
    assert waiting.follow() == 0
    waiting.keep_house()
    assert waiting.held() is None


def test_another_node_neither_ends_nor_prolongs_it(waiting: Waiting) -> None:
    xk = waiting.scene.net.offices["XK"]
    body = plain_term(Term(question=waiting.question, until=None))
    xk.store.write(
        lambda tx: tx.outbox.add([queue(xk, Content(type=MessageType.WATCH_TERM, recipient=NodeId("AL"), body=body))])
    )
    deliver_due(xk)
    assert waiting.held()


@pytest.mark.parametrize("days", [1, 91, 10**9, -1])
def test_so_short_or_long_nobody_lets_it_stay_alone(waiting: Waiting, days: int) -> None:
    scene = waiting.scene
    with pytest.raises(ParseError, match="2 to 90 days"):
        preview(scene.rs, scene.officer, scene.enquiry(properties=ASKED, watch_days=days))


def test_what_cannot_wait_does_not_stay(waiting: Waiting) -> None:
    scene = waiting.scene
    enquiry = scene.enquiry(properties=ASKED, watch_days=9, break_glass="A child is with him.")
    with pytest.raises(ConflictError, match="does not stay"):
        preview(scene.rs, scene.officer, enquiry)


@pytest.mark.parametrize("role", [SubjectRole.CONTACT, SubjectRole.WITNESS, SubjectRole.UNKNOWN])
def test_nobody_waits_for_people_who_are_not_wanted(waiting: Waiting, role: SubjectRole) -> None:
    scene = waiting.scene
    enquiry = scene.enquiry(properties=ASKED, watch_days=30, subject=Subject(role=role))
    [prospect] = preview(scene.rs, scene.officer, enquiry)
    assert "ask.watch-role" in {found.policy for found in prospect.decision.missing}


def test_where_the_law_knows_no_watch_there_is_none(waiting: Waiting) -> None:
    scene = waiting.scene
    enquiry = scene.enquiry(properties=ASKED, watch_days=30, instrument="interpol")
    [prospect] = preview(scene.rs, scene.officer, enquiry)
    assert {found.policy for found in prospect.decision.missing} == {"ask.watch"}
    assert scene.net.person("RS", "other", Role.OFFICER)
