"""Hearing that another looks for the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.twins.network import network
from tests.unit.casework.watch.test_meeting import LATIN, Search

from egnatia.casework.deliver import deliver_due
from egnatia.casework.letters import Content, queue
from egnatia.casework.rows import Role
from egnatia.casework.watch.learning import list_overlaps
from egnatia.exchange.overlap import Overlap, plain_overlap
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.message import MessageType


@pytest.fixture
def search() -> Search:
    """Set the scene: Belgrade waits at Tirana and lets Skopje know."""
    return Search(network("RS", "MK", "AL", "XK"))


def say(search: Search, sender: str, overlap: Overlap) -> None:
    """Have a node tell Belgrade of an overlap, true or not."""
    office = search.net.offices[sender]
    content = Content(type=MessageType.OVERLAP, recipient=NodeId("RS"), body=plain_overlap(overlap))
    office.store.write(lambda tx: tx.outbox.add([queue(office, content)]))
    deliver_due(office)


def overlap(search: Search, question: QuestionId, agency: str = "MK") -> Overlap:
    """Return one that lasts longer than any watch."""
    until = search.net.clock.now() + timedelta(days=400)
    return Overlap(question=question, agency=NodeId(agency), theirs=QuestionId("7" * 32), until=until)


def test_a_partner_that_lies_about_who_looks_or_whose_question_it_is_is_refused(search: Search) -> None:
    question = search.watch("RS", "MK")
    say(search, "AL", overlap(search, question, "XK"))
    say(search, "XK", overlap(search, question))
    say(search, "AL", overlap(search, QuestionId("9" * 32)))
    assert search.told() == {}


def test_it_lasts_no_longer_than_the_own_question_and_ends_when_told(search: Search) -> None:
    told = overlap(search, search.watch("RS", "MK"))
    say(search, "AL", told)
    [seen] = list_overlaps(search.net.offices["RS"], search.officers["RS"][0])
    assert seen.until == search.net.clock.now() + timedelta(days=30)
    say(search, "AL", replace(told, until=None))
    assert search.told() == {}


def test_only_who_works_in_the_case_file_reads_of_it(search: Search) -> None:
    search.watch("RS", "MK")
    search.watch("MK", "RS", properties=LATIN)
    search.follow()
    assert list_overlaps(search.net.offices["RS"], search.net.person("RS", "other", Role.OFFICER)) == ()
