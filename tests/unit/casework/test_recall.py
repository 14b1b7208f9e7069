"""Recall: what was given is taken back from everybody who ever held it, and each attests what it did."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.conftest import person
from tests.unit.casework.passing_on import AL, MK, RS, Three, build

from egnatia.casework.collect import collect, consult
from egnatia.casework.contest import contest
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import erase, hold
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.letters import Content, queue
from egnatia.casework.lift import lift
from egnatia.casework.obey import take_records
from egnatia.casework.recall import Recalled, Standing, find_recall, list_recalls, recall
from egnatia.casework.recalling import chase_recalls
from egnatia.casework.rows import Role
from egnatia.casework.tombstones import of_hidden, replay
from egnatia.exchange.recall import (
    RECALL_WORDS,
    Attestation,
    HolderState,
    Recall,
    RecallGround,
    plain_recall,
    read_attestation,
    sign_attestation,
)
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId, RecordId, StatementId
from egnatia.model.message import MessageType
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct

WRONG = RecallGround.INACCURATE


@pytest.fixture
def three() -> Three:
    """Give the scene: Serbia holds what Albania gave it."""
    return build()


def take_back(three: Three, ground: RecallGround = WRONG) -> Recalled:
    return recall(three.office("AL"), three.chief, three.original.id, ground, "it is about his brother")


def at(three: Three, node: str, record: RecordId | None = None) -> Record | None:
    """Return the record as a node can read it."""
    stored = three.office(node).store.read(lambda tx: tx.records.get(record or three.view.id))
    return stored.record if stored else None


def standings(three: Three) -> dict[NodeId, Standing]:
    found = find_recall(three.office("AL"), three.chief, three.original.id)
    return {one.holder: one.standing for one in found.holders}


def test_the_holder_erases_it_and_attests_under_its_signature(three: Three) -> None:
    assert {one.standing for one in take_back(three).holders} == {Standing.ON_ITS_WAY}
    three.deliver()
    assert at(three, "RS") is None
    [held] = find_recall(three.office("AL"), three.chief, three.original.id).holders
    member = three.net.directory.member(RS)
    assert member
    assert held.attestation
    attested = read_attestation(held.attestation, member, three.office("AL").keys.verifier)
    assert (held.standing, dict(attested.records)) == (Standing.ERASED, {three.view.id: "erased"})
    trail = three.office("RS").store.read(lambda tx: tx.ledger.trail(three.view.id, 99))
    assert attested.entry in {one.entry.nonce for one in trail}


def test_the_thing_itself_stays_with_its_issuer(three: Three) -> None:
    take_back(three)
    three.deliver()
    assert at(three, "AL", three.original.id) == three.original


def test_whoever_it_was_forwarded_to_erases_it_too(three: Three) -> None:
    three.consented()
    three.forward()
    three.deliver()
    take_back(three)
    three.deliver()
    assert (at(three, "RS"), at(three, "MK")) == (None, None)
    assert standings(three) == {RS: Standing.ERASED, MK: Standing.ERASED}


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


def test_a_legal_hold_hides_it_at_once_and_says_so(three: Three) -> None:
    rs = three.office("RS")
    held = hold(rs, three.boss, three.view.id, "a court wants it")
    take_back(three)
    three.deliver()
    assert standings(three) == {RS: Standing.HIDDEN}
    assert at(three, "RS") is None
    assert consult(rs, three.officer, three.view.id, three.case.id).record is None
    assert rs.store.read(lambda tx: tx.records.received("person", 9)) == ()
    assert list_recalls(rs, three.boss).hidden == (three.view.id,)
    lift(rs, three.boss, three.view.id, held.id, "the court has ended")
    three.deliver()
    assert standings(three) == {RS: Standing.ERASED}
    assert list_recalls(rs, three.boss).hidden == ()


def test_what_is_hidden_stays_so_when_an_old_backup_is_put_back(three: Three) -> None:
    replay(three.office("RS"), {of_hidden(three.view.id)})
    assert at(three, "RS") is None
    assert list_recalls(three.office("RS"), three.boss).hidden == (three.view.id,)


def test_a_recall_that_comes_before_the_record_wins(three: Three) -> None:
    three.consented()
    three.net.line.away.update({"MK", "AL"})
    three.forward()
    take_back(three)
    three.net.line.away.clear()
    deliver_due(three.office("AL"))  # MK and RS are told first
    assert standings(three)[MK] is Standing.ON_ITS_WAY
    three.deliver()
    assert at(three, "MK") is None
    assert three.office("MK").store.read(lambda tx: tx.records.received("person", 9)) == ()
    assert standings(three)[RS] is Standing.ERASED
    assert standings(three)[MK] in {Standing.ABSENT, Standing.ERASED}


def test_what_is_released_again_after_a_recall_is_kept(three: Three) -> None:
    take_back(three)
    three.deliver()
    again = replace(three.view, salt="7b" * 16)
    three.office("RS").store.write(lambda tx: take_records(three.office("RS"), tx, [again], AL))
    assert at(three, "RS", again.id) == again


def test_what_was_taken_back_before_it_came_is_erased_as_it_comes(three: Three) -> None:
    mk = three.office("MK")
    three.consented()
    take_back(three)
    three.deliver()
    assert standings(three)[MK] is Standing.ABSENT
    mk.store.write(lambda tx: take_records(mk, tx, [three.view], RS))
    assert at(three, "MK") is None
    three.deliver()
    assert standings(three)[MK] is Standing.ERASED


def test_a_corrected_version_goes_as_well(three: Three) -> None:
    changed = contest(three.office("AL"), three.chief, three.original.id, "he says so")
    three.deliver()
    recall(three.office("AL"), three.chief, changed.record.id, WRONG, "he is right")
    three.deliver()
    assert three.office("RS").store.read(lambda tx: tx.records.received("person", 9)) == ()


def test_erasing_at_home_takes_back_what_was_given(three: Three) -> None:
    erase(three.office("AL"), three.chief, three.original.id, "acquitted")
    three.deliver()
    assert at(three, "RS") is None
    [held] = list_recalls(three.office("AL"), three.chief).ordered
    assert (held.standing, held.ground) == (Standing.ERASED, RecallGround.ERASED)


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


def test_letters_that_come_twice_change_nothing_more(three: Three) -> None:
    three.net.line.deaf.add("RS")
    take_back(three)
    three.deliver()
    three.net.line.deaf.clear()
    three.net.clock.advance(timedelta(minutes=30))
    three.deliver()
    [held] = find_recall(three.office("AL"), three.chief, three.original.id).holders
    assert held.standing is Standing.ERASED
    trail = three.office("RS").store.read(lambda tx: tx.ledger.trail(three.view.id, 99))
    assert [one.entry.act for one in trail].count(Act.ERASURE) == 1


def sent_by(three: Three, sender: str, issuer: NodeId) -> str:
    """Have a node send Serbia a recall in somebody's name; return what became of the letter."""
    office = three.office(sender)
    statement = Statement(
        act=StatementAct.RECALL,
        issuer=issuer,
        by=three.chief.id,
        at=three.net.clock.now(),
        about=frozenset({three.view.id}),
        reason=RECALL_WORDS[WRONG],
        salt="5a" * 16,
    )
    body = plain_recall(Recall(statement=statement, ground=WRONG))
    row = queue(office, Content(type=MessageType.RECALL, recipient=RS, body=body))
    office.store.write(lambda tx: tx.outbox.add([row]))
    deliver_due(office)
    found = office.store.read(lambda tx: tx.outbox.get(row.message.id))
    assert found
    return found.error


@pytest.mark.parametrize("issuer", [MK, AL])
def test_nobody_takes_back_what_it_neither_issued_nor_gave(three: Three, issuer: NodeId) -> None:
    assert "taken back by its issuer" in sent_by(three, "MK", issuer)
    assert at(three, "RS") == three.view


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


def test_only_whoever_decides_on_the_record_recalls_it(three: Three) -> None:
    al = three.office("AL")
    officer = three.net.person("AL", "officer", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        recall(al, officer, three.original.id, WRONG, "why not")
    with pytest.raises(NotFoundError):
        recall(al, three.chief, RecordId("0" * 64), WRONG, "why not")
    with pytest.raises(ConflictError, match="another node's"):
        recall(three.office("RS"), three.boss, three.view.id, WRONG, "why not")
    with pytest.raises(NotAllowedError):
        list_recalls(al, officer)


def test_what_nobody_was_given_is_not_recalled(three: Three) -> None:
    al = three.office("AL")
    take_back(three)
    three.deliver()
    assert recall(al, three.chief, three.original.id, WRONG, "again").open == 0
    assert al.me == AL
