"""A credential works until it ends or is suspected."""

from dataclasses import replace

from tests.twins.clock import NOON

from egnatia.casework.credentials import Credential, Means
from egnatia.model.identity import AccountId

BLUE = Credential(id="x", account=AccountId("0" * 32), means=Means.PASSKEY, name="blue", added_at=NOON)


def test_what_ended_or_may_have_a_copy_opens_nothing() -> None:
    assert BLUE.works
    assert not replace(BLUE, ended_at=NOON).works
    assert not replace(BLUE, suspected_at=NOON).works
