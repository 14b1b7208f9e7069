"""The comparison for programs: names with the ids of their records, the standard, one solution a population."""

from dataclasses import replace

import pytest
from tests.unit.api.conftest import Desk
from tests.unit.casework.identify.searching import CONSENT, Morgue

from egnatia.model.identity import AccountId

UID = 77


@pytest.fixture
def morgue() -> Morgue:
    made = Morgue()
    number = AccountId(made.office.randomness.hex128())
    caller = replace(made.expert, id=number, name="program", uid=UID)
    made.office.store.write(lambda tx: tx.accounts.add(caller))
    made.case = made.net.case("RS", caller, purpose=made.purpose, offence=None, reference="ID-2")
    return made


@pytest.mark.slow
def test_a_program_gets_ratios_by_name_and_the_standard(morgue: Morgue) -> None:
    client = Desk(net=morgue.net, case=morgue.case).call(UID)
    found = client.get(f"/v1/case-files/{morgue.case.id}/identification").json()
    assert found["bodies"]["body-1"] == morgue.records["body-1"].id
    assert found["populations"]["Even"]["conclusions"][0]["Conclusion"] == "Undisputed"
    assert found["consents"]["Mother Doda"] == [CONSENT]
    assert found["standard"]["threshold"] == 0.9995


def test_a_window_that_is_none_is_refused(morgue: Morgue) -> None:
    client = Desk(net=morgue.net, case=morgue.case).call(UID)
    assert client.get(f"/v1/case-files/{morgue.case.id}/identification?begins=rubbish").status_code == 422
