"""A record that one agency gave goes on to a third between real nodes, and only with the word of its originator."""

import pytest
from tests.network.realm import WHY, Desk, Realm, desk, eventually, on_both, register

from egnatia.casework.answer import HITS
from egnatia.casework.confirm import confirm
from egnatia.casework.consent import Consenting, Seeking, Shown, consent, list_consents, seek_consent
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.forward import Passing, forward
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account, Holding, Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, RecordId

MK = NodeId("MK")


@pytest.fixture
def three(ground: Realm) -> Realm:
    """Three nodes that run."""
    ground.found("RS", "AL", "MK")
    ground.start("RS", "AL", "MK")
    return ground


def given(made: Realm, seat: Desk) -> RecordId:
    """Have AL release a record to RS, and wait until it is there."""
    register(made, "AL", "Petar", "Jovanoviq")
    [delivered] = seat.ask("AL")
    assert delivered.answer
    assert 0 < len(delivered.answer.hits) <= HITS
    reference = delivered.answer.hits[0].reference
    office = made.office("AL")
    confirm(office, made.person("AL", "expert", Role.FORENSIC), reference, Verdict.CONFIRM, "The dates agree.")
    released = release(office, made.person("AL", "giver", Role.SUPERVISOR), Giving(reference=reference, reason="x"))
    assert released.record
    record = released.record.id
    eventually(lambda: seat.office.store.read(lambda tx: tx.records.get(record)), within=20)
    return record


def passing(record: RecordId) -> Passing:
    """Say what goes on, and why."""
    purpose = Purpose.CRIMINAL_INVESTIGATION
    return Passing(record=record, recipient=MK, purpose=purpose, offence="drug_trafficking", necessity=WHY)


def agreed(made: Realm, boss: Account, record: RecordId) -> None:
    """Have RS ask AL, AL consent, and wait until RS knows."""
    seeking = Seeking(record=record, recipient=MK, purpose=Purpose.CRIMINAL_INVESTIGATION, necessity=WHY)
    request = seek_consent(made.office("RS"), boss, seeking)
    giver = made.person("AL", "decider", Role.SUPERVISOR)
    eventually(lambda: list_consents(made.office("AL"), giver, Shown(received=True)).rows, within=20)
    consent(made.office("AL"), giver, Consenting(request=request.id, reason="The matter is one."))
    eventually(lambda: list_consents(made.office("RS"), boss, Shown(received=False)).rows[0].outcome, within=20)


def holders(made: Realm, record: RecordId) -> tuple[Holding, ...]:
    """Return who holds the record, as its originator knows."""
    return made.office("AL").store.read(lambda tx: tx.holdings.of(record))


@on_both
def test_a_record_goes_on_with_consent_and_its_originator_learns_who_holds_it(three: Realm) -> None:
    seat = desk(three, "RS")
    record, boss = given(three, seat), three.person("RS", "boss", Role.SUPERVISOR)
    with pytest.raises(NotLawfulError, match="originator's consent"):
        forward(three.office("RS"), boss, passing(record))
    agreed(three, boss, record)
    assert forward(three.office("RS"), boss, passing(record)).sent
    stored = eventually(lambda: three.office("MK").store.read(lambda tx: tx.records.get(record)), within=20)
    assert stored.record
    assert (stored.received_from, stored.record.issuer) == ("RS", "AL")
    eventually(lambda: len(holders(three, record)) == 2 or None, within=20)
    assert [held.holder for held in holders(three, record)] == ["RS", "MK"]
