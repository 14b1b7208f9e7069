"""Refused letters at the desk: by partner and ground, in the words of people."""

from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net

from egnatia.casework.receive import log_refusal
from egnatia.casework.rows import Role
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.identity import NodeId
from egnatia.web.refused import GROUNDS

__all__ = ["net"]


def test_an_administrator_sees_who_sends_what_is_not_taken(net: Network) -> None:
    admin = Desk(net, "RS", Role.ADMINISTRATOR)
    assert "Nothing was refused." in admin.see("/refused")
    for _ in range(2):
        log_refusal(net.offices["RS"], NodeId("AL"), RefusalCode.UNKNOWN_TYPE)
    page = admin.see("/refused")
    assert "of a type that is not known here" in page
    assert "sent by the partner, refused here" in page
    assert 'href="/refused"' in admin.see("/people")


def test_an_officer_does_not(net: Network) -> None:
    Desk(net, "RS", Role.OFFICER).see("/refused", 403)


def test_every_code_of_the_protocol_has_words() -> None:
    assert set(RefusalCode) <= GROUNDS.keys()
