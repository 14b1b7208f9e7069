"""A plan of a joint action day is judged for each priority, as figures that name nobody."""

from tests.twins.network import network
from tests.unit.exchange.jointdays import ACTION

from egnatia.casework.operations.actionday.lawfulness import decide_action
from egnatia.casework.operations.lawfulness import Proposed
from egnatia.model.identity import NodeId


def proposed(lead: str, recipient: str, reason: str = "rifles go west") -> Proposed:
    """Return a plan on its way."""
    return Proposed(reason=reason, lead=NodeId(lead), recipient=NodeId(recipient))


def test_the_police_convention_carries_it_and_europol_leads_one() -> None:
    office = network("RS", "BA", "EUROPOL").offices["RS"]
    for lead, instrument in (("RS", "pcc-see"), ("EUROPOL", "europol-agreements")):
        found = list(decide_action(office, ACTION, proposed(lead, "BA")))
        assert [(one.open, one.channel and one.channel.instrument) for one in found] == [(True, instrument)] * 2


def test_figures_leave_the_union_without_an_authorisation() -> None:
    office = network("HU", "BA").offices["HU"]
    assert all(one.open for one in decide_action(office, ACTION, proposed("HU", "BA")))


def test_without_a_convention_or_a_reason_it_is_refused() -> None:
    office = network("DE", "RS", "BA").offices["DE"]
    assert not any(one.open for one in decide_action(office, ACTION, proposed("DE", "RS")))
    assert not any(one.open for one in decide_action(office, ACTION, proposed("RS", "BA", " ")))
