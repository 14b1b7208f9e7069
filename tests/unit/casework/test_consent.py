"""Consent: an originator's word on its own record, given in time, and believed from nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.lying import letter_with, objection
from tests.unit.casework.passing_on import AL, MK, NEED, RS, Three, build

from egnatia.casework.consent import Consenting, Spoken, consent, deny, say, take_consent, take_request
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.exchange.ground import Ground
from egnatia.exchange.passages import plain_said
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.message import Message, MessageType
from egnatia.model.passage import Passage
from egnatia.model.statement import Statement, StatementAct

HERS = RecordId("7a" * 32)


@pytest.fixture
def three() -> Three:
    """Serbia holds what Albania gave it."""
    return build()


def said(three: Three, node: str, act: StatementAct, record: RecordId | None = None, to: NodeId = MK) -> Statement:
    """Have a node say something of a passage, whether or not it may."""
    passage = Passage(record=record or three.view.id, recipient=to, purpose=Purpose.CRIMINAL_INVESTIGATION)
    actor = {"RS": three.boss, "AL": three.chief}.get(node, three.second)
    return say(three.office(node), actor, Spoken(act=act, passage=passage, reason=NEED))


def brought(three: Three, sender: str, to: str, sort: MessageType, statement: Statement) -> Message:
    """Return the letter in which a node brings a statement."""
    return letter_with(three.office(sender), to, sort, plain_said(statement))


def asked(three: Three, sender: str, statement: Statement) -> str:
    """Return what Albania has against a request for its consent."""
    message = brought(three, sender, "AL", MessageType.CONSENT_REQUEST, statement)
    return objection(three.office("AL"), take_request(three.office("AL"), message))


def told(three: Three, sender: str, to: str, statement: Statement) -> str:
    """Return what a node has against a word of consent."""
    message = brought(three, sender, to, MessageType.CONSENT, statement)
    return objection(three.office(to), take_consent(three.office(to), message))


def test_a_consent_is_not_given_until_a_day_that_is_past(three: Three) -> None:
    yesterday = three.net.clock.now().date() - timedelta(days=1)
    with pytest.raises(ConflictError, match="over already"):
        consent(three.office("AL"), three.chief, Consenting(request=three.seek().id, reason="x", until=yesterday))


def test_to_what_was_erased_nobody_consents(three: Three) -> None:
    request = three.seek()
    now = three.net.clock.now()
    three.office("AL").store.write(lambda tx: tx.records.erase(three.view.id, now))
    with pytest.raises(NotFoundError, match="erased here"):
        consent(three.office("AL"), three.chief, Consenting(request=request.id, reason="x"))


def test_a_view_can_go_on_though_its_original_was_erased(three: Three) -> None:
    now = three.net.clock.now()
    three.office("AL").store.write(lambda tx: tx.records.erase(three.original.id, now))
    assert three.consented().act is StatementAct.CONSENT


def test_a_refusal_to_who_has_left_is_kept_and_sent_to_nobody(three: Three) -> None:
    request = three.seek()
    members = {node: one for node, one in three.net.directory.members.items() if node != RS}
    three.net.directory = replace(three.net.directory, members=members)
    made = deny(three.office("AL"), three.chief, request.id, Ground.ORIGINATOR)
    assert three.office("AL").store.read(lambda tx: tx.statements.about(request.id))[-1] == made
    assert three.office("AL").store.read(lambda tx: tx.outbox.open()) == ()


def test_a_holder_asks_in_its_own_name_about_what_it_holds(three: Three) -> None:
    assert asked(three, "RS", said(three, "RS", StatementAct.SEEK)) == ""
    assert "own name" in asked(three, "MK", said(three, "RS", StatementAct.SEEK))
    assert "you hold" in asked(three, "MK", said(three, "MK", StatementAct.SEEK, to=RS))


@pytest.mark.parametrize("recipient", [AL, RS])
def test_a_request_names_a_third_party(three: Three, recipient: NodeId) -> None:
    assert "third party" in asked(three, "RS", said(three, "RS", StatementAct.SEEK, to=recipient))


def test_nobody_but_the_originator_is_believed_to_consent(three: Three) -> None:
    three.seek()
    assert told(three, "AL", "RS", said(three, "AL", StatementAct.CONSENT)) == ""
    assert "own name" in told(three, "MK", "RS", said(three, "AL", StatementAct.CONSENT))
    assert "own name" in told(three, "MK", "RS", said(three, "MK", StatementAct.CONSENT))


def test_a_word_for_which_nobody_asked_is_not_taken(three: Three) -> None:
    assert "nobody here asked" in told(three, "AL", "RS", said(three, "AL", StatementAct.CONSENT))
    assert "has not come here yet" in told(three, "AL", "MK", said(three, "AL", StatementAct.DENY, HERS))
    assert told(three, "AL", "MK", said(three, "AL", StatementAct.CONSENT, HERS)) == ""


def test_a_consent_reaches_the_recipient_however_long_it_is_away(three: Three) -> None:
    three.net.line.away.add("MK")
    three.consented()
    three.net.clock.advance(timedelta(days=31))
    three.net.directory = replace(three.net.directory, issued_at=three.net.clock.now())
    three.deliver()
    three.net.line.away.clear()
    three.forward()
    three.deliver()
    assert three.at_mk()
