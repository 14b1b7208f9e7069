"""Recall: what was given is taken back from everybody who ever held it, and each attests what it did."""

import pytest
from tests.unit.casework.passing_on import AL, RS, Three
from tests.unit.casework.taking_back import WRONG, at, take_back, three

from egnatia.casework.contest import contest
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.recall import Standing, find_recall, list_recalls, recall
from egnatia.casework.rows import Role
from egnatia.casework.tombstones import of_hidden, replay
from egnatia.exchange.recall import (
    RecallGround,
    read_attestation,
)
from egnatia.model.identity import RecordId

__all__ = ["three"]


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


def test_what_is_hidden_stays_so_when_an_old_backup_is_put_back(three: Three) -> None:
    replay(three.office("RS"), {of_hidden(three.view.id)})
    assert at(three, "RS") is None
    assert list_recalls(three.office("RS"), three.boss).hidden == (three.view.id,)


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
