"""Under which instrument a plan goes to whom, and what national law wants."""

from dataclasses import replace

import pytest
from tests.twins.network import network
from tests.unit.exchange.routes import DELIVERY, MK, SRB

from egnatia.casework.operations.lawfulness import Proposed, decide_plan, national_bars
from egnatia.law.decision import Decision
from egnatia.model.authorisation import Authorisation, Invocation, Measure
from egnatia.model.caveat import Purpose
from egnatia.model.delivery import Stop
from egnatia.model.identity import NodeId, StatementId

NET = network("MK", "TR", "SELEC", "XK", "BG")
TODAY = NET.clock.now().date()
ALLOWED = Invocation(
    statement=StatementId("a" * 64),
    authorisation=Authorisation(
        measure=Measure.ASK,
        matter=DELIVERY.case_file,
        purpose=Purpose.CRIMINAL_INVESTIGATION,
        authority="Public Prosecutor, KT-17",
        begins=TODAY,
        ends=TODAY,
    ),
)


def decided(recipient: str, **fields: object) -> Decision:
    """Return what the law says of the plan on its way to a partner."""
    delivery = replace(DELIVERY, **{"authorisation": ALLOWED, **fields})  # type: ignore[arg-type]
    return decide_plan(NET.offices["MK"], delivery, Proposed(reason="because", lead=MK, recipient=NodeId(recipient)))


@pytest.mark.parametrize("partner", ["TR", "SELEC", "BG"])
def test_a_plan_goes_where_an_instrument_carries_it(partner: str) -> None:
    decision = decided(partner)
    assert decision.open, decision.words
    assert decision.instrument in {"ets30", "un1988", "untoc", "selec", "pcc-see"}


def test_where_no_treaty_binds_the_two_none_goes() -> None:
    assert not decided("XK").open


def test_the_convention_on_drugs_carries_drugs_only() -> None:
    named = {"un1988", "ets30", "untoc"}
    drugs = decided("TR")
    arms = decided("TR", offence="firearms_trafficking")
    assert drugs.instrument in named
    assert arms.open
    assert arms.instrument != "un1988"


def test_an_authorisation_of_another_matter_does_not_count() -> None:
    other = replace(ALLOWED, authorisation=replace(ALLOWED.authorisation, matter="ef" * 16))
    missing = {found.policy for found in decided("TR", authorisation=other).missing}
    assert {"message.authorisation", "message.delivery-authorised"} <= missing


def test_national_law_is_asked_for_every_state_on_the_way() -> None:
    trifle = replace(DELIVERY, offence="counterfeiting_piracy", stops=(*DELIVERY.stops[:2], Stop(country=SRB)))
    assert [bar.split(":")[0] for bar in national_bars(NET.offices["MK"], trifle)] == ["TUR", "SRB"]
