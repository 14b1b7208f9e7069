"""Ordering a recall: everybody who may have it is told, however long that takes; attestations are checked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene, person
from tests.unit.casework.lying import letter_with
from tests.unit.casework.passing_on import AL, MK, RS, Three
from tests.unit.casework.taking_back import at, sent_by, standings, take_back, three

from egnatia.casework.collect import collect
from egnatia.casework.consent import deny
from egnatia.casework.deliver import deliver_due
from egnatia.casework.letters import Content, queue
from egnatia.casework.recall import Standing
from egnatia.casework.recalling import chase_recalls, holders_of, take_attestation, told_late
from egnatia.casework.trail import Note, entry
from egnatia.exchange.errors import Refused
from egnatia.exchange.ground import Ground
from egnatia.exchange.recall import (
    Attestation,
    HolderState,
    sign_attestation,
)
from egnatia.ledger.entry import Act
from egnatia.model.identity import StatementId
from egnatia.model.message import MessageType

__all__ = ["three"]


@pytest.mark.slow
def test_so_does_one_of_whom_the_issuer_never_heard(three: Three) -> None:
    three.consented()
    three.net.line.away.add("AL")
    three.forward()
    three.deliver()
    assert at(three, "MK")
    for letter in three.office("RS").store.read(lambda tx: tx.outbox.open()):
        three.office("RS").store.write(lambda tx, one=letter: tx.outbox.bury(one.message.id, "lost"))  # type: ignore[misc]
    three.net.line.away.clear()
    three.office("AL").store.write(lambda tx: tx.holdings.withdraw(three.view.id, three.view.id))  # type: ignore[arg-type]
    take_back(three)
    three.deliver()
    assert at(three, "MK") is None
    assert standings(three)[MK] in {Standing.ERASED, Standing.ABSENT}


def test_whom_the_log_knows_is_found_however_often_a_record_was_read(scene: Scene) -> None:
    read = Note(act=Act.CONSULTATION, by=scene.expert.id, about=(scene.record.id,))
    given = Note(act=Act.DISCLOSURE, by=scene.expert.id, about=(scene.record.id,), to=RS)
    notes = [entry(scene.al, one) for one in (*(read,) * 1001, given)]
    scene.al.store.write(lambda tx: tx.ledger.append(notes))
    found = scene.al.store.read(lambda tx: holders_of(scene.al, tx, [scene.record.id]))
    assert found == {RS: {scene.record.id}}


def test_one_that_is_away_too_long_is_told_when_it_comes_back(three: Three) -> None:
    three.net.line.away.add("RS")
    take_back(three)
    three.net.clock.advance(timedelta(days=31))
    three.deliver()
    assert standings(three) == {RS: Standing.ON_ITS_WAY}
    assert at(three, "RS")
    three.net.line.away.clear()
    assert chase_recalls(three.office("AL")) == 1
    assert chase_recalls(three.office("AL")) == 0
    three.deliver()
    assert (at(three, "RS"), standings(three)) == (None, {RS: Standing.ERASED})


def test_an_expelled_member_is_told_when_it_is_listed_again(three: Three) -> None:
    everybody = three.net.directory
    three.net.directory = replace(everybody, members={n: m for n, m in everybody.members.items() if n != RS})
    take_back(three)
    three.net.clock.advance(timedelta(days=31))
    three.deliver()
    assert standings(three) == {RS: Standing.NO_MEMBER}
    assert chase_recalls(three.office("AL")) == 0
    three.net.directory = everybody
    assert chase_recalls(three.office("AL")) == 1
    three.deliver()
    assert at(three, "RS") is None


def test_nobody_takes_back_our_own_and_nobody_attests_what_was_not_recalled(three: Three) -> None:
    three.view = collect(three.office("RS"), three.officer, [person("Ana", "Nikolić")])[0]
    assert "our own" in sent_by(three, "AL", AL)
    rs = three.office("RS")
    lie = Attestation(
        by=RS,
        recall=StatementId("1" * 64),
        records=((three.original.id, HolderState.ERASED),),
        passed_on=(),
        entry="2" * 32,
        at=three.net.clock.now(),
    )
    for signer, words in ((rs.keys.signer, "nothing was recalled"), (three.office("MK").keys.signer, "not signed by")):
        body = {"signed": sign_attestation(lie, signer)}
        row = queue(rs, Content(type=MessageType.ATTESTATION, recipient=AL, body=body))
        rs.store.write(lambda tx, one=row: tx.outbox.add([one]))  # type: ignore[misc]
        deliver_due(rs)
        found = rs.store.read(lambda tx, one=row: tx.outbox.get(one.message.id))  # type: ignore[misc]
        assert found
        assert words in found.error


def waiting(three: Three, node: str) -> list[tuple[str, str]]:
    """Return to whom a node has recalls to send, and which."""
    letters = three.office(node).store.read(lambda tx: tx.outbox.open())
    return [(row.message.recipient, row.message.type) for row in letters if row.message.type is MessageType.RECALL]


def test_whoever_is_heard_of_after_a_recall_is_ordered_once(three: Three) -> None:
    al = three.office("AL")
    assert not al.store.write(lambda tx: told_late(al, tx, three.view.id, MK))
    take_back(three)
    three.deliver()
    for _ in range(2):
        assert al.store.write(lambda tx: told_late(al, tx, three.view.id, MK))
        assert waiting(three, "AL") in ([("MK", MessageType.RECALL)], [])
    assert [one.holder for one in al.store.read(lambda tx: tx.holdings.of(three.view.id))] == ["RS", "MK"]


def test_what_is_attested_beyond_the_order_does_not_undo_the_rest(three: Three) -> None:
    take_back(three)
    ordered = three.office("AL").store.read(lambda tx: tx.holdings.of(three.view.id))[0].recall
    assert ordered
    attestation = Attestation(
        by=RS,
        recall=ordered,
        records=((three.view.id, HolderState.ERASED), (three.original.id, HolderState.ABSENT)),
        passed_on=(),
        entry="ab" * 16,
        at=three.net.clock.now(),
    )
    signed = sign_attestation(attestation, three.office("RS").keys.signer)
    letter = Content(type=MessageType.ATTESTATION, recipient=AL, body={"signed": signed})
    three.office("RS").store.write(lambda tx: tx.outbox.add([queue(three.office("RS"), letter)]))
    deliver_due(three.office("RS"))
    assert standings(three) == {RS: Standing.ERASED}


def test_what_is_on_its_way_beside_other_letters_is_not_ordered_again(three: Three) -> None:
    request = three.seek()
    three.net.line.away.add("RS")
    deny(three.office("AL"), three.chief, request.id, Ground.ORIGINATOR)
    take_back(three)
    assert chase_recalls(three.office("AL")) == 0
    assert waiting(three, "AL") == [("RS", MessageType.RECALL)]


def test_a_stranger_attests_nothing(three: Three) -> None:
    attested = Attestation(
        by=MK,
        recall=StatementId("1" * 64),
        records=((three.view.id, HolderState.ERASED),),
        passed_on=(),
        entry="2" * 32,
        at=three.net.clock.now(),
    )
    mk = three.office("MK")
    message = letter_with(mk, "AL", MessageType.ATTESTATION, {"signed": sign_attestation(attested, mk.keys.signer)})
    three.net.directory = replace(
        three.net.directory, members={n: m for n, m in three.net.directory.members.items() if n != MK}
    )
    with pytest.raises(Refused, match="directory lists"):
        take_attestation(three.office("AL"), message)
