"""The demo's stories, played on the whole network in memory, and all that crossed, decrypted and held to the law."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.traffic.history import History, Spoken
from tests.twins.network import Network, network

from egnatia.casework.collect import keep
from egnatia.casework.letters import unseal
from egnatia.casework.rows import Role
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.members import MEMBERS
from egnatia.cli.demo.playing import Play
from egnatia.cli.demo.population.genes import frequencies
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.story import Story
from egnatia.exchange.batch import read_replies, read_request
from egnatia.exchange.payloads import parse_confirmation, parse_release
from egnatia.match.dna.populations import Population
from egnatia.model import canonical
from egnatia.model.answer import Answer, Result, parse_answer
from egnatia.model.identity import NodeId
from egnatia.model.kinds import KINDS
from egnatia.model.message import Message, MessageType
from egnatia.model.question import Question, parse_question
from egnatia.model.record import Record


class Wire:
    """Everything that crossed while the stories were played, as the nodes that it was for could read it."""

    def __init__(self, net: Network, stories: tuple[Story, ...]) -> None:
        self.net = net
        self.stories = stories
        self.raw = [body for _, _, body in net.line.crossed]
        self.messages = list(self._open())
        self.questions = {found.id: found for found in map(self._question, self._of(MessageType.QUESTION))}
        self.answers = [parse_answer(dict(message.body)) for message in self._of(MessageType.ANSWER)]
        self.confirmed = {
            (found.reference, message.sender)
            for message in self._of(MessageType.CONFIRMATION)
            if (found := parse_confirmation(dict(message.body))).verdict == "confirm"
        }

    def _open(self) -> Iterator[Message]:
        count = 0
        for sender, recipient, body in self.net.line.crossed:
            if body.startswith(b'{"envelopes"'):
                envelopes: tuple[bytes, ...] = read_request(body)
                count = len(envelopes)
            else:
                envelopes = tuple(reply for reply in read_replies(body, count) if isinstance(reply, bytes))
            for envelope in envelopes:
                yield unseal(self.net.offices[recipient], envelope, sender).message

    def _of(self, sort: MessageType) -> list[Message]:
        return [message for message in self.messages if message.type is sort]

    @staticmethod
    def _question(message: Message) -> Question:
        return parse_question(dict(message.body))

    def released(self) -> Iterator[tuple[Message, Record]]:
        """Return the records that were given, each with its letter."""
        for message in self._of(MessageType.RELEASE):
            for record in parse_release(dict(message.body)).records:
                yield message, record


@pytest.fixture(scope="module")
def wire() -> Wire:
    """Play all stories once."""
    net = network(*(seat.node for seat in MEMBERS))
    stories = read_stories()
    population = Population(name="demo", source="invented", frequencies=frequencies())
    stations: dict[NodeId, Station] = {}
    for seat in MEMBERS:
        people = {role: net.person(seat.node, role.value, role) for role in Role}
        office = replace(net.offices[seat.node], populations=(population,))
        stations[seat.node] = Station(office=office, people=people)
        records = [record for story in stories for record in story.records.get(seat.node, {}).values()]
        if records:
            keep(net.offices[seat.node], people[Role.OFFICER], records)
    for story in stories:
        Play(story=story, stations=stations).run()
    return Wire(net, stories)


def hits_of(wire: Wire) -> list[Answer]:
    """Return the answers that name records."""
    return [answer for answer in wire.answers if answer.result is Result.HIT]


#: What the stories tell of; the rest crosses in tests/traffic.
TOLD = {
    MessageType.QUESTION,
    MessageType.ANSWER,
    MessageType.CONFIRMATION,
    MessageType.RELEASE,
    MessageType.OPERATION,
    MessageType.POSITION,
    MessageType.ALERT,
}


def test_every_sort_of_message_crossed(wire: Wire) -> None:
    found = Counter(message.type for message in wire.messages)
    assert set(found) == TOLD
    assert len(hits_of(wire)) >= 10


def test_questions_of_athens_and_skopje_stay_at_the_center(wire: Wire) -> None:
    standing = wire.net.offices["SELEC"].store.read(lambda tx: tx.watches.standing())
    assert sorted((held.partner, held.kind) for held in standing) == [("GR", "person"), ("MK", "person")]


def test_questions_carry_only_what_a_question_may_name(wire: Wire) -> None:
    for question in wire.questions.values():
        assert set(question.properties) <= KINDS[question.kind].searchable


def test_answers_carry_only_what_the_instruments_automatic_reply_contains(wire: Wire) -> None:
    law = wire.net.offices["RS"].law
    for answer in hits_of(wire):
        question = wire.questions[answer.question]
        channel = law.channel(answer.instrument, question.kind)
        for hit in answer.hits:
            assert set(hit.properties) <= channel.reply


def test_an_answer_about_a_person_names_nobody(wire: Wire) -> None:
    persons = [answer for answer in hits_of(wire) if wire.questions[answer.question].kind == "person"]
    assert persons
    assert all(hit.properties == {} for answer in persons for hit in answer.hits)


def test_records_cross_only_in_releases_that_follow_a_confirmation_by_the_side_that_the_instrument_names(
    wire: Wire,
) -> None:
    released = list(wire.released())
    assert released
    for message, record in released:
        reference = parse_release(dict(message.body)).reference
        side = message.recipient if record.kind == "dna" else message.sender
        assert (reference, side) in wire.confirmed
        assert record.issuer == message.sender


def test_only_what_the_hand_written_table_names_crossed(wire: Wire) -> None:
    spoken = [
        Spoken(m.type, m.sender, m.recipient, json.loads(canonical.to_bytes(dict(m.body)))) for m in wire.messages
    ]
    assert History(spoken).faults() == []


def test_nothing_can_be_read_on_the_way(wire: Wire) -> None:
    names = {
        value.encode()
        for story in wire.stories
        for record in story.all_records()
        if record.kind == "person"
        for value in record.properties.get("family_name", ())
        if len(value.encode()) >= 8  # shorter ones occur in random base64 now and then
    }
    assert len(names) > 30
    assert not [name for name in names for body in wire.raw if name in body]


def test_both_sides_can_show_the_trail_of_every_hit(wire: Wire) -> None:
    for answer in hits_of(wire):
        question = wire.questions[answer.question]
        for node in (question.asker, question.partner):
            office = wire.net.offices[node]
            for hit in answer.hits:
                reference = hit.reference
                assert office.store.read(lambda tx, found=reference: tx.ledger.trail(found, 10))  # type: ignore[misc]
